import type { DayWords } from './day-words.ts';

export const es: DayWords = {
  language: 'es',
  days: [
    [0, 'hoy|esta (?:mañana|tarde|noche)'],
    [1, 'mañana(?: por la (?:mañana|tarde|noche))?'],
    [2, 'pasado mañana'],
    [-1, 'ayer'],
    [-2, 'anteayer|antes de ayer'],
  ],
  weeks: [
    [1, 'la (?:próxima semana|semana (?:que viene|próxima))'],
    [-1, 'la (?:semana pasada|última semana)'],
    [0, 'esta semana'],
  ],
  weekends: [
    [1, 'el (?:próximo fin de semana|fin de semana que viene)'],
    [-1, 'el fin de semana pasado'],
    [0, '(?:este|el) fin de semana'],
  ],
  months: [
    [1, 'el (?:próximo mes|mes (?:que viene|próximo))'],
    [-1, 'el mes pasado'],
    [0, 'este mes'],
  ],
  years: [
    [1, 'el (?:próximo año|año (?:que viene|próximo))'],
    [-1, 'el año pasado'],
    [0, 'este año'],
  ],
  monthNames: [
    ...['enero', 'febrero', 'marzo', 'abril', 'mayo', 'junio', 'julio', 'agosto', 'sep?tiembre', 'octubre'],
    ...['noviembre', 'diciembre'],
  ],
  weekdays: ['lunes', 'martes', 'miércoles', 'jueves', 'viernes', 'sábado', 'domingo'],
  nextDay: (weekday) => `próximo ${weekday}|${weekday} (?:próximo|que viene)`,
  lastDay: (weekday) => `${weekday} pasado`,
  date: (month) => `(?<d>\\d{1,2}) de ${month}(?: (?:de|del) (?<y>\\d{4}))?`,
  inMany: [
    ['day', '(?:en|dentro de) (?<n>\\d{1,3}) días?'],
    ['week', '(?:en|dentro de) (?<n>\\d{1,3}) semanas?'],
    ['month', '(?:en|dentro de) (?<n>\\d{1,3}) mes(?:es)?'],
  ],
  nextMany: [
    ['day', 'los próximos (?<n>\\d{1,3}) días'],
    ['week', 'las próximas (?<n>\\d{1,3}) semanas'],
    ['month', 'los próximos (?<n>\\d{1,3}) meses'],
  ],
};
