// What the worker keeps on the device, and for how long: assets for ever (their names change with their content), the rest until newer
// comes. Every cache has a bound.
export const caches_ = { assets: 'rasad-1-assets', pages: 'rasad-1-pages', packs: 'rasad-1-packs', tiles: 'rasad-1-tiles' };

const most: Record<string, number> = { [caches_.assets]: 60, [caches_.pages]: 40, [caches_.packs]: 8, [caches_.tiles]: 1500 };

export async function dropOld(): Promise<void> {
  const ours = Object.values(caches_);
  for (const name of await caches.keys()) if (name.startsWith('rasad-') && !ours.includes(name)) await caches.delete(name);
}

// put keeps an answer. What was put first goes first; an answer that is put again counts as new.
export async function put(name: string, key: string, response: Response): Promise<void> {
  const cache = await caches.open(name);
  await cache.delete(key);
  await cache.put(key, response);
  const bound = most[name] ?? 0;
  const keys = await cache.keys();
  // Some are dropped at once, so that not every put has to.
  if (keys.length > bound) await Promise.all(keys.slice(0, keys.length - Math.floor(bound * 0.9)).map((old) => cache.delete(old)));
}

export async function get(name: string, key: string): Promise<Response | undefined> {
  return (await caches.open(name)).match(key);
}

// The page of a city is kept as it is before anything is chosen: what somebody asked for is not kept under its address.
export const shellKey = (city: string, lang: string) => `/${city}?lang=${lang}`;
export const packKey = (city: string, lang: string) => `/${city}?part=pack&lang=${lang}`;
