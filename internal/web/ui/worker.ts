// The service worker: with a network it passes everything through and keeps what may be needed again; without one it answers from that.
// It holds no state of its own, so that an old page and a new worker get along.
import { caches_, dropOld, get, packKey, put, shellKey, trim } from './kept';
import { answer, type Pack } from './pack';
import { keep, type Keep } from './prefetch';

interface Work extends Event { waitUntil(work: Promise<unknown>): void }
interface Fetching extends Work { request: Request; respondWith(response: Promise<Response>): void }
interface Message extends Work { data: { keep?: Keep } }
interface Worker {
  skipWaiting(): Promise<void>;
  clients: { claim(): Promise<void> };
  addEventListener(type: 'install' | 'activate', act: (event: Work) => void): void;
  addEventListener(type: 'fetch', act: (event: Fetching) => void): void;
  addEventListener(type: 'message', act: (event: Message) => void): void;
}
const worker = self as unknown as Worker;

const patience = 3000; // ms that the network has before a kept page or answer is shown
const coarser = 8; // zooms that a kept tile may be wider than the one asked for

worker.addEventListener('install', (event) => event.waitUntil(worker.skipWaiting()));
worker.addEventListener('activate', (event) => event.waitUntil(dropOld().then(() => worker.clients.claim())));
worker.addEventListener('message', (event) => {
  if (event.data?.keep) event.waitUntil(keep(event.data.keep).catch(() => undefined)); // cut off: the next visit goes on
});

worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== location.origin) return;
  const part = url.searchParams.get('part');
  if (url.pathname.startsWith('/static/')) event.respondWith(asset(url));
  else if (url.pathname.startsWith('/tiles/') && url.pathname.endsWith('.mvt')) event.respondWith(tile(event, url));
  else if (request.mode === 'navigate') event.respondWith(page(event, url));
  else if (cityOf(url) && (part === 'answer' || part === 'view')) event.respondWith(patient(event.request, () => answered(url)));
});

// cityOf is the city of an address like /lucknow; '' for any other.
function cityOf(url: URL): string {
  return /^\/([a-z0-9-]+)$/.exec(url.pathname)?.[1] ?? '';
}

async function asset(url: URL): Promise<Response> {
  const kept = await get(caches_.assets, url.pathname);
  if (kept) return kept;
  const response = await fetch(url.pathname);
  if (response.ok) await put(caches_.assets, url.pathname, response.clone());
  return response;
}

// tile asks the network first, so that a change is never hidden; the browser's own cache makes that a 304 where nothing has changed.
async function tile(event: Fetching, url: URL): Promise<Response> {
  const key = url.pathname + url.search;
  try {
    const response = await fetch(event.request);
    if (response.ok) event.waitUntil(put(caches_.tiles, key, response.clone()));
    return response;
  } catch (failure) {
    const kept = (await get(caches_.tiles, key)) ?? (await wider(url));
    if (kept) return kept;
    throw failure;
  }
}

// wider is the nearest kept tile around the one that is missing, with its own place in X-Tile.
async function wider(url: URL): Promise<Response | undefined> {
  const match = /^(.*\/)(\d+)\/(\d+)\/(\d+)\.mvt$/.exec(url.pathname);
  if (!match) return undefined;
  const [z, x, y] = match.slice(2).map(Number) as [number, number, number];
  for (let up = 1; up <= coarser && up <= z; up++) {
    const at = `${z - up}/${x >> up}/${y >> up}`;
    const kept = await get(caches_.tiles, `${match[1]}${at}.mvt${url.search}`);
    if (kept) return new Response(kept.status === 204 ? null : await kept.arrayBuffer(), { status: kept.status, headers: { 'X-Tile': at } });
  }
  return undefined;
}

// patient gives the network a while, then what is kept; with nothing kept it waits on.
async function patient(request: Request, kept: () => Promise<Response | undefined>): Promise<Response> {
  const network = fetch(request);
  const late = new Promise<undefined>((done) => setTimeout(() => done(undefined), patience));
  try {
    return (await Promise.race([network, late])) ?? (await kept()) ?? (await network);
  } catch (failure) {
    const response = await kept();
    if (response) return response;
    throw failure;
  }
}

async function answered(url: URL): Promise<Response | undefined> {
  const city = cityOf(url);
  const lang = url.searchParams.get('lang') ?? 'hi';
  const kept = (await get(caches_.packs, packKey(city, lang))) ?? (await get(caches_.packs, packKey(city, lang === 'hi' ? 'en' : 'hi')));
  if (!kept) return undefined;
  const text = answer((await kept.json()) as Pack, url.searchParams, location.origin);
  return new Response(text, { headers: { 'Content-Type': 'text/html; charset=utf-8', 'X-Kept': '1' } });
}

// page keeps pages that tell nothing of who reads them: no place, no search. A city's own is kept by prefetch.
async function page(event: Fetching, url: URL): Promise<Response> {
  const personal = ['lon', 'lat', 'q'].some((name) => url.searchParams.has(name));
  const key = url.pathname + url.search;
  event.waitUntil(trim());
  const response = await patient(event.request, () => keptPage(url, key));
  const html = response.headers.get('Content-Type')?.startsWith('text/html');
  if (response.ok && html && !personal && !cityOf(url) && !response.headers.has('X-Kept')) event.waitUntil(put(caches_.pages, key, response.clone()));
  return response;
}

async function keptPage(url: URL, key: string): Promise<Response | undefined> {
  const exact = cityOf(url) ? undefined : await get(caches_.pages, key);
  if (exact) return marked(exact);
  const wanted = url.searchParams.get('lang');
  const shells = (await (await caches.open(caches_.pages)).keys()).map((request) => new URL(request.url)).filter((kept) => cityOf(kept) && kept.searchParams.has('lang'));
  shells.reverse(); // the latest first
  const [, city, wards, code] = url.pathname.split('/');
  if (wards === 'wards' || url.pathname === '/') {
    // A page that is not kept: the city's own knows as much.
    const shell = shells.find((kept) => !city || cityOf(kept) === city);
    const ward = code ? `&ward=${code}` : '';
    return shell && Response.redirect(`${shell.pathname}?lang=${wanted ?? shell.searchParams.get('lang')}${ward}`);
  }
  const own = shells.filter((kept) => cityOf(kept) === cityOf(url));
  const shell = own.find((kept) => kept.searchParams.get('lang') === wanted) ?? own[0];
  return shell && marked(await get(caches_.pages, shellKey(cityOf(shell), shell.searchParams.get('lang') ?? '')));
}

// marked tells the page that it was kept.
async function marked(response: Response | undefined): Promise<Response | undefined> {
  if (!response) return undefined;
  const headers = new Headers(response.headers);
  for (const name of ['Content-Length', 'Content-Encoding', 'Set-Cookie']) headers.delete(name);
  headers.set('X-Kept', '1');
  return new Response((await response.text()).replace('<html ', '<html data-kept '), { headers });
}
