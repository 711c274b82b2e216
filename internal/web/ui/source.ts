// Where tiles come from. One address for the ground with its labels, one for facilities, which the filter changes.
import MVT from 'ol/format/MVT';
import VectorTile from 'ol/source/VectorTile';
import { createXYZ } from 'ol/tilegrid';

// layerKey is the property that says which layer a feature is of. It is not "layer": roads have an attribute of that name.
export const layerKey = '@layer';

const groundLayers = ['green', 'places', 'rail', 'roads', 'ward_labels', 'wards', 'water', 'zone_labels', 'zones'];

function sourceOf(url: string): VectorTile {
  return new VectorTile({
    format: new MVT({ layerName: layerKey }),
    // Tiles of 512 CSS pixels: a quarter of the requests. Past zoom 16 the coordinates are as fine as the screen.
    tileGrid: createXYZ({ tileSize: 512, minZoom: 5, maxZoom: 16 }),
    url,
    wrapX: false,
    overlaps: true,
  });
}

export function groundSource(city: string): VectorTile {
  return sourceOf(`/tiles/${city}/${groundLayers.join(',')}/{z}/{x}/{y}.mvt`);
}

export function facilityAddress(city: string, kinds: Set<string>): string {
  const filter = kinds.size ? `?kind=${[...kinds].sort().join(',')}` : '';
  return `/tiles/${city}/facilities/{z}/{x}/{y}.mvt${filter}`;
}

export function facilitySource(city: string, kinds: Set<string>): VectorTile {
  return sourceOf(facilityAddress(city, kinds));
}
