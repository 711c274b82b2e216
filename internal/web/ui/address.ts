// The address holds what is chosen (query) and where the map looks (fragment), so that a reload or a shared link shows the same.
export interface View { zoom: number; lon: number; lat: number }

const chosenNames = ['ward', 'zone', 'lon', 'lat', 'f', 'kind', 'after', 'q'];

export function readView(): View | null {
  const match = /^#([\d.]+)\/(-?[\d.]+)\/(-?[\d.]+)$/.exec(location.hash);
  if (!match) return null;
  const [zoom, lat, lon] = match.slice(1).map(Number) as [number, number, number];
  if (!(zoom >= 0 && zoom <= 24 && Math.abs(lat) <= 85 && Math.abs(lon) <= 180)) return null;
  return { zoom, lon, lat };
}

export function writeView(view: View): void {
  const hash = `#${view.zoom.toFixed(2)}/${view.lat.toFixed(5)}/${view.lon.toFixed(5)}`;
  if (hash !== location.hash) history.replaceState(history.state, '', location.pathname + location.search + hash);
}

export function chosen(): URLSearchParams {
  const all = new URLSearchParams(location.search);
  const kept = new URLSearchParams();
  for (const name of chosenNames) if (all.has(name)) kept.set(name, all.get(name) ?? '');
  return kept;
}

// choose puts what is chosen into the address as a new step of the history.
export function choose(params: Record<string, string>): void {
  const query = new URLSearchParams(location.search);
  for (const name of chosenNames) query.delete(name);
  for (const [name, value] of Object.entries(params)) query.set(name, value);
  history.pushState(null, '', `${location.pathname}?${query}${location.hash}`);
  keepInLanguageLink();
}

export function readKinds(): Set<string> {
  return new Set((new URLSearchParams(location.search).get('kinds') ?? '').split(',').filter(Boolean));
}

export function writeKinds(kinds: Set<string>): void {
  const query = new URLSearchParams(location.search);
  if (kinds.size) query.set('kinds', [...kinds].sort().join(','));
  else query.delete('kinds');
  history.replaceState(history.state, '', `${location.pathname}?${query}${location.hash}`);
  keepInLanguageLink();
}

// keepInLanguageLink makes the language switch lead to what is shown now.
export function keepInLanguageLink(): void {
  const link = document.querySelector<HTMLAnchorElement>('a.language');
  if (!link) return;
  const query = new URLSearchParams(location.search);
  query.set('lang', link.hreflang);
  link.href = `?${query}${location.hash}`;
}
