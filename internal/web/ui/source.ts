// Where tiles come from: the ground, the boundaries on it, and facilities, which the filter changes. A tile that grows too large
// loses features; boundaries come by themselves because they are small and none of them may be lost.
import MVT from 'ol/format/MVT';
import VectorTile from 'ol/source/VectorTile';
import type Tile from 'ol/VectorTile';
import type { Extent } from 'ol/extent';
import type Projection from 'ol/proj/Projection';
import type RenderFeature from 'ol/render/Feature';
import { createXYZ } from 'ol/tilegrid';

// layerKey is the property that says which layer a feature is of. It is not "layer": roads have an attribute of that name.
export const layerKey = '@layer';

const groundLayers = ['green', 'places', 'rail', 'roads', 'water'];
const boundaryLayers = ['ward_labels', 'wards', 'zone_labels', 'zones'];

// Tiles of 512 CSS pixels are a quarter of the usual requests; those of the ground are drawn at 768, which halves them again and
// keeps side streets for views that have room for them.
const usual = 512;
const large = 768;

function sourceOf(url: string, tileSize: number): VectorTile {
  return new VectorTile({
    format: new MVT({ layerName: layerKey }),
    // Past zoom 16 the coordinates are as fine as the screen.
    tileGrid: createXYZ({ tileSize, minZoom: 5, maxZoom: 16 }),
    url,
    wrapX: false,
    overlaps: true,
    tileLoadFunction: load,
  });
}

// load is what OpenLayers does by itself, and one thing more: without a network the worker may answer with a wider tile, whose place it names.
function load(tile: unknown, url: string): void {
  const vector = tile as Tile<RenderFeature>;
  vector.setLoader((extent, _resolution, projection) => void fill(vector, url, extent, projection));
}

async function fill(tile: Tile<RenderFeature>, url: string, own: Extent, featureProjection: Projection): Promise<void> {
  try {
    const response = await fetch(url);
    if (!response.ok) throw new Error(String(response.status));
    const data = await response.arrayBuffer();
    const wider = response.headers.get('X-Tile')?.split('/').map(Number);
    const extent = wider ? createXYZ({ maxZoom: 16 }).getTileCoordExtent(wider) : own;
    tile.setFeatures(data.byteLength ? tile.getFormat().readFeatures(data, { extent, featureProjection }) : []);
  } catch { tile.onError(); }
}

const groundAddress = (city: string) => `/tiles/${city}/${groundLayers.join(',')}/{z}/{x}/{y}.mvt`;
const boundaryAddress = (city: string) => `/tiles/${city}/${boundaryLayers.join(',')}/{z}/{x}/{y}.mvt`;

export function groundSource(city: string): VectorTile {
  return sourceOf(groundAddress(city), large);
}

export function boundarySource(city: string): VectorTile {
  return sourceOf(boundaryAddress(city), large);
}

export function facilityAddress(city: string, kinds: Set<string>): string {
  const filter = kinds.size ? `?kind=${[...kinds].sort().join(',')}` : '';
  return `/tiles/${city}/facilities/{z}/{x}/{y}.mvt${filter}`;
}

export function facilitySource(city: string, kinds: Set<string>): VectorTile {
  return sourceOf(facilityAddress(city, kinds), usual);
}

// tileAddresses are those of what the map shows first, the heaviest last.
export function tileAddresses(city: string): string[] {
  return [boundaryAddress(city), facilityAddress(city, new Set()), groundAddress(city)];
}
