// What is fetched ahead once a page is shown: its files, the city's page as it is before a choice, the pack of answers, and tiles from the
// widest view inwards until a bound in bytes is reached.
import { caches_, get, packKey, put, shellKey } from './kept';

export interface Keep {
  city: string;
  lang: string;
  bbox: [number, number, number, number];
  tiles: string[]; // addresses with {z}, {x}, {y}; the last is the heaviest
  lean: boolean; // the reader saves data: what the page has loaded anyway is kept, and nothing more
}

const tileBytes = 3_000_000;
const tileNumber = 600;
const zooms = [6, 14] as const;
const atOnce = 3;

export async function keep(wish: Keep): Promise<void> {
  const key = shellKey(wish.city, wish.lang);
  const page = await fetch(key);
  if (!page.ok) return;
  // First what the page needs, then the page: a kept page is whole.
  const text = await page.clone().text();
  await Promise.all([...new Set(text.match(/\/static\/[\w.-]+\.(?:js|css|woff2|svg)/g))].map(keepAsset));
  await put(caches_.pages, key, page);
  if (wish.lean) return;
  const answers = packKey(wish.city, wish.lang);
  const before = (await get(caches_.packs, answers))?.headers.get('ETag');
  const pack = await fetch(answers);
  if (!pack.ok) return;
  const after = pack.headers.get('ETag');
  // The mark of a pack is put after its tiles: with it, nothing has changed since all was here.
  const done = `${answers}&tiles`;
  await put(caches_.packs, answers, pack);
  if (before === after && (await get(caches_.packs, done))) return;
  await keepTiles(wish);
  await put(caches_.packs, done, new Response(''));
}

async function keepAsset(path: string): Promise<void> {
  if (await get(caches_.assets, path)) return;
  const response = await fetch(path, { cache: 'force-cache' }); // the page has just loaded it
  if (response.ok) await put(caches_.assets, path, response);
}

async function keepTiles(wish: Keep): Promise<void> {
  const addresses = plan(wish);
  let bytes = 0;
  const work = async () => {
    for (let next = addresses.next(); !next.done && bytes < tileBytes; next = addresses.next()) {
      const response = await fetch(next.value, { priority: 'low' } as RequestInit);
      if (!response.ok) continue;
      bytes += Number(response.headers.get('Content-Length') ?? 20_000);
      await put(caches_.tiles, next.value, response);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
}

// plan lists the tiles over the city, zoom by zoom, light layers before the heavy one, which stops two zooms earlier.
function* plan(wish: Keep): Generator<string> {
  const [west, south, east, north] = wish.bbox;
  let left = tileNumber;
  for (let z = zooms[0]; z <= zooms[1]; z++) {
    const [x0, y0] = tileOf(west, north, z);
    const [x1, y1] = tileOf(east, south, z);
    for (const template of z <= zooms[1] - 2 ? wish.tiles : wish.tiles.slice(0, -1)) {
      for (let x = x0; x <= x1; x++) {
        for (let y = y0; y <= y1; y++) {
          if (left-- <= 0) return;
          yield template.replace('{z}', String(z)).replace('{x}', String(x)).replace('{y}', String(y));
        }
      }
    }
  }
}

function tileOf(lon: number, lat: number, z: number): [number, number] {
  const n = 2 ** z;
  const rad = (lat * Math.PI) / 180;
  const clamp = (v: number) => Math.min(n - 1, Math.max(0, Math.floor(v)));
  return [clamp(((lon + 180) / 360) * n), clamp(((1 - Math.log(Math.tan(rad) + 1 / Math.cos(rad)) / Math.PI) / 2) * n)];
}
