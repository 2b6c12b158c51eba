import { addDays } from '#lib/text/zoned-day.ts';
import { type Days, day, shiftMonth, week, wholeMonth } from './count-days.ts';

type Unit = 'day' | 'week' | 'month';

/** How a follow-up goes on from days that were spoken of: to the days, week or month after them (1) or before (-1). */
const rules: readonly (readonly [unit: Unit, step: 1 | -1, says: string])[] = [
  ['week', 1, 'the week after(?: (?:that|this|it))?|the following week|one week later|a week later'],
  ['week', -1, 'the week before(?: (?:that|this|it))?|the previous week'],
  ['month', 1, 'the month after(?: (?:that|this|it))?|the following month'],
  ['month', -1, 'the month before(?: (?:that|this|it))?|the previous month'],
  ['day', 1, 'the day after(?: (?:that|this|it))?(?! tomorrow)|the following day|the next day'],
  ['day', -1, 'the day before(?: (?:that|this|it))?(?! yesterday)|the previous day'],
  [
    'week',
    1,
    '(?:die |in der )?woche (?:danach|darauf)|(?:die |in der )?darauffolgenden? woche|eine woche später',
  ],
  ['week', -1, '(?:die |in der )?woche (?:davor|zuvor|vorher)'],
  ['month', 1, '(?:der |im )?monat (?:danach|darauf)'],
  ['month', -1, '(?:der |im )?monat (?:davor|zuvor|vorher)'],
  ['day', 1, '(?:der |den |am )?tag (?:danach|darauf)|tags darauf'],
  ['day', -1, '(?:der |den |am )?tag (?:davor|zuvor|vorher)'],
  ['week', 1, "la semaine (?:d[’']après|suivante)"],
  ['week', -1, "la semaine (?:d[’']avant|précédente)"],
  ['month', 1, "le mois (?:d[’']après|suivant)"],
  ['month', -1, "le mois (?:d[’']avant|précédent)"],
  ['day', 1, "le jour (?:d[’']après|suivant)|le lendemain"],
  ['day', -1, "le jour (?:d[’']avant|précédent)|la veille"],
  ['week', 1, 'la (?:semana siguiente|semana después|siguiente semana)'],
  ['week', -1, 'la semana (?:anterior|antes)'],
  ['month', 1, 'el (?:mes siguiente|mes después|siguiente mes)'],
  ['month', -1, 'el mes (?:anterior|antes)'],
  ['day', 1, 'el (?:día siguiente|día después|siguiente día)'],
  ['day', -1, 'el día (?:anterior|antes)'],
  [
    'week',
    1,
    '再下(?:一)?(?:个|個)?(?:周|週|星期)|(?:之后|之後|然后|後面|后面)(?:的)?(?:那)?一?(?:个|個)?(?:周|週|星期)|その次の週|その翌週|翌週|次の週',
  ],
  ['month', 1, '再下(?:一)?(?:个|個)月|(?:之后|之後)(?:的)?(?:那)?(?:个|個)月|その次の月|その翌月|翌月'],
  ['day', 1, '第二天|后一天|後一天|その次の日|その翌日|翌日|次の日'],
  ['week', 1, 'و?الأسبوع (?:الذي )?(?:يليه|بعده|بعد ذلك|التالي)'],
  ['month', 1, 'و?الشهر (?:الذي )?(?:يليه|بعده|بعد ذلك|التالي)'],
  ['day', 1, 'و?اليوم (?:الذي )?(?:يليه|بعده|بعد ذلك|التالي)'],
  ['week', 1, '(?:उसके|इसके) (?:बाद (?:वाले|के|वाला) |अगले )(?:सप्ताह|हफ़्ते|हफ्ते|हफ़्ता|हफ्ता)'],
  ['month', 1, '(?:उसके|इसके) (?:बाद (?:वाले|के) |अगले )(?:महीने|माह)'],
  ['day', 1, '(?:उसके|इसके) (?:बाद (?:वाले|के) |अगले )दिन'],
];

const compiled = rules.map(([unit, step, says]) => ({
  unit,
  step,
  says: new RegExp(
    /[\p{Script=Han}]/u.test(says) ? says : `(?<![\\p{L}\\p{M}])(?:${says})(?![\\p{L}\\p{M}])`,
    'iu',
  ),
}));

/** The days to which a follow-up goes on from others, with its words for them; null where it does not. */
export function daysAfter(text: string, { from, to }: Days): { days: Days; words: string } | null {
  for (const { unit, step, says } of compiled) {
    const [words] = says.exec(text) ?? [];
    if (words === undefined) continue;
    const anchor = step > 0 ? to : from;
    if (unit === 'day') return { days: day(addDays(anchor, step)), words };
    if (unit === 'week') return { days: week(anchor, step), words };
    return { days: wholeMonth(shiftMonth(anchor.slice(0, 7), step)), words };
  }
  return null;
}
