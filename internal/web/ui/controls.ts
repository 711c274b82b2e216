// Buttons over the map, the keyboard, and the reader's own place.
import type { Answers } from './answers';
import type { Config } from './config';
import type { CityMap } from './map';

export function bindControls(map: CityMap, answers: Answers, config: Config): void {
  const on = (id: string, act: () => void) => document.getElementById(id)?.addEventListener('click', act);
  on('zoom-in', () => map.zoomBy(1));
  on('zoom-out', () => map.zoomBy(-1));
  on('whole', () => map.showAll());
  on('locate', () => locate(map, answers, config));
  const askAt = (lon: number, lat: number) => void answers.ask({ lon: lon.toFixed(6), lat: lat.toFixed(6) }, { move: false });
  map.onTap((tap) => {
    if (tap.facility) void answers.ask({ f: tap.facility }, { move: false });
    else askAt(tap.lon, tap.lat);
  });
  document.getElementById('map')?.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    const { lon, lat } = map.middle();
    askAt(lon, lat);
  });
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && document.querySelector('#answer [data-clear]')) void answers.ask({}, { move: false });
  });
}

// locate asks the device where it is. The answer is not put into the address: where somebody is should not travel in a shared link.
function locate(map: CityMap, answers: Answers, config: Config): void {
  if (!window.isSecureContext || !navigator.geolocation) {
    map.tell(config.words.locate_insecure ?? '');
    return;
  }
  map.tell(config.words.locating ?? '');
  navigator.geolocation.getCurrentPosition(
    (found) => {
      map.tell('');
      const { longitude, latitude } = found.coords;
      void answers.ask({ lon: String(longitude), lat: String(latitude) }, { move: true, secret: true });
    },
    (error) => {
      const words: Record<number, string | undefined> = { [error.PERMISSION_DENIED]: config.words.locate_denied, [error.TIMEOUT]: config.words.locate_timeout };
      map.tell(words[error.code] ?? config.words.locate_failed ?? '');
    },
    { enableHighAccuracy: true, timeout: 10000, maximumAge: 60000 },
  );
}
