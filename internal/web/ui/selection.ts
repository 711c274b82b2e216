// The chosen ward's outline and the pin.
import Circle from 'ol/style/Circle';
import Fill from 'ol/style/Fill';
import Icon from 'ol/style/Icon';
import Stroke from 'ol/style/Stroke';
import Style from 'ol/style/Style';
import type { FeatureLike } from 'ol/Feature';
import { withAlpha } from './basemap';
import type { Palette } from './palette';
import { layerKey } from './source';

export function chosenStyle(colours: Palette, code: string): (feature: FeatureLike) => Style[] | undefined {
  const styles = [
    new Style({ stroke: new Stroke({ color: colours.halo, width: 7, lineJoin: 'round' }), fill: new Fill({ color: withAlpha(colours.chosen, 0.07) }), zIndex: 1 }),
    new Style({ stroke: new Stroke({ color: colours.chosen, width: 3, lineJoin: 'round' }), zIndex: 2 }),
  ];
  return (feature) => (feature.get(layerKey) === 'wards' && feature.get('code') === code ? styles : undefined);
}

// hintStyle rings what the list points at.
export function hintStyle(colours: Palette): Style[] {
  return [[colours.halo, 6], [colours.chosen, 3]].map(([color, width]) => new Style({
    image: new Circle({ radius: 19, stroke: new Stroke({ color: color as string, width: width as number }) }),
  }));
}

export function pinStyle(colours: Palette): Style {
  const [width, height, density] = [34, 44, 2];
  const canvas = document.createElement('canvas');
  canvas.width = width * density;
  canvas.height = height * density;
  const context = canvas.getContext('2d');
  if (context) {
    context.scale(density, density);
    const drop = new Path2D('M17 2C8.700 2 2.500 8.300 2.500 16.200 2.500 27 17 42 17 42s14.500-15 14.500-25.800C31.500 8.300 25.300 2 17 2z');
    context.fillStyle = colours.night ? '#4fd1bd' : '#0b5a52';
    context.strokeStyle = colours.night ? '#0c0e11' : '#ffffff';
    context.lineWidth = 2.5;
    context.fill(drop);
    context.stroke(drop);
    context.beginPath();
    context.arc(17, 16.500, 5, 0, 2 * Math.PI);
    context.fillStyle = colours.night ? '#0c0e11' : '#ffffff';
    context.fill();
  }
  return new Style({ image: new Icon({ img: canvas, scale: 1 / density, anchor: [0.5, 0.96] }) });
}
