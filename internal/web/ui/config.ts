// What the server tells the script, as JSON in the page.
export interface Config {
  city: string;
  lang: 'hi' | 'en';
  bbox: [number, number, number, number] | null; // west, south, east, north
  kinds: { id: string; label: string; count: string }[];
  words: Record<string, string>;
  date: string; // of the data, in words; '': not known
  worker: boolean; // there is a service worker
  test: boolean;
}

export function readConfig(): Config {
  const text = document.getElementById('config')?.textContent;
  if (!text) throw new Error('the page has no configuration');
  const config = JSON.parse(text) as Config;
  config.test ||= new URLSearchParams(location.search).get('test') === '1';
  return config;
}
