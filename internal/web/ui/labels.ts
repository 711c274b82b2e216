// Names on the map, in the reader's language: wards with their numbers, zones, places, water, roads along their lines.
import Fill from 'ol/style/Fill';
import Stroke from 'ol/style/Stroke';
import Style from 'ol/style/Style';
import Text, { type Options } from 'ol/style/Text';
import type { FeatureLike } from 'ol/Feature';
import { roadRank, roadWidth, zoomOf, typeOf } from './basemap';
import { family } from './fonts';
import type { Palette } from './palette';
import { layerKey } from './source';

export function nameOf(feature: FeatureLike, lang: 'hi' | 'en'): string {
  const [first, second] = lang === 'hi' ? ['name_hi', 'name_en'] : ['name_en', 'name_hi'];
  return (feature.get(first) as string) || (feature.get(second) as string) || '';
}

// zoneLabelStyle names the zones while the view is wide. They are few, and go before everything: the colours mean nothing without.
export function zoneLabelStyle(colours: Palette, lang: 'hi' | 'en', zoneWord: string) {
  const fill = new Fill({ color: colours.text });
  return (feature: FeatureLike, resolution: number): Style | undefined => {
    if (feature.get(layerKey) !== 'zone_labels' || zoomOf(resolution) >= 13.4) return undefined;
    const colour = colours.zoneLines[(feature.get('index') as number) % colours.zoneLines.length];
    return new Style({
      text: new Text({
        text: nameOf(feature, lang) || zoneWord.replace('{0}', String(feature.get('code'))), font: `700 13px ${family}`, fill, padding: [4, 7, 3, 7],
        backgroundFill: new Fill({ color: colours.card }), backgroundStroke: new Stroke({ color: colour, width: 2 }), declutterMode: 'obstacle',
      }),
    });
  };
}

// Who goes first where there is not room for all.
const order = { ward: 150, city: 140, place: 100, water: 60, road: 40 };

export function labelStyle(colours: Palette, lang: 'hi' | 'en') {
  const fill = new Fill({ color: colours.text });
  const faint = new Fill({ color: colours.faint });
  const halo = new Stroke({ color: colours.halo, width: 3.2 });
  const label = (zIndex: number, options: Options) => new Style({ text: new Text({ fill, stroke: halo, padding: [2, 3, 2, 3], ...options }), zIndex });
  return (feature: FeatureLike, resolution: number): Style | undefined => {
    const zoom = zoomOf(resolution);
    switch (feature.get(layerKey) as string) {
      case 'ward_labels': return zoom < 11.5 ? undefined : wardLabel(feature, zoom);
      case 'places': return placeLabel(feature, zoom);
      case 'water': return waterLabel(feature, zoom);
      case 'roads': return roadLabel(feature, zoom);
    }
    return undefined;
  };

  function wardLabel(feature: FeatureLike, zoom: number): Style {
    const code = String(feature.get('code') ?? '');
    const name = nameOf(feature, lang);
    const number = `700 ${zoom < 13.4 ? 12 : 14}px ${family}`;
    const text = zoom < 13.4 || !name ? [code, number] : [code, number, '\n', '', name, `400 13px ${family}`];
    return label(order.ward, { text, font: number });
  }

  function placeLabel(feature: FeatureLike, zoom: number): Style | undefined {
    const least: Record<string, number> = { city: 0, town: 9, suburb: 13.4, quarter: 14, village: 12.5, neighbourhood: 15, station: 14, hamlet: 14 };
    const kind = feature.get('class') as string;
    const name = nameOf(feature, lang);
    // The city's own name stands in the header; on its map it would only hide what it names.
    if (!name || kind === 'city' || zoom < (least[kind] ?? 15)) return undefined;
    return label(order.place, { text: name, font: `400 ${kind === 'suburb' ? 14 : 12.5}px ${family}`, fill: faint });
  }

  function waterLabel(feature: FeatureLike, zoom: number): Style | undefined {
    const name = nameOf(feature, lang);
    if (!name || zoom < 11.5) return undefined;
    const line = typeOf(feature).includes('Line');
    return label(order.water, {
      text: name, font: `400 13px ${family}`, fill: new Fill({ color: colours.waterText }),
      ...(line ? { placement: 'line' as const, textAlign: 'center' as const, maxAngle: Math.PI / 5, repeat: 600 } : {}),
    });
  }

  function roadLabel(feature: FeatureLike, zoom: number): Style | undefined {
    const rank = roadRank(feature);
    const least = rank >= 8 ? 13.5 : rank >= 6 ? 14.5 : 15.5;
    const name = nameOf(feature, lang);
    if (!name || zoom < least) return undefined;
    const size = rank >= 7 && zoom >= 15 ? 13 : 12;
    return label(order.road + rank, {
      text: name, font: `400 ${size}px ${family}`, fill: rank >= 7 ? fill : faint, stroke: new Stroke({ color: colours.halo, width: Math.min(4, 2 + roadWidth(rank, zoom) / 6) }),
      // textAlign must be 'center': 'start' and 'end' put Devanagari in the wrong order.
      placement: 'line', textAlign: 'center', textBaseline: 'middle', maxAngle: Math.PI / 4, repeat: 420,
    });
  }
}
