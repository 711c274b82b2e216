// What the worker keeps on the device, and for how long: assets for ever (their names change with their content), the rest until newer
// comes. Every cache has a bound.
export const caches_ = { assets: 'rasad-1-assets', pages: 'rasad-1-pages', packs: 'rasad-1-packs', tiles: 'rasad-1-tiles' };

const most: Record<string, number> = { [caches_.assets]: 60, [caches_.pages]: 40, [caches_.packs]: 8, [caches_.tiles]: 1500 };

export async function dropOld(): Promise<void> {
  const ours = Object.values(caches_);
  for (const name of await caches.keys()) if (name.startsWith('rasad-') && !ours.includes(name)) await caches.delete(name);
}

// put keeps an answer; one that is put again counts as new. A device that is full keeps what it has.
export async function put(name: string, key: string, response: Response): Promise<void> {
  try {
    await (await caches.open(name)).put(key, response);
  } catch { /* no room */ }
}

// trim drops what was put first where there is more than the bound, and some more, so that it need not be done each time.
export async function trim(): Promise<void> {
  for (const [name, bound] of Object.entries(most)) {
    const cache = await caches.open(name);
    const keys = await cache.keys();
    if (keys.length > bound) await Promise.all(keys.slice(0, keys.length - Math.floor(bound * 0.9)).map((old) => cache.delete(old)));
  }
}

export async function get(name: string, key: string): Promise<Response | undefined> {
  return (await caches.open(name)).match(key);
}

// The page of a city is kept as it is before anything is chosen: what somebody asked for is not kept under its address.
export const shellKey = (city: string, lang: string) => `/${city}?lang=${lang}`;
export const packKey = (city: string, lang: string) => `/${city}?part=pack&lang=${lang}`;
