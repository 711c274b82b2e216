// The ground of the map: zones' tints, green, water, roads by class with casings, rail, and the outlines of wards and zones.
import Fill from 'ol/style/Fill';
import Stroke from 'ol/style/Stroke';
import Style from 'ol/style/Style';
import type { FeatureLike } from 'ol/Feature';
import RenderFeature from 'ol/render/Feature';
import type { Palette } from './palette';
import { layerKey } from './source';

const rankOf: Record<string, number> = {
  motorway: 9, trunk: 9, primary: 8, secondary: 7, tertiary: 6, unclassified: 5, residential: 5, road: 5,
  living_street: 4, pedestrian: 4, service: 3, track: 2, path: 1, footway: 1, cycleway: 1, steps: 1, ferry: 0,
};

export function roadRank(feature: FeatureLike): number {
  return rankOf[feature.get('class') as string] ?? 1;
}

// Width in CSS pixels at zooms 10, 12, 14, 16, 18 by rank.
const widths: number[][] = [
  [0.8, 0.8, 1, 1, 1], [0, 0, 0.8, 1.2, 2], [0, 0, 0.8, 1.4, 2.5], [0, 0, 0.7, 2.4, 6], [0, 0.3, 1, 3.2, 8],
  [0, 0.5, 1.5, 4.6, 11], [0.5, 1, 2.6, 6.5, 13], [0.9, 1.5, 3.4, 8, 15], [1.2, 2.1, 4.2, 9.5, 17], [1.8, 2.8, 5.2, 11, 20],
];

export function roadWidth(rank: number, zoom: number): number {
  const row = widths[rank] ?? [];
  const at = Math.min(Math.max((zoom - 10) / 2, 0), 3.999);
  const i = Math.floor(at);
  const [a, b] = [row[i] ?? 1, row[i + 1] ?? 1];
  return a + (b - a) * (at - i);
}

// zoomOf rounds to a quarter, so that styles are shared.
export function zoomOf(resolution: number): number {
  return Math.round(Math.log2(156543.03392804097 / resolution) * 4) / 4;
}

type StyleOf = (feature: FeatureLike, resolution: number) => Style | Style[] | undefined;

// kept makes each style once.
function kept(): (key: string, make: () => Style | Style[]) => Style | Style[] {
  const styles = new Map<string, Style | Style[]>();
  return (key, make) => {
    let style = styles.get(key);
    if (!style) styles.set(key, (style = make()));
    return style;
  };
}

// tintStyle lays the zones' colours under everything, so that water stays blue.
export function tintStyle(colours: Palette): StyleOf {
  const keep = kept();
  return (feature, resolution) => {
    const zone = feature.get('zone_index') as number | undefined;
    if (feature.get(layerKey) !== 'wards' || zone === undefined) return undefined;
    const zoom = zoomOf(resolution);
    const fade = zoom > 16 ? 0.45 : zoom > 14.5 ? 0.7 : 1;
    const tint = colours.zones[zone % colours.zones.length] ?? colours.ground;
    return keep(`${zone} ${fade}`, () => new Style({ fill: new Fill({ color: withAlpha(tint, colours.zoneFill * fade) }) }));
  };
}

export function boundaryStyle(colours: Palette): StyleOf {
  const keep = kept();
  return (feature, resolution) => {
    const zoom = zoomOf(resolution);
    switch (feature.get(layerKey) as string) {
      case 'wards': return keep(`ward ${zoom}`, () => wardLine(zoom, colours));
      case 'zones': return keep(`zone ${feature.get('index')} ${zoom}`, () => zoneLine(feature.get('index') as number, zoom, colours));
    }
    return undefined;
  };
}

export function groundStyle(colours: Palette): StyleOf {
  const keep = kept();
  const area = (colour: string, zIndex: number) => new Style({ fill: new Fill({ color: colour }), zIndex });
  const pale = new Set(['farmland', 'farm', 'meadow', 'grass', 'orchard', 'allotments', 'scrub', 'grassland', 'greenfield']);
  return (feature, resolution) => {
    const zoom = zoomOf(resolution);
    switch (feature.get(layerKey) as string) {
      case 'green': return pale.has(feature.get('class') as string) ? keep('pale', () => area(colours.pale, 1)) : keep('green', () => area(colours.green, 2));
      case 'water': return keep(`water ${typeOf(feature)} ${feature.get('class')} ${zoom}`, () => waterStyle(feature, zoom, colours));
      case 'rail': return keep(`rail ${zoom}`, () => railStyles(zoom, colours));
      case 'roads': {
        const rank = roadRank(feature);
        const bridge = feature.get('bridge') === true;
        const key = `road ${rank} ${bridge} ${feature.get('tunnel')} ${feature.get('link')} ${zoom}`;
        return keep(key, () => roadStyles(rank, bridge, feature, zoom, colours));
      }
    }
    return undefined;
  };
}

