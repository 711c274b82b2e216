// Answers without a network, out of the pack that the server made: its own cards, with rows put in for what is near.
export interface Pack {
  form: number; epoch: number; words: Record<string, string>;
  start: string; outside: string; unknown: string; far: string; none: string; parts: string[];
  kinds: Record<string, string>; zones: Record<string, string>; wards: Ward[]; rest: Facility[] | null;
}
interface Ward { code: string; card: string; place: string; rings: number[][] | null; at: Facility[] | null }
interface Facility { id: number; kind: string; lon: number; lat: number; row: string; card?: string }
type Point = [number, number]; // lon, lat in degrees

const nearShown = 3;
const listShown = 200;
const viewShown = 30;
const widestView = 0.05; // degrees
const nearMetres = 250; // a place this far outside all wards is still given to the nearest

export function answer(pack: Pack, query: URLSearchParams, origin: string): string {
  const text = query.get('part') === 'view' ? view(pack, query) : card(pack, query);
  const whole = text.replace(/<!--row (\d+)-->/g, (_, id: string) => rowOf(pack, id)).replace(/\ue000(\d+);/g, (_, place: string) => pack.parts[Number(place)] ?? '');
  return home(whole, origin);
}

function card(pack: Pack, query: URLSearchParams): string {
  const [f, code, zone, kind] = ['f', 'ward', 'zone', 'kind'].map((name) => query.get(name) ?? '') as [string, string, string, string];
  if (f) {
    const found = all(pack).find((facility) => String(facility.id) === f);
    return found ? found.card ?? `<article class="card" data-about="facility"><ul class="facilities">${found.row}</ul></article>` : pack.unknown;
  }
  if (code) return pack.wards.find((ward) => ward.code === code)?.card ?? pack.unknown;
  if (zone) return pack.zones[zone] ?? pack.unknown;
  if (query.has('lon') || query.has('lat')) return place(pack, [Number(query.get('lon')), Number(query.get('lat'))]);
  const list = pack.kinds[kind];
  if (list) return fill(list, kind, all(pack).filter((facility) => facility.kind === kind).sort((a, b) => a.id - b.id).slice(0, listShown).map((facility) => facility.row));
  return pack.start;
}

function all(pack: Pack): Facility[] {
  return [...pack.wards.flatMap((ward) => ward.at ?? []), ...(pack.rest ?? [])];
}

function rowOf(pack: Pack, id: string): string {
  return all(pack).find((facility) => String(facility.id) === id)?.row ?? '';
}

// home puts the service's own address where the server left a mark.
function home(text: string, origin: string): string {
  return text.replaceAll('https://rasad.invalid', origin).replaceAll(encodeURIComponent('https://rasad.invalid'), encodeURIComponent(origin));
}

function fill(card: string, kind: string, rows: string[]): string {
  return card.split(`<!--rows ${kind}-->`).join(rows.join(''));
}

function place(pack: Pack, at: Point): string {
  const ward = wardAt(pack, at);
  if (!ward) return pack.outside;
  let text = ward.place.replace('-1.000000,-1.000000', `${at[0].toFixed(6)},${at[1].toFixed(6)}`);
  const everywhere = all(pack);
  for (const kind of ['ration_shop', 'kitchen']) {
    const near = everywhere.filter((facility) => facility.kind === kind).map((facility) => ({ facility, metres: metres(at, pointOf(facility)) }));
    near.sort((a, b) => a.metres - b.metres || a.facility.id - b.facility.id);
    text = fill(text, kind, near.slice(0, nearShown).map(({ facility, metres }) => withDistance(pack, facility.row, metres)));
  }
  return text;
}

function withDistance(pack: Pack, row: string, metres: number): string {
  const say = (key: string, value: string | number) => (pack.words[key] ?? '{0}').replace('{0}', String(value));
  const distance = metres < 995 ? say('metres', Math.floor((metres + 5) / 10) * 10) : say('kilometres', (metres / 1000).toFixed(1));
  const walk = say('on_foot', Math.max(1, Math.floor((metres * 1.3) / 75 + 0.5)));
  return row.replace('<span class="facility-line">', `<span class="facility-line"><b>${distance}</b> ${walk}</span>\n<span class="facility-line">`);
}

function view(pack: Pack, query: URLSearchParams): string {
  const [west, south, east, north] = (query.get('bbox') ?? '').split(',').map(Number) as [number, number, number, number];
  if (!(east - west <= widestView && north - south <= widestView)) return pack.far;
  const kinds = (query.get('kinds') ?? '').split(',').filter(Boolean);
  const middle: Point = [(west + east) / 2, (south + north) / 2];
  const inside = all(pack).filter((facility) => {
    const [lon, lat] = pointOf(facility);
    return lon >= west && lon <= east && lat >= south && lat <= north && (kinds.length === 0 || kinds.includes(facility.kind));
  });
  inside.sort((a, b) => metres(middle, pointOf(a)) - metres(middle, pointOf(b)) || a.id - b.id);
  return inside.length ? `<ul class="facilities">${inside.slice(0, viewShown).map((facility) => facility.row).join('')}</ul>` : pack.none;
}

const pointOf = (facility: Facility): Point => [facility.lon / 1e6, facility.lat / 1e6];

function metres(a: Point, b: Point): number {
  const rad = Math.PI / 180;
  const h = Math.sin(((b[1] - a[1]) * rad) / 2) ** 2 + Math.cos(a[1] * rad) * Math.cos(b[1] * rad) * Math.sin(((b[0] - a[0]) * rad) / 2) ** 2;
  return 2 * 6371008.8 * Math.asin(Math.sqrt(h));
}

// wardAt is the ward a place is in; outlines are thinned, so one just outside all goes to the nearest.
function wardAt(pack: Pack, at: Point): Ward | undefined {
  let best: Ward | undefined;
  let least = nearMetres;
  for (const ward of pack.wards) {
    const rings = (ward.rings ?? []).map(points);
    if (rings.reduce((inside, ring) => inside !== contains(ring, at), false)) return ward;
    for (const ring of rings) {
      const away = distanceTo(ring, at);
      if (away < least) [best, least] = [ward, away];
    }
  }
  return best;
}

function points(steps: number[]): Point[] {
  const ring: Point[] = [];
  let [lon, lat] = [0, 0];
  for (let i = 0; i + 1 < steps.length; i += 2) ring.push([(lon += steps[i]!) / 1e5, (lat += steps[i + 1]!) / 1e5]);
  return ring;
}

function contains(ring: Point[], at: Point): boolean {
  let inside = false;
  for (let i = 1; i < ring.length; i++) {
    const [a, b] = [ring[i - 1]!, ring[i]!];
    if (a[1] > at[1] !== b[1] > at[1] && at[0] < ((b[0] - a[0]) * (at[1] - a[1])) / (b[1] - a[1]) + a[0]) inside = !inside;
  }
  return inside;
}

function distanceTo(ring: Point[], at: Point): number {
  const flat = Math.cos((at[1] * Math.PI) / 180);
  let least = Infinity;
  for (let i = 1; i < ring.length; i++) {
    const [a, b] = [ring[i - 1]!, ring[i]!];
    const [dx, dy] = [(b[0] - a[0]) * flat, b[1] - a[1]];
    const length = dx * dx + dy * dy;
    const t = length ? Math.min(1, Math.max(0, ((at[0] - a[0]) * flat * dx + (at[1] - a[1]) * dy) / length)) : 0;
    least = Math.min(least, Math.hypot((at[0] - a[0]) * flat - t * dx, at[1] - a[1] - t * dy));
  }
  return least * 111195;
}
