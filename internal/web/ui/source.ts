// Where tiles come from: the ground, the boundaries on it, and facilities, which the filter changes. A tile that grows too large
// loses features; boundaries come by themselves because they are small and none of them may be lost.
import MVT from 'ol/format/MVT';
import VectorTile from 'ol/source/VectorTile';
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
  });
}

export function groundSource(city: string): VectorTile {
  return sourceOf(`/tiles/${city}/${groundLayers.join(',')}/{z}/{x}/{y}.mvt`, large);
}

export function boundarySource(city: string): VectorTile {
  return sourceOf(`/tiles/${city}/${boundaryLayers.join(',')}/{z}/{x}/{y}.mvt`, large);
}

export function facilityAddress(city: string, kinds: Set<string>): string {
  const filter = kinds.size ? `?kind=${[...kinds].sort().join(',')}` : '';
  return `/tiles/${city}/facilities/{z}/{x}/{y}.mvt${filter}`;
}

export function facilitySource(city: string, kinds: Set<string>): VectorTile {
  return sourceOf(facilityAddress(city, kinds), usual);
}
