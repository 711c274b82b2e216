// Answers come from the server as a part of the page, so that there is one way to write them, with a script or without.
import { html, render } from 'lit-html';
import type { Config } from './config';
import type { CityMap } from './map';
import { chosen, choose, keepInLanguageLink, readView } from './address';

const patience = 300; // ms before the wait is shown

export class Answers {
  private place: HTMLElement;
  private map: CityMap | null = null;
  private running: AbortController | null = null;
  private last: URLSearchParams | null = null; // what was asked for last
  private before: Node[] = []; // what was shown before the wait

  constructor(private config: Config) {
    const place = document.getElementById('answer');
    if (!place) throw new Error('the page has no place for answers');
    this.place = place;
    document.addEventListener('click', (event) => this.followLink(event));
    addEventListener('popstate', () => void this.fetch(chosen(), true));
  }

  attach(map: CityMap): void {
    this.map = map;
    this.showOnMap(!readView());
  }

  // ask shows what the parameters choose; into is false where the address must not tell (a person's own place).
  ask(params: Record<string, string>, options: { move: boolean; secret?: boolean }): Promise<void> {
    if (!options.secret) choose(params);
    else choose({});
    return this.fetch(new URLSearchParams(params), options.move);
  }

  private followLink(event: MouseEvent): void {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = (event.target as Element).closest<HTMLAnchorElement>('a[href^="?"]');
    if (!link || link.classList.contains('language')) return;
    event.preventDefault();
    const params = new URLSearchParams(link.search);
    params.delete('lang');
    void this.ask(Object.fromEntries(params), { move: true }).then(() => this.focus());
  }

  focus(): void {
    this.place.focus({ preventScroll: true });
  }

  // again asks once more for what is shown.
  again(): void {
    void this.fetch(this.last ?? chosen(), false);
  }

  private async fetch(params: URLSearchParams, move: boolean): Promise<void> {
    this.last = params;
    this.running?.abort();
    const running = new AbortController();
    this.running = running;
    this.place.setAttribute('aria-busy', 'true');
    if (!this.place.querySelector('.waiting')) this.before = [...this.place.childNodes];
    const wait = setTimeout(() => this.showWait(), patience);
    try {
      const query = new URLSearchParams(params);
      query.set('lang', this.config.lang);
      query.set('part', 'answer');
      const response = await fetch(`${location.pathname}?${query}`, { signal: running.signal });
      const text = await response.text();
      if (response.status >= 500 || !response.headers.get('Content-Type')?.startsWith('text/html')) throw new Error(`status ${response.status}`);
      if (running.signal.aborted) return;
      if (response.headers.has('X-Kept')) dispatchEvent(new Event('rasad:kept'));
      this.put(text);
      this.showOnMap(move);
    } catch {
      if (!running.signal.aborted) this.showFailure(params, move);
    } finally {
      clearTimeout(wait);
      if (this.running === running) this.place.removeAttribute('aria-busy');
    }
  }

  // put shows a part that the server rendered and escaped.
  put(text: string): void {
    const part = document.createElement('template');
    part.innerHTML = text;
    this.place.replaceChildren(part.content);
    document.querySelector('.panel')?.scrollTo({ top: 0 });
    keepInLanguageLink();
  }

  private showOnMap(move: boolean): void {
    const card = this.place.querySelector<HTMLElement>('[data-about]');
    const numbers = (text: string | undefined) => (text ? text.split(',').map(Number) : null);
    const ward = card?.dataset.ward ?? '';
    this.map?.choose({ ward, place: numbers(card?.dataset.place), box: numbers(card?.dataset.bbox), move });
    for (const link of document.querySelectorAll<HTMLAnchorElement>('.wards a[data-ward]')) {
      const current = ward !== '' && link.dataset.ward === ward;
      if (current) {
        link.setAttribute('aria-current', 'true');
        link.closest('details')?.setAttribute('open', '');
      } else link.removeAttribute('aria-current');
    }
  }

  private showWait(): void {
    this.fresh(html`<article class="card waiting"><p>${this.config.words.loading}</p><span class="bone"></span><span class="bone"></span><span class="bone"></span>
      <button type="button" class="button" @click=${() => this.cancel()}>${this.config.words.cancel}</button></article>`);
  }

  // cancel stops the question and goes back to what was shown before it.
  private cancel(): void {
    this.running?.abort();
    this.place.replaceChildren(...this.before);
    this.place.removeAttribute('aria-busy');
  }

  private showFailure(params: URLSearchParams, move: boolean): void {
    this.fresh(html`<article class="card" role="alert"><p>${this.config.words.failed}</p>
      <button type="button" class="button" @click=${() => void this.fetch(params, move)}>${this.config.words.retry}</button></article>`);
  }

  // fresh draws into a new element: the old content may be the server's, which lit knows nothing of.
  private fresh(content: unknown): void {
    const box = document.createElement('div');
    render(content, box);
    this.place.replaceChildren(box);
  }
}
