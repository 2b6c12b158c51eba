import { TimeRange } from '#lib/schema/plan.ts';
import { subjectWords } from '#lib/text/asking-words.ts';
import { addDays, dayOf } from '#lib/text/zoned-day.ts';
import { askedWhen } from './asked-when.ts';
import { findDays } from './day-expressions.ts';
import { daysAfter } from './days-after.ts';
import { standsAlone } from './stands-alone.ts';

/** One of the words by itself; of scripts without spaces anywhere. */
const oneOf = (words: string, unspaced: string) =>
  new RegExp(`(?<![\\p{L}\\p{M}])(?:${words})(?![\\p{L}\\p{M}])|${unspaced}`, 'iu');
/** Words for appointments themselves. */
const appointments = oneOf(
  'appointments?|calendars?|agenda|diary|termine?n?|kalender[ns]?|verabredung(?:en)?|rendez-vous|calendrier|citas?|calendario|مواعيد|مواعيدي|موعد|موعدي|تقويمي|अपॉइंटमेंट|अपॉइंटमेंट्स|कैलेंडर',
  '日程|日历|日曆|预约|預約|予定|スケジュール|カレンダー',
);
/** Words that are as often about something else: they count in a question about oneself. */
const gatherings = oneOf(
  'meetings?|events?|schedule[ds]?|call|calls|interviews?|booked|planned|busy|free|available|meet(?:ing)?|doing|besprechung(?:en)?|sitzung(?:en)?|treffen|frei|vor|réunions?|prévu|libre|reuni(?:ón|ones)|compromisos?|ocupad[oa]|اجتماع|اجتماعات|اجتماعاتي|مشغول|متفرغ|बैठक|बैठकें|मीटिंग|मुलाकात|खाली|व्यस्त',
  '会议|會議|会議|安排|约会|約会|有空|打ち合わせ|空いて',
);
const oneself = oneOf(
  "(?:do|did|will|can|should|must|have|am|are|was|were|is|when|where|what|who)\\s+(?:i|we)|i['’](?:m|ve|ll)|we['’](?:re|ve|ll)|my|our|mine|habe ich|haben wir|bin ich|sind wir|muss ich|mein(?:e[nrsm]?)?|unsere?[nrsm]?|ai-je|avons-nous|suis-je|j['’]ai|mon|mes|notre|nos|tengo|tenemos|estoy|estamos|mis?|nuestr[oa]s?|لدي|عندي|لدينا|عندنا|هل أنا|مواعيدي|موعدي|اجتماعاتي|تقويمي|मेरी|मेरे|मेरा|मुझे|मैं|हमारी|हमारे",
  '我|私|僕|俺|自分の|予定は',
);
/** Asks for a way to do something, and not what is planned. */
const howTo =
  /^\W*how\s+(?:do|does|can|could|should|would|to)(?!\p{L})|^\P{L}*(?:wie (?:kann|plane|lege|trage)|comment|cómo|如何|怎么|怎樣|怎么样|كيف)|方法|どうやって|कैसे/iu;
const past = oneOf(
  'did|was|were|had|hatte|hatten|war|ai-je eu|avais-je|tuve|tenía|tuvimos|كان|كانت|थी|था|थे',
  '了[吗嗎]|でした|ました',
);
const until = oneOf(
  "until|till|by|before|bis|jusqu['’](?:au?|à)|hasta|antes de|حتى|قبل|तक",
  '之前|以前|为止|まで',
);
/** What stands for anything that might be planned. */
const things = oneOf(
  "anything|something|nothing|plans|what(?:['’]s| is) on|etwas|irgendetwas|irgendwas|nichts|steht|liegt|quelque chose|rien|algo|nada|planes|شيء|कुछ",
  '什么|什麼|事|何か|用事|ある',
);
const defaultDays = 30;
const daysAhead = 365;
const longestDays = 400;
/** Years in which people have appointments; days are counted in these alone. */
const isCountable = (day: string): boolean => /^(?:19|2\d)\d\d-\d\d-\d\d$/.test(day);
const mostEarlier = 12;

type Given = { now: Date; timeZone: string };

/**
 * Which days a question about appointments means, in a time zone; null when it is about something else, or about
 * days that nobody plans for (1900 to 2999 are read). A question
 * about one's own appointments that names no days means the next 30, or the last 30 when it asks what was; one that asks
 * when something is means the appointments about it in the coming year (`about`). `earlier` are the questions before it
 * in a conversation: "and the week after?" goes on from the days of the last of them.
 */