function wardLine(zoom: number, colours: Palette): Style {
  return new Style({
    stroke: new Stroke({ color: withAlpha(colours.ward, 0.7), width: zoom < 12 ? 0.7 : zoom < 14 ? 1 : 1.6, lineDash: zoom < 14 ? undefined : [7, 4] }),
    zIndex: 80,
  });
}

function zoneLine(index: number, zoom: number, colours: Palette): Style {
  const colour = colours.zoneLines[index % colours.zoneLines.length] ?? colours.ward;
  return new Style({ stroke: new Stroke({ color: withAlpha(colour, 0.85), width: zoom < 12 ? 1.6 : 2.6, lineJoin: 'round' }), zIndex: 81 });
}

// typeOf is a feature's geometry type; tiles give bare features, which know it themselves.
export function typeOf(feature: FeatureLike): string {
  return feature instanceof RenderFeature ? feature.getType() : (feature.getGeometry()?.getType() ?? '');
}

function waterStyle(feature: FeatureLike, zoom: number, colours: Palette): Style {
  const lineWidths: Record<string, number> = { river: 3, canal: 2, stream: 1, drain: 0.8, ditch: 0.6 };
  const isLine = typeOf(feature).includes('Line');
  if (!isLine) return new Style({ fill: new Fill({ color: colours.water }), zIndex: 3 });
  const width = (lineWidths[feature.get('class') as string] ?? 1) * Math.max(0.6, Math.min(3, (zoom - 9) / 3));
  return new Style({ stroke: new Stroke({ color: colours.water, width, lineCap: 'round' }), zIndex: 3 });
}

function railStyles(zoom: number, colours: Palette): Style[] {
  const width = zoom < 13 ? 1.4 : zoom < 15 ? 2.4 : 3.4;
  return [
    new Style({ stroke: new Stroke({ color: colours.rail, width }), zIndex: 60 }),
    new Style({ stroke: new Stroke({ color: colours.railGap, width: width - 1, lineDash: [8, 8], lineCap: 'butt' }), zIndex: 61 }),
  ];
}

function roadStyles(rank: number, bridge: boolean, feature: FeatureLike, zoom: number, colours: Palette): Style[] {
  const width = roadWidth(rank, zoom) * (feature.get('link') === true ? 0.65 : 1);
  if (width <= 0) return [];
  const level = bridge ? 30 : feature.get('tunnel') === true ? -10 : 0;
  if (rank <= 2) {
    return [new Style({ stroke: new Stroke({ color: colours.path, width, lineDash: rank === 0 ? [8, 6] : [3, 3], lineCap: 'butt' }), zIndex: 20 + level })];
  }
  const [fill, casing] = rank >= 9 ? [colours.motorway, colours.motorwayCasing] : rank >= 7 ? [colours.major, colours.majorCasing] : [colours.road, colours.roadCasing];
  const colour = feature.get('tunnel') === true ? withAlpha(fill, 0.5) : fill;
  // At small widths there is no room for two lines: the road is drawn in a colour that still shows on the tint.
  if (width < 1.6) return [new Style({ stroke: new Stroke({ color: colours.night ? fill : casing, width, lineCap: 'round' }), zIndex: 20 + rank + level })];
  const edge = width < 3 ? 1 : 1.6;
  return [
    new Style({ stroke: new Stroke({ color: casing, width: width + edge + (bridge ? 1.4 : 0), lineCap: bridge ? 'butt' : 'round' }), zIndex: 10 + level + (bridge ? 10 : 0) }),
    new Style({ stroke: new Stroke({ color: colour, width, lineCap: 'round', lineJoin: 'round' }), zIndex: 20 + rank + level }),
  ];
}

export function withAlpha(hex: string, alpha: number): string {
  const n = parseInt(hex.slice(1), 16);
  return `rgba(${n >> 16},${(n >> 8) & 255},${n & 255},${alpha})`;
}
