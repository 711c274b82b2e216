// The map itself: layers, view, what is chosen, and how it follows the reader's day and night.
import Feature from 'ol/Feature';
import Map from 'ol/Map';
import View from 'ol/View';
import Point from 'ol/geom/Point';
import { defaults as defaultInteractions } from 'ol/interaction/defaults';
import VectorLayer from 'ol/layer/Vector';
import VectorTileLayer from 'ol/layer/VectorTile';
import { fromLonLat, toLonLat, transformExtent } from 'ol/proj';
import VectorSource from 'ol/source/Vector';
import type { Config } from './config';
import { readKinds, readView, writeView, keepInLanguageLink } from './address';
import { boundaryStyle, groundStyle, tintStyle } from './basemap';
import { labelStyle, zoneLabelStyle } from './labels';
import { paletteNow, type Palette } from './palette';
import { chosenStyle, hintStyle, pinStyle } from './selection';
import { boundarySource, facilityAddress, facilitySource, groundSource } from './source';
import { drawMark, facilityStyle } from './symbols';

export interface Tap { lon: number; lat: number; facility: string | null }
export interface Choice { ward: string; place: number[] | null; box: number[] | null; move: boolean }

export interface CityMap {
  ol: Map;
  choose(choice: Choice): void;
  showKinds(kinds: Set<string>): void;
  markOf(kind: string): string;
  zoomBy(steps: number): void;
  showAll(): void;
  middle(): { lon: number; lat: number };
  box(): number[]; // west, south, east, north of what is in view
  hint(place: number[] | null): void; // a ring around what the list points at
  pixelOf(lon: number, lat: number): number[];
  onTap(act: (tap: Tap) => void): void;
  onTheme(act: () => void): void;
  tell(text: string, action?: { label: string; act: () => void }, ms?: number): void;
}

const mercator = 'EPSG:3857';
const closestZoom = 19;

