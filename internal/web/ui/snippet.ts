// The code that puts the map into another site's page: it follows what is chosen, and is copied by a button.
import type { Config } from './config';
import type { CityMap } from './map';
import { chosen, readKinds } from './address';

export function bindSnippet(config: Config, map: () => CityMap | null): void {
  const area = document.querySelector<HTMLTextAreaElement>('textarea.snippet');
  if (!area) return;
  const written = area.value;
  area.closest('details')?.addEventListener('toggle', () => { area.value = written.replace(/(\/embed\?)[^"]*/, `$1${query(config.lang)}`); });
  area.addEventListener('focus', () => area.select());
  document.querySelector('[data-copy-from]')?.addEventListener('click', async () => {
    area.select();
    try {
      await navigator.clipboard.writeText(area.value);
      map()?.tell(config.words.code_copied ?? '', undefined, 4000);
    } catch { area.focus(); } // selected: the reader copies it by hand
  });
}

// query is what is chosen, without the place of a person.
function query(lang: string): string {
  const all = chosen();
  const kept = new URLSearchParams({ lang });
  for (const name of ['ward', 'zone', 'f', 'kind']) if (all.has(name)) kept.set(name, all.get(name) ?? '');
  const kinds = [...readKinds()].sort().join(',');
  if (kinds) kept.set('kinds', kinds);
  return kept.toString().replaceAll('&', '&amp;');
}
