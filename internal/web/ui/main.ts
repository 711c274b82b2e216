// The viewer: the page already answers; this draws the map and lets the answers change without loading the page anew.
import { html, render } from 'lit-html';
import { readConfig, type Config } from './config';
import { fontsReady } from './fonts';
import { createMap, type CityMap } from './map';
import { bindControls } from './controls';
import { Answers } from './answers';
import { readKinds, writeKinds } from './address';
import { bindCards } from './cards';
import { bindInView } from './inview';
import { bindOffline, refreshOnReturn } from './offline';
import { Search } from './search';
import { bindSnippet } from './snippet';

function main(): void {
  const config = readConfig();
  const target = document.getElementById('map');
  if (!target || !config.bbox) return;
  const answers = new Answers(config);
  let shown: CityMap | null = null;
  if (document.querySelector('form.search')) new Search(config, answers);
  bindCards(answers, config, () => shown);
  bindSnippet(config, () => shown);
  bindOffline(config, answers);
  fontsReady().then(() => {
    const map = (shown = createMap(target, config));
    answers.attach(map);
    refreshOnReturn(map);
    bindControls(map, answers, config);
    const kinds = readKinds();
    const listAgain = document.getElementById('inview') ? bindInView(map, config, () => kinds) : () => undefined;
    drawFilter(map, config, kinds, listAgain);
    if (config.test) exposeToTests(map);
  });
}

// drawFilter shows a chip for each kind; pressed ones are on the map. None pressed means all.
function drawFilter(map: CityMap, config: Config, chosen: Set<string>, changed: () => void): void {
  const place = document.getElementById('filter');
  if (!place || config.kinds.length < 2) return;
  const toggle = (kind: string | null) => {
    if (kind === null) chosen.clear();
    else if (!chosen.delete(kind)) chosen.add(kind);
    if (chosen.size === config.kinds.length) chosen.clear();
    writeKinds(chosen);
    map.showKinds(chosen);
    changed();
    draw();
  };
  const draw = () => render(html`
    <button type="button" class="chip" aria-pressed=${chosen.size === 0} @click=${() => toggle(null)}>${config.words.all}</button>
    ${config.kinds.map((kind) => html`<button type="button" class="chip" aria-pressed=${chosen.has(kind.id)} @click=${() => toggle(kind.id)}>
      <img src=${map.markOf(kind.id)} alt="" width="22" height="22">${kind.label} <span class="quiet">${kind.count}</span></button>`)}`, place);
  map.onTheme(draw);
  draw();
}

function exposeToTests(map: CityMap): void {
  Object.assign(window, { map: map.ol, viewer: map });
}

main();
