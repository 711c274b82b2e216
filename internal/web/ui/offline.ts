// The page's side of being offline: it starts the worker, tells it what to keep, and shows a notice while there is no network.
import VectorTile from 'ol/source/VectorTile';
import type { Answers } from './answers';
import { chosen } from './address';
import type { Config } from './config';
import type { CityMap } from './map';
import { tileAddresses } from './source';

const again = 15000; // ms between looks at whether the network is back

export function bindOffline(config: Config, answers: Answers): void {
  if (!config.worker || !('serviceWorker' in navigator)) return;
  const notice = makeNotice(config);
  let timer = 0;
  const away = () => {
    notice(true);
    clearTimeout(timer);
    timer = window.setTimeout(() => void look(), again);
  };
  const look = async () => {
    try {
      const response = await fetch('/sw.js', { cache: 'no-store' });
      if (!response.ok) throw new Error(String(response.status));
    } catch { return away(); }
    clearTimeout(timer);
    notice(false);
    dispatchEvent(new Event('rasad:online'));
    answers.again();
  };
  addEventListener('offline', away);
  addEventListener('rasad:kept', away); // an answer came from what is kept
  addEventListener('online', () => void look());
  const kept = document.documentElement.hasAttribute('data-kept');
  if (kept || !navigator.onLine) away();
  if (kept && navigator.onLine) void look(); // the network was slow, or is worth nothing
  // A kept page is the one before a choice: the answer is fetched by itself.
  if (kept && chosen().toString()) answers.again();
  void start(config);
}

// refreshOnReturn has the map ask for its tiles anew once the network is back.
export function refreshOnReturn(map: CityMap): void {
  addEventListener('rasad:online', () => {
    const sources = new Set(map.ol.getAllLayers().map((layer) => layer.getSource()));
    for (const source of sources) if (source instanceof VectorTile) source.refresh();
  });
}

function makeNotice(config: Config): (shown: boolean) => void {
  const place = document.createElement('p');
  place.className = 'offline';
  place.setAttribute('role', 'status');
  place.hidden = true;
  document.querySelector('header.bar')?.after(place);
  const words = config.date ? config.words.offline?.replace('{0}', config.date) : config.words.offline_undated;
  return (shown) => {
    place.hidden = !shown;
    place.textContent = shown ? (words ?? '') : '';
  };
}

async function start(config: Config): Promise<void> {
  if (document.readyState !== 'complete') await new Promise((done) => addEventListener('load', done, { once: true }));
  await new Promise<void>((done) => ('requestIdleCallback' in window ? requestIdleCallback(() => done(), { timeout: 5000 }) : setTimeout(done, 1000)));
  try {
    await navigator.serviceWorker.register('/sw.js');
    const { active } = await navigator.serviceWorker.ready;
    if (!navigator.onLine || !config.bbox) return;
    const saver = (navigator as { connection?: { saveData?: boolean } }).connection?.saveData === true;
    active?.postMessage({ keep: { city: config.city, lang: config.lang, bbox: config.bbox, tiles: tileAddresses(config.city), lean: saver } });
  } catch { /* a browser that refuses workers, as in a private window, has a page that works without */ }
}
