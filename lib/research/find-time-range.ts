import { TimeRange } from '#lib/schema/plan.ts';
import { addDays, dayOf } from '#lib/text/zoned-day.ts';
import { findDays } from './day-expressions.ts';

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
const defaultDays = 30;
const longestDays = 400;
/** Years in which people have appointments; days are counted in these alone. */
const isCountable = (day: string): boolean => /^(?:19|2\d)\d\d-\d\d-\d\d$/.test(day);

/**
 * Which days a question about appointments means, in a time zone; null when it is about something else, or about
 * days that nobody plans for (1900 to 2999 are read). A question
 * about one's own appointments that names no days means the next 30, or the last 30 when it asks what was.
 */
export function findTimeRange(
  question: string,
  { now, timeZone }: { now: Date; timeZone: string },
): TimeRange | null {
  const isOwn = oneself.test(question);
  const isAboutThem = appointments.test(question);
  if (!isAboutThem && (!isOwn || howTo.test(question) || !gatherings.test(question))) return null;
  const today = dayOf(now, timeZone);
  const named = findDays(question, today);
  const found = named.filter(({ days: { from, to } }) => isCountable(from) && isCountable(to) && from <= to);
  if (named.length > 0 && found.length === 0) return null;
  if (found.length === 0) {
    if (!isOwn || !isAboutThem) return null;
    const days = past.test(question)
      ? { from: addDays(today, -defaultDays), to: today, words: `the last ${defaultDays} days` }
      : { from: today, to: addDays(today, defaultDays - 1), words: `the next ${defaultDays} days` };
    return { ...days, time_zone: timeZone };
  }
  const starts = found.map(({ days }) => days.from);
  if (
    found.length === 1 &&
    until.test(question.slice(0, (found[0]?.at ?? 0) + 6)) &&
    (starts[0] ?? '') > today
  ) {
    starts.push(today);
  }
  const from = starts.sort()[0] ?? today;
  const to =
    found
      .map(({ days }) => days.to)
      .sort()
      .at(-1) ?? today;
  const words = found
    .map((one) => one.words)
    .join(' … ')
    .slice(0, 200)
    .toWellFormed();
  const latest = addDays(from, longestDays);
  const range = { from, to: to > latest ? latest : to, time_zone: timeZone, words };
  return TimeRange.safeParse(range).success && from <= range.to ? range : null;
}