export function createMap(target: HTMLElement, config: Config): CityMap {
  const bbox = transformExtent(config.bbox ?? [68, 6, 98, 37], 'EPSG:4326', mercator);
  const ground = groundSource(config.city);
  const boundaries = boundarySource(config.city);
  const facilities = facilitySource(config.city, readKinds());
  const pins = new VectorSource<Feature<Point>>();
  const hints = new VectorSource<Feature<Point>>();
  const layers = {
    tints: new VectorTileLayer({ source: boundaries, renderBuffer: 32, background: paletteNow().ground }),
    ground: new VectorTileLayer({ source: ground, renderBuffer: 32 }),
    boundaries: new VectorTileLayer({ source: boundaries, renderBuffer: 32 }),
    chosen: new VectorTileLayer({ source: boundaries, renderBuffer: 32, visible: false }),
    names: new VectorTileLayer({ source: ground, declutter: true, renderBuffer: 160, renderMode: 'vector' }),
    wardNames: new VectorTileLayer({ source: boundaries, declutter: true, renderBuffer: 160, renderMode: 'vector' }),
    facilities: new VectorTileLayer({ source: facilities, declutter: true, renderBuffer: 64, renderMode: 'vector' }),
    zoneNames: new VectorTileLayer({ source: boundaries, declutter: true, renderBuffer: 160, renderMode: 'vector' }),
    pins: new VectorLayer({ source: pins, declutter: false, zIndex: 10 }),
    hints: new VectorLayer({ source: hints, declutter: false, zIndex: 11 }),
  };
  const margin = Math.max(bbox[2]! - bbox[0]!, bbox[3]! - bbox[1]!) * 0.6;
  const ol = new Map({
    target,
    controls: [],
    interactions: defaultInteractions({ altShiftDragRotate: false, pinchRotate: false, onFocusOnly: false }),
    layers: Object.values(layers),
    view: new View({
      center: [(bbox[0]! + bbox[2]!) / 2, (bbox[1]! + bbox[3]!) / 2], zoom: 11, minZoom: 5, maxZoom: closestZoom, enableRotation: false,
      extent: [bbox[0]! - margin, bbox[1]! - margin, bbox[2]! + margin, bbox[3]! + margin], showFullExtent: true,
    }),
  });
  const view = ol.getView();
  let colours: Palette = paletteNow();
  let ward = '';
  const themed: (() => void)[] = [];

  function restyle(): void {
    colours = paletteNow();
    layers.tints.setBackground(colours.ground);
    layers.tints.setStyle(tintStyle(colours));
    layers.ground.setStyle(groundStyle(colours));
    layers.boundaries.setStyle(boundaryStyle(colours));
    for (const layer of [layers.names, layers.wardNames]) layer.setStyle(labelStyle(colours, config.lang));
    layers.zoneNames.setStyle(zoneLabelStyle(colours, config.lang, config.words.zone ?? '{0}'));
    layers.facilities.setStyle(facilityStyle(colours, config.lang, config.kinds.map((kind) => kind.id)));
    layers.chosen.setStyle(chosenStyle(colours, ward));
    layers.pins.setStyle(pinStyle(colours));
    layers.hints.setStyle(hintStyle(colours));
    for (const act of themed) act();
  }

  const duration = matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 300;
  // Room for the chips above and, where the map is narrow, for the buttons on the right.
  const fit = (extent: number[], most: number, ms: number) => {
    const narrow = target.clientWidth < 500;
    view.fit(extent, { padding: narrow ? [64, 62, 12, 10] : [72, 24, 40, 24], maxZoom: most, duration: ms, size: ol.getSize() });
  };
  const start = readView();
  if (start) view.setCenter(fromLonLat([start.lon, start.lat])), view.setZoom(start.zoom);
  else fit(bbox, 16, 0);
  restyle();
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', restyle);
  ol.on('moveend', () => {
    const [lon, lat] = toLonLat(view.getCenter() ?? [0, 0]) as [number, number];
    writeView({ zoom: view.getZoom() ?? 11, lon, lat });
    keepInLanguageLink();
  });

  const notice = document.getElementById('map-notice');
  let silence = 0;
  const tell = (text: string, action?: { label: string; act: () => void }, ms = 0) => {
    if (!notice) return;
    clearTimeout(silence);
    if (ms) silence = setTimeout(() => tell(''), ms);
    notice.hidden = text === '';
    notice.textContent = text;
    if (!action) return;
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'button';
    button.textContent = action.label;
    button.addEventListener('click', () => { tell(''); action.act(); });
    notice.append(' ', button);
  };
  const sources = [ground, boundaries, facilities];
  const retry = { label: config.words.retry ?? '', act: () => sources.forEach((source) => source.refresh()) };
  for (const source of sources) {
    source.on('tileloaderror', () => tell(config.words.map_failed ?? '', retry));
  }

  return {
    ol,
    choose(choice) {
      ward = choice.ward;
      layers.chosen.setStyle(chosenStyle(colours, ward));
      layers.chosen.setVisible(ward !== '');
      pins.clear();
      if (choice.place) {
        const at = fromLonLat(choice.place);
        pins.addFeature(new Feature(new Point(at)));
        if (choice.move) view.animate({ center: at, zoom: Math.max(view.getZoom() ?? 0, 16), duration });
      } else if (choice.box && choice.move) fit(transformExtent(choice.box, 'EPSG:4326', mercator), 16, duration);
    },
    showKinds(kinds) { facilities.setUrl(facilityAddress(config.city, kinds)); },
    markOf: (kind) => drawMark(kind, config.lang, 24, colours.card).toDataURL(),
    zoomBy(steps) { view.animate({ zoom: Math.round(((view.getZoom() ?? 11) + steps) * 2) / 2, duration }); },
    showAll() { fit(bbox, 16, duration); },
    middle() {
      const [lon, lat] = toLonLat(view.getCenter() ?? [0, 0]) as [number, number];
      return { lon, lat };
    },
    box: () => transformExtent(view.calculateExtent(ol.getSize()), mercator, 'EPSG:4326'),
    hint(place) {
      hints.clear();
      if (place) hints.addFeature(new Feature(new Point(fromLonLat(place))));
    },
    pixelOf: (lon, lat) => ol.getPixelFromCoordinate(fromLonLat([lon, lat])),
    onTap(act) { ol.on('singleclick', (event) => tapped(event.pixel, event.coordinate, act)); },
    onTheme(act) { themed.push(act); },
    tell,
  };

  // tapped tells what is under the finger: a cluster opens, a facility is named, any other place is a place.
  function tapped(pixel: number[], coordinate: number[], act: (tap: Tap) => void): void {
    const hit = ol.forEachFeatureAtPixel(pixel, (feature) => feature, { layerFilter: (layer) => layer === layers.facilities, hitTolerance: 6 });
    if (hit?.get('cluster') && (view.getZoom() ?? 0) < closestZoom) {
      view.animate({ center: coordinate, zoom: Math.min(closestZoom, (view.getZoom() ?? 11) + 2), duration });
      return;
    }
    const [lon, lat] = toLonLat(coordinate) as [number, number];
    const id = hit && !hit.get('cluster') ? hit.getId() : undefined;
    act({ lon, lat, facility: id === undefined ? null : String(id) });
  }
}
