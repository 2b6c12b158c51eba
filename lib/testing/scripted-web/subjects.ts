import { seeded } from '../seeded.ts';

/** An invented water pump with all that is true of it. */
export type Subject = {
  name: string;
  liters: number;
  kilometres: number;
  price: number;
  /** What it cost before 2023, and what a newspaper says against the maker. */
  formerPrice: number;
  disputedKilometres: number;
  day: number;
  designer: string;
  buyer: string;
  bought: string;
  year: number;
  isForOutdoors: boolean;
  hasAllLids: boolean;
  /** Of two subjects one is held out: no one looks at its rows while mending. */
  isHeldOut: boolean;
};

const names = [
  'Marlovex',
  'Tirsana',
  'Quendor',
  'Belquist',
  'Oskavia',
  'Drenholm',
  'Falkuri',
  'Zemlatic',
  'Ruvanta',
  'Gilborne',
  'Hestrix',
  'Nolvara',
  'Pekoria',
  'Wystrand',
  'Jurmelo',
  'Ivantro',
];
const people = [
  'Mira Tolvang',
  'Anselm Rudek',
  'Petra Honisz',
  'Jonas Vehrling',
  'Clara Odum',
  'Rafael Ximber',
  'Greta Solmund',
  'Tomas Belwick',
];
const firms = ['Akrolit', 'Benzara', 'Corvento', 'Dunmerit', 'Elbrona', 'Fjordax', 'Gantris', 'Holvia'];

/** Sixteen subjects, the same each time. */
export const subjects: readonly Subject[] = names.map((name, index) => {
  const random = seeded(1000 + index);
  const between = (low: number, high: number) => low + Math.floor(random() * (high - low));
  const buyer = between(0, firms.length);
  return {
    name,
    liters: between(30, 180),
    kilometres: between(3, 25),
    price: between(310, 980),
    formerPrice: between(120, 300),
    disputedKilometres: between(26, 60),
    day: between(17_000, 19_500),
    designer: people[(index * 3 + 1) % people.length] ?? '',
    buyer: firms[buyer] ?? '',
    bought: firms[(buyer + 1 + (index % (firms.length - 1))) % firms.length] ?? '',
    year: between(1995, 2022),
    isForOutdoors: index % 3 === 0,
    hasAllLids: index % 4 < 2,
    isHeldOut: index % 2 === 1,
  };
});

/** A person whom no page names. */
export const strangers = ['Edda Kramfors', 'Luis Parthen', 'Ove Strandell', 'Nadia Brocht'];
