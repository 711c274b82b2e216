// The list of what the map shows, and the map's mark of what the list points at: the two go in step.
import type { Config } from './config';
import type { CityMap } from './map';

const pause = 250; // ms that the map rests before the list follows

export function bindInView(map: CityMap, config: Config, kinds: () => Set<string>): () => void {
  const section = document.getElementById('inview')!;
  const list = document.getElementById('inview-list')!;
  let running: AbortController | null = null;
  let timer = 0;
  const follow = async () => {
    running?.abort();
    const now = (running = new AbortController());
    const query = new URLSearchParams({ part: 'view', lang: config.lang, bbox: map.box().map((n) => n.toFixed(5)).join(',') });
    if (kinds().size) query.set('kinds', [...kinds()].sort().join(','));
    try {
      const response = await fetch(`/${config.city}?${query}`, { signal: now.signal });
      if (!response.ok) throw new Error(`status ${response.status}`);
      const part = document.createElement('template');
      part.innerHTML = await response.text(); // rendered and escaped by the server
      if (now.signal.aborted) return;
      list.replaceChildren(part.content);
      section.hidden = false;
    } catch {
      if (!now.signal.aborted) section.hidden = true; // a list of another place would be wrong
    }
  };
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(() => void follow(), pause);
  };
  map.ol.on('moveend', later);
  later();

  const point = (event: Event) => {
    const link = (event.target as Element).closest<HTMLElement>('[data-facility][data-place], .hit[data-place]');
    map.hint(link && (event.type === 'pointerover' || event.type === 'focusin') ? (link.dataset.place ?? '').split(',').map(Number) : null);
  };
  const panel = document.querySelector('.panel');
  for (const kind of ['pointerover', 'pointerout', 'focusin', 'focusout']) panel?.addEventListener(kind, point);
  return later;
}
