export const family = '"Noto Sans Devanagari", "Noto Sans", system-ui, sans-serif';

// fontsReady waits for the faces that the map writes with: a canvas does not redraw itself when a font arrives late. A font that
// fails must not cost the map, nor may a slow one hold it for long.
export function fontsReady(): Promise<void> {
  const faces = ['400 16px "Noto Sans Devanagari"', '700 16px "Noto Sans Devanagari"'];
  const loads = faces.flatMap((face) => [document.fonts.load(face, 'हज़'), document.fonts.load(face, 'Ab')]);
  const patience = new Promise<void>((done) => setTimeout(done, 4000));
  return Promise.race([Promise.allSettled(loads).then(() => undefined), patience]);
}
