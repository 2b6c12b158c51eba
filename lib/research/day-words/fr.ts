import type { DayWords } from './day-words.ts';

export const fr: DayWords = {
  language: 'fr',
  days: [
    [0, "aujourd[’']hui|ce (?:matin|soir)|cet après-midi"],
    [1, 'demain'],
    [2, 'après-demain'],
    [-1, 'hier'],
    [-2, 'avant-hier'],
  ],
  weeks: [
    [1, 'la semaine prochaine|la semaine suivante'],
    [-1, 'la semaine dernière|la semaine passée'],
    [0, 'cette semaine'],
  ],
  weekends: [
    [1, 'le week-?end prochain'],
    [-1, 'le week-?end dernier'],
    [0, '(?:ce|le) week-?end'],
  ],
  months: [
    [1, 'le mois prochain'],
    [-1, 'le mois dernier'],
    [0, 'ce mois(?:-ci)?'],
  ],
  years: [
    [1, "l[’']année prochaine|l[’']an prochain"],
    [-1, "l[’']année dernière|l[’']an dernier"],
    [0, 'cette année'],
  ],
  monthNames: [
    ...['janvier', 'février', 'mars', 'avril', 'mai', 'juin', 'juillet', 'août', 'septembre', 'octobre'],
    ...['novembre', 'décembre'],
  ],
  weekdays: ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi', 'dimanche'],
  nextDay: (weekday) => `${weekday} prochain`,
  lastDay: (weekday) => `${weekday} dernier`,
  date: (month) => `(?<d>\\d{1,2})(?:er)?\\s+${month}(?:\\s+(?<y>\\d{4}))?`,
  inMany: [
    ['day', 'dans (?<n>\\d{1,3}) jours?'],
    ['week', 'dans (?<n>\\d{1,3}) semaines?'],
    ['month', 'dans (?<n>\\d{1,3}) mois'],
  ],
  nextMany: [
    ['day', '(?:les|ces) (?:(?<n>\\d{1,3}) )prochains jours'],
    ['week', 'les (?<n>\\d{1,3}) prochaines semaines'],
    ['month', 'les (?<n>\\d{1,3}) prochains mois'],
  ],
};
