import { asciiDigits } from '#lib/text/digits.ts';
import { addDays } from '#lib/text/zoned-day.ts';
import { type DayRule, type Days, day, dayInMonth, shiftMonth, week, weekdayNumber } from './count-days.ts';

/** Days that a text names: its words for them, where they stand, and what they name. */
export type FoundDays = { days: Days; words: string; at: number; names?: DayRule['names'] };

/** A day's number alone, before the date that says its month: "between 16 and 18 November". */
const numberBefore =
  /(?<![\p{L}\p{N}.:,/-])(\d{1,2})(?:\.|st|nd|rd|th|er)?\s*(?:and|to|until|till|through|or|und|bis(?: zum)?|oder|et|au|ou|y|al?|hasta(?: el)?|[–—-])\s*(?:the|den|el|le)?\s*$/iu;
/** The same after it: "November 16 to 18", 11月16日到18日. */
const numberAfter =
  /^\s*(?:(?:and|to|until|till|through|or|[–—-])\s*(?:the\s+)?(\d{1,2})(?:st|nd|rd|th)?(?![\p{L}\p{N}.:/-])|(?:到|至|から|〜|～|[–—-])\s*(\d{1,2})\s*[日号號])/iu;
/** "The week of 16 November" is all of it. */
const weekBefore =
  /(?<![\p{L}\p{M}])(?:week|woche|semaine|semana)\s+(?:of|from|beginning|starting|commencing|with|vom|ab|mit|um|du|de|del|que empieza)(?:\s+(?:the|dem|den|el|on))?\s*$/iu;
const weekAfter = /^\s*(?:那周|那週|那个星期|那個星期|那一周|那一週|の週)/u;
/** What may stand between a weekday and the week that it is in. */
const between = /^[\s,]*(?:of|in|on|am|der|in der|de|de la|el|le|的|の)?[\s,]*$/iu;

/**
 * What belongs together of the days that were found: a weekday and the week that it is in are one day, a date whose
 * week is meant is that week, and a number that shares a date's month is a day as well. In the order in which they stand.
 */
export function joinDays(text: string, found: readonly FoundDays[]): FoundDays[] {
  const plain = asciiDigits(text);
  const joined: FoundDays[] = [];
  for (const one of found.toSorted((left, right) => left.at - right.at)) {
    const last = joined.at(-1);
    const both = last && dayInWeek(text, last, one);
    if (both) joined[joined.length - 1] = both;
    else joined.push(one.names === 'date' ? withItsOwn(plain, one) : one);
  }
  return joined;
}

function dayInWeek(text: string, first: FoundDays, second: FoundDays): FoundDays | undefined {
  const weekday = [first, second].find(({ names }) => names === 'weekday');
  const its = [first, second].find(({ names }) => names === 'week');
  if (!weekday || !its || !between.test(text.slice(first.at + first.words.length, second.at)))
    return undefined;
  const monday = week(its.days.from, 0).from;
  const words = text.slice(first.at, second.at + second.words.length);
  return { days: day(addDays(monday, weekdayNumber(weekday.days.from))), words, at: first.at };
}

function withItsOwn(text: string, date: FoundDays): FoundDays {
  const { days, at, words } = date;
  const end = at + words.length;
  const [before, after] = [text.slice(0, at), text.slice(end)];
  const spoken = (days: Days, from: number, to: number): FoundDays => ({
    days,
    words: text.slice(from, to).trim(),
    at: from,
  });
  const ofWeek = weekBefore.exec(before);
  if (ofWeek) return spoken(week(days.from, 0), ofWeek.index, end);
  const weekOf = weekAfter.exec(after);
  if (weekOf) return spoken(week(days.from, 0), at, end + weekOf[0].length);
  const first = numberBefore.exec(before);
  const from = first && sameMonth(days.from, first[1], -1);
  if (first && from) return spoken({ from, to: days.to }, first.index, end);
  const second = numberAfter.exec(after);
  const to = second && sameMonth(days.from, second[1] ?? second[2], 1);
  return second && to ? spoken({ from: days.from, to }, at, end + second[0].length) : date;
}

/** The day of that number in the month of a date; where it would be on the other side of it, a month further. */
function sameMonth(date: string, number: string | undefined, sign: 1 | -1): string | undefined {
  for (const by of [0, sign]) {
    const found = dayInMonth(shiftMonth(date.slice(0, 7), by), number)?.from;
    if (found && sign * (Date.parse(found) - Date.parse(date)) > 0) return found;
  }
  return undefined;
}
