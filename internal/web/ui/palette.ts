// Colours of the map, by day and by night. Zones take Paul Tol's "muted" scheme, which stays distinct for the colour-blind; every
// zone also carries its number.
export interface Palette {
  night: boolean;
  ground: string;
  water: string;
  waterText: string;
  green: string;
  pale: string; // fields and grass
  road: string;
  roadCasing: string;
  major: string;
  majorCasing: string;
  motorway: string;
  motorwayCasing: string;
  path: string;
  rail: string;
  railGap: string;
  ward: string;
  text: string;
  faint: string;
  halo: string;
  chosen: string;
  card: string;
  zoneFill: number; // opacity
  zones: string[];
  zoneLines: string[];
}

const muted = ['#332288', '#88ccee', '#44aa99', '#117733', '#999933', '#ddcc77', '#cc6677', '#882255', '#aa4499'];

const day: Palette = {
  night: false,
  ground: '#f6f4ef',
  water: '#a9cbe0',
  waterText: '#2f5f7d',
  green: 'rgba(168,202,142,0.55)',
  pale: 'rgba(196,212,164,0.28)',
  road: '#ffffff',
  roadCasing: '#cfc8bb',
  major: '#fdf3d6',
  majorCasing: '#c9b98f',
  motorway: '#fbe2a6',
  motorwayCasing: '#c59b45',
  path: '#b8ab95',
  rail: '#8d8780',
  railGap: '#f6f4ef',
  ward: '#5c5568',
  text: '#2b2b30',
  faint: '#5d5b60',
  halo: 'rgba(255,255,255,0.88)',
  chosen: '#111318',
  card: '#ffffff',
  zoneFill: 0.27,
  zones: muted,
  zoneLines: ['#2b1c78', '#2f7fa8', '#23796a', '#0c5a26', '#6a6a18', '#8a7720', '#a03b4e', '#6b1643', '#84307a'],
};

const night: Palette = {
  night: true,
  ground: '#15181d',
  water: '#1a3348',
  waterText: '#86b3d1',
  green: 'rgba(44,92,58,0.45)',
  pale: 'rgba(52,76,52,0.22)',
  road: '#363c46',
  roadCasing: '#0e1013',
  major: '#4d4a40',
  majorCasing: '#0e1013',
  motorway: '#665432',
  motorwayCasing: '#0e1013',
  path: '#424853',
  rail: '#6c717a',
  railGap: '#15181d',
  ward: '#9a93ab',
  text: '#ecebe6',
  faint: '#b4b3b0',
  halo: 'rgba(17,19,23,0.9)',
  chosen: '#ffffff',
  card: '#1d2127',
  zoneFill: 0.2,
  zones: ['#7a6bd6', '#88ccee', '#44aa99', '#3fa465', '#b3b347', '#ddcc77', '#dd7788', '#c04f86', '#c064b0'],
  zoneLines: ['#9587e8', '#88ccee', '#5cc2b1', '#58bd7e', '#c5c55a', '#e6d78a', '#ea8d9c', '#d66a9e', '#d47fc5'],
};

export function paletteNow(): Palette {
  return matchMedia('(prefers-color-scheme: dark)').matches ? night : day;
}
