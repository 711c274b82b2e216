// What a card can do besides being read: its link is copied, what is wrong is reported.
import type { Answers } from './answers';
import type { Config } from './config';
import type { CityMap } from './map';

export function bindCards(answers: Answers, config: Config, map: () => CityMap | null): void {
  document.addEventListener('click', (event) => {
    const button = (event.target as Element).closest<HTMLElement>('[data-copy]');
    if (button) void copy(button.dataset.copy ?? '', config, map());
  });
  document.addEventListener('submit', (event) => {
    const form = (event.target as Element).closest<HTMLFormElement>('form[data-report]');
    if (!form) return;
    event.preventDefault();
    void report(form, answers, config);
  });
}

async function copy(link: string, config: Config, map: CityMap | null): Promise<void> {
  try {
    await navigator.clipboard.writeText(link);
    map?.tell(config.words.copied ?? '', undefined, 4000);
  } catch { // no permission, or no https
    map?.tell(`${config.words.copy_failed ?? ''} ${link}`);
  }
}

// report sends the form. When it does not arrive, all that was written stays.
async function report(form: HTMLFormElement, answers: Answers, config: Config): Promise<void> {
  const button = form.querySelector('button')!;
  const failure = form.querySelector<HTMLElement>('[data-failure]')!;
  button.disabled = true;
  failure.hidden = true;
  const body = new URLSearchParams([...new FormData(form)].map(([name, value]) => [name, String(value)]));
  body.set('part', 'answer');
  try {
    const response = await fetch(form.action, { method: 'POST', body });
    const type = response.headers.get('Content-Type') ?? '';
    if (type.startsWith('application/problem+json')) throw new Error(((await response.json()) as { detail?: string }).detail);
    if (!type.startsWith('text/html')) throw new Error();
    answers.put(await response.text());
    answers.focus();
  } catch (error) {
    failure.textContent = (error instanceof Error && !(error instanceof TypeError) && error.message) || (config.words.report_failed ?? '');
    failure.hidden = false;
    button.disabled = false;
  }
}