export function findTimeRange(
  question: string,
  { earlier = [], ...given }: Given & { earlier?: readonly string[] },
): TimeRange | null {
  let before: TimeRange | null = null;
  for (const one of earlier.slice(-mostEarlier)) before = rangeAfter(one, { ...given, before });
  return rangeAfter(question, { ...given, before });
}

function rangeAfter(
  question: string,
  { before, ...given }: Given & { before: TimeRange | null },
): TimeRange | null {
  if (!before) return ownRange(question, given);
  const next = daysAfter(question, before);
  if (next) return toRange(next.days, { words: next.words, ...given });
  const own = ownRange(question, given);
  if (own || standsAlone(question)) return own;
  // "And on Friday?" asks for nothing but other days.
  const days = daysIn(question, given);
  return days.span && subjectWords(days.rest).length === 0
    ? toRange(days.span, { words: days.words, ...given })
    : null;
}

function ownRange(question: string, given: Given): TimeRange | null {
  const isOwn = oneself.test(question);
  const isAboutThem = appointments.test(question);
  const isHowTo = howTo.test(question);
  const isGathering = isOwn && !isHowTo && gatherings.test(question);
  const days = daysIn(question, given);
  const isBare =
    !isHowTo && days.isNamed && (isOwn || things.test(days.rest)) && subjectWords(days.rest).length === 0;
  if (!isAboutThem && !isGathering && !isBare) return rangeAbout(question, { ...given, days });
  if (days.isNamed) return days.span && toRange(days.span, { words: days.words, ...given });
  if (!isOwn || !isAboutThem) return rangeAbout(question, { ...given, days });
  const today = dayOf(given.now, given.timeZone);
  return past.test(question)
    ? toRange(
        { from: addDays(today, -defaultDays), to: today },
        { words: `the last ${defaultDays} days`, ...given },
      )
    : toRange(
        { from: today, to: addDays(today, defaultDays - 1) },
        { words: `the next ${defaultDays} days`, ...given },
      );
}

/** The appointments that a question means which asks when something is. */
function rangeAbout(question: string, { days, ...given }: Given & { days: Named }): TimeRange | null {
  const about = askedWhen(days.rest);
  if (about === null || (days.isNamed && !days.span)) return null;
  const today = dayOf(given.now, given.timeZone);
  const span = days.span ?? { from: today, to: addDays(today, daysAhead) };
  const range = toRange(span, { words: days.isNamed ? days.words : 'the next 12 months', ...given });
  if (!range) return null;
  // "When is my next meeting?" means whichever there is.
  const isAny =
    oneself.test(question) &&
    about.split(' ').every((word) => gatherings.test(word) || appointments.test(word) || oneself.test(word));
  return isAny
    ? days.isNamed
      ? range
      : { ...range, to: addDays(today, defaultDays - 1), words: `the next ${defaultDays} days` }
    : { ...range, about };
}

type Named = { isNamed: boolean; span: { from: string; to: string } | null; words: string; rest: string };

/** The days that a question names; `rest` is the question without them. */
function daysIn(question: string, { now, timeZone }: Given): Named {
  const today = dayOf(now, timeZone);
  const named = findDays(question, today);
  const found = named.filter(({ days: { from, to } }) => isCountable(from) && isCountable(to) && from <= to);
  let rest = question;
  for (const { at, words } of named) {
    const start = rest.indexOf(words, at);
    if (start >= 0) rest = rest.slice(0, start) + ' '.repeat(words.length) + rest.slice(start + words.length);
  }
  const words = found
    .map((one) => one.words)
    .join(' … ')
    .slice(0, 200)
    .toWellFormed();
  const starts = found.map(({ days }) => days.from);
  const isUntil = found.length === 1 && until.test(question.slice(0, (found[0]?.at ?? 0) + 6));
  if (isUntil && (starts[0] ?? '') > today) starts.push(today);
  const from = starts.sort()[0];
  const to = found
    .map(({ days }) => days.to)
    .sort()
    .at(-1);
  return { isNamed: named.length > 0, span: from && to ? { from, to } : null, words, rest };
}

function toRange(
  { from, to }: { from: string; to: string },
  { words, timeZone }: { words: string; timeZone: string },
): TimeRange | null {
  const latest = addDays(from, longestDays);
  const range = { from, to: to > latest ? latest : to, time_zone: timeZone, words };
  return TimeRange.safeParse(range).success && from <= range.to ? range : null;
}
