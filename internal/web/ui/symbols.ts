// Facilities: a shape, a colour and a letter for each kind; a ring of the kinds' shares around the count of a cluster.
import Fill from 'ol/style/Fill';
import Icon from 'ol/style/Icon';
import Stroke from 'ol/style/Stroke';
import Style from 'ol/style/Style';
import Text from 'ol/style/Text';
import type { FeatureLike } from 'ol/Feature';
import marks from '../site/kinds.json';
import shapes from '../site/shapes.json';
import { zoomOf } from './basemap';
import { family } from './fonts';
import { nameOf } from './labels';
import type { Palette } from './palette';

interface Mark { shape: string; colour: string; hi: string; en: string }
const markTable = marks as Record<string, Mark>;
const shapeTable = shapes as Record<string, string>;
const density = 2; // device pixels per CSS pixel that symbols are drawn for

function markFor(kind: string): Mark {
  return markTable[kind] ?? (markTable['other'] as Mark);
}

function canvasOf(size: number): [HTMLCanvasElement, CanvasRenderingContext2D] {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = size * density;
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no canvas');
  context.scale(density, density);
  return [canvas, context];
}

// drawMark paints a kind's mark with a rim that sets it off from the map.
export function drawMark(kind: string, lang: 'hi' | 'en', size: number, rim: string): HTMLCanvasElement {
  const mark = markFor(kind);
  const [canvas, context] = canvasOf(size);
  const letter = mark[lang];
  context.save();
  const scale = (size - 4) / 26;
  context.translate(2 + scale, 2 + 1.5 * scale);
  context.scale(scale, scale);
  const path = new Path2D(shapeTable[mark.shape] ?? shapeTable['circle']);
  context.lineWidth = 3.2;
  context.lineJoin = 'round';
  context.strokeStyle = rim;
  context.stroke(path);
  context.fillStyle = mark.colour;
  context.fill(path);
  context.restore();
  context.fillStyle = '#ffffff';
  context.font = `700 ${(letter.length > 2 ? 0.36 : 0.5) * size}px ${family}`;
  context.textAlign = 'center';
  context.textBaseline = 'alphabetic';
  context.fillText(letter, size / 2, size * 0.665);
  return canvas;
}

function drawRing(shares: [string, number][], size: number, colours: Palette): HTMLCanvasElement {
  const [canvas, context] = canvasOf(size);
  const middle = size / 2;
  const total = shares.reduce((sum, [, n]) => sum + n, 0) || 1;
  context.beginPath();
  context.arc(middle, middle, middle - 1, 0, 2 * Math.PI);
  context.fillStyle = colours.card;
  context.fill();
  let angle = -Math.PI / 2;
  for (const [kind, n] of shares) {
    const next = angle + (n / total) * 2 * Math.PI;
    context.beginPath();
    context.arc(middle, middle, middle - 3.2, angle, next);
    context.strokeStyle = colours.night ? lighter(markFor(kind).colour) : markFor(kind).colour;
    context.lineWidth = 3.6;
    context.stroke();
    angle = next;
  }
  return canvas;
}

// lighter lifts a colour so that a thin ring still shows on a dark ground.
function lighter(hex: string): string {
  const n = parseInt(hex.slice(1), 16);
  const lift = (v: number) => Math.round(v + (255 - v) * 0.35);
  return `rgb(${lift(n >> 16)},${lift((n >> 8) & 255)},${lift(n & 255)})`;
}

const maxKept = 600; // pictures of clusters; beyond, all are drawn anew

export function facilityStyle(colours: Palette, lang: 'hi' | 'en', kinds: string[]) {
  const singles = new Map<string, Style>();
  const rings = new Map<string, Style>();
  const grouping = new Intl.NumberFormat('en-IN');
  const rim = colours.night ? '#15181d' : '#ffffff';

  function single(feature: FeatureLike, zoom: number): Style {
    const kind = feature.get('kind') as string;
    const size = zoom < 14 ? 22 : 28;
    const name = zoom >= 17 ? nameOf(feature, lang) : '';
    const key = `${kind} ${size} ${name}`;
    let style = singles.get(key);
    if (!style) {
      if (singles.size > 4000) singles.clear();
      style = new Style({
        image: new Icon({ img: drawMark(kind, lang, size, rim), scale: 1 / density, declutterMode: 'obstacle' }),
        text: name ? new Text({
          text: name, font: `400 12.5px ${family}`, offsetY: size / 2 + 9, fill: new Fill({ color: colours.text }),
          stroke: new Stroke({ color: colours.halo, width: 3 }), declutterMode: 'declutter',
        }) : undefined,
        zIndex: 500 - Math.max(0, kinds.indexOf(kind)),
      });
      singles.set(key, style);
    }
    return style;
  }

  function cluster(feature: FeatureLike): Style {
    const count = feature.get('point_count') as number;
    const shares: [string, number][] = [];
    for (const kind of kinds) {
      const n = feature.get(`n_${kind}`) as number | undefined;
      if (n) shares.push([kind, Math.max(1, Math.round((n / count) * 12))]);
    }
    const size = count < 10 ? 28 : count < 100 ? 30 : 32;
    const key = `${count} ${shares.join(';')}`;
    let style = rings.get(key);
    if (!style) {
      if (rings.size > maxKept) rings.clear();
      style = new Style({
        image: new Icon({ img: drawRing(shares, size, colours), scale: 1 / density, declutterMode: 'obstacle' }),
        text: new Text({
          text: grouping.format(count), font: `700 ${count < 1000 ? 12 : 10}px ${family}`, fill: new Fill({ color: colours.text }),
          offsetY: 1, declutterMode: 'none',
        }),
        zIndex: 600,
      });
      rings.set(key, style);
    }
    return style;
  }

  return (feature: FeatureLike, resolution: number): Style => (feature.get('cluster') ? cluster(feature) : single(feature, zoomOf(resolution)));
}
