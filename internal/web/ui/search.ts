// Searching by name: suggestions under the field as one types (an ARIA combobox with a list), written by the server like every answer.
import type { Answers } from './answers';
import type { Config } from './config';

const pause = 140; // ms after the last key before the server is asked

export class Search {
  private field: HTMLInputElement;
  private list: HTMLElement;
  private form: HTMLFormElement;
  private running: AbortController | null = null;
  private timer = 0;
  private active = -1;

  constructor(private config: Config, private answers: Answers) {
    this.form = document.querySelector('form.search')!;
    this.field = this.form.querySelector('input[type="search"]')!;
    this.list = document.getElementById('hits')!;
    this.field.setAttribute('role', 'combobox');
    this.field.setAttribute('aria-autocomplete', 'list');
    this.field.setAttribute('aria-controls', 'hit-list');
    this.close();
    this.field.addEventListener('input', () => this.later());
    this.field.addEventListener('keydown', (event) => this.key(event));
    this.field.addEventListener('focus', () => { this.field.select(); }); // what is typed next replaces it
    this.form.addEventListener('submit', (event) => this.submit(event));
    this.form.addEventListener('focusout', (event) => {
      if (!this.form.contains(event.relatedTarget as Node | null)) this.close();
    });
    // Before the field loses its focus, so that the list is still there.
    this.list.addEventListener('pointerdown', (event) => event.preventDefault());
    this.list.addEventListener('click', (event) => {
      const option = (event.target as Element).closest<HTMLElement>('[role="option"]');
      if (option) this.take(option);
    });
  }

  private later(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.look(), pause);
  }

  private async look(): Promise<void> {
    this.running?.abort();
    const text = this.field.value.trim();
    if (!text) return this.close();
    const running = (this.running = new AbortController());
    const query = new URLSearchParams({ q: text, part: 'options', lang: this.config.lang });
    try {
      const response = await fetch(`/${this.config.city}?${query}`, { signal: running.signal });
      if (!response.ok) throw new Error(`status ${response.status}`);
      const part = document.createElement('template');
      part.innerHTML = await response.text(); // rendered and escaped by the server
      if (running.signal.aborted) return;
      this.list.replaceChildren(part.content);
      this.open();
    } catch {
      if (running.signal.aborted) return;
      const failed = document.createElement('p');
      failed.setAttribute('role', 'status');
      failed.textContent = this.config.words.search_failed ?? '';
      this.list.replaceChildren(failed);
      this.open();
    }
  }

  private options(): HTMLElement[] {
    return [...this.list.querySelectorAll<HTMLElement>('[role="option"]')];
  }

  private open(): void {
    this.list.hidden = false;
    this.field.setAttribute('aria-expanded', String(this.options().length > 0));
    this.point(-1);
  }

  private close(): void {
    clearTimeout(this.timer);
    this.running?.abort();
    this.list.hidden = true;
    this.field.setAttribute('aria-expanded', 'false');
    this.point(-1);
  }

  private point(at: number): void {
    this.active = at;
    this.options().forEach((option, i) => option.setAttribute('aria-selected', String(i === at)));
    if (at < 0) this.field.removeAttribute('aria-activedescendant');
    else this.field.setAttribute('aria-activedescendant', `hit-${at}`);
    this.options()[at]?.scrollIntoView({ block: 'nearest' });
  }

  private key(event: KeyboardEvent): void {
    const count = this.list.hidden ? 0 : this.options().length;
    if (event.key === 'Escape' && !this.list.hidden) {
      event.stopPropagation();
      this.close();
    } else if (event.key === 'ArrowDown' && count) this.point((this.active + 1) % count);
    else if (event.key === 'ArrowUp' && count) this.point((this.active + count) % (count + 1) === count ? -1 : (this.active - 1 + count) % count);
    else if (event.key === 'Enter' && this.active >= 0) {
      const option = this.options()[this.active];
      if (option) this.take(option);
    } else return;
    event.preventDefault();
  }

  // submit shows all that was found, as the page without a script does.
  private submit(event: Event): void {
    event.preventDefault();
    const text = this.field.value.trim();
    this.close();
    if (text) void this.answers.ask({ q: text }, { move: false }).then(() => this.answers.focus());
  }

  private take(option: HTMLElement): void {
    const params = new URLSearchParams(option.dataset.href ?? '');
    params.delete('lang');
    this.close();
    this.field.blur();
    void this.answers.ask(Object.fromEntries(params), { move: true }).then(() => this.answers.focus());
  }
}
