import { expect, test } from 'vitest';
import { startStopwatch } from '#lib/testing/stopwatch.ts';
import { findTimeRange } from './find-time-range.ts';

/** A Tuesday, late in the evening in Berlin. */
const now = new Date('2026-11-24T22:30:00Z');
const given = { now, timeZone: 'Europe/Berlin' };
const range = (question: string) => {
  const found = findTimeRange(question, given);
  return found && `${found.from} ${found.to}`;
};

test.each([
  ['What appointments do I have next week?', '2026-11-30 2026-12-06', 'next week'],
  ['Which appointments do I have today?', '2026-11-24 2026-11-24', 'today'],
  ['Do I have a meeting tomorrow?', '2026-11-25 2026-11-25', 'tomorrow'],
  ['What is in my calendar the day after tomorrow?', '2026-11-26 2026-11-26', 'the day after tomorrow'],
  ['What is on my calendar this week?', '2026-11-23 2026-11-29', 'this week'],
  ['Which appointments did I have last week?', '2026-11-16 2026-11-22', 'last week'],
  ['Am I free this weekend?', '2026-11-28 2026-11-29', 'this weekend'],
  ['My schedule this month', '2026-11-01 2026-11-30', 'this month'],
  ['What meetings do we have next month?', '2026-12-01 2026-12-31', 'next month'],
  ['Appointments in December?', '2026-12-01 2026-12-31', 'in December'],
  ['Appointments in February', '2027-02-01 2027-02-28', 'in February'],
  ['Which appointments did I have in May 2025?', '2025-05-01 2025-05-31', 'in May 2025'],
  ['Do I have appointments on Friday?', '2026-11-27 2026-11-27', 'on Friday'],
  ['Do I have appointments next Friday?', '2026-12-04 2026-12-04', 'next Friday'],
  ['Which appointments did I have last Friday?', '2026-11-20 2026-11-20', 'last Friday'],
  ['Do I have appointments on Tuesday?', '2026-11-24 2026-11-24', 'on Tuesday'],
  ['Is there an appointment on 24 December?', '2026-12-24 2026-12-24', '24 December'],
  ['Is there an appointment on December 24th, 2027?', '2027-12-24 2027-12-24', 'December 24th, 2027'],
  ['Is there an appointment on 3 January?', '2027-01-03 2027-01-03', '3 January'],
  ['appointments 2026-12-01', '2026-12-01 2026-12-01', '2026-12-01'],
  ['appointments from 2026-12-01 to 2026-12-05', '2026-12-01 2026-12-05', '2026-12-01 … 2026-12-05'],
  ['My meetings between Monday and Wednesday', '2026-11-25 2026-11-30', ''],
  ['What appointments do I have today and tomorrow?', '2026-11-24 2026-11-25', 'today … tomorrow'],
  ['Which appointments do I have until Friday?', '2026-11-24 2026-11-27', 'until Friday'],
  ['My appointments in the next 3 days', '2026-11-24 2026-11-26', 'next 3 days'],
  ['My appointments in the next two weeks', '2026-11-24 2026-12-07', 'next two weeks'],
  ['My appointments in the coming days', '2026-11-24 2026-11-30', 'coming days'],
  ['When is my next dentist appointment?', '2026-11-24 2026-12-23', 'the next 30 days'],
  ['Am I free on Tuesday next week?', '2026-12-01 2026-12-01', 'on Tuesday next week'],
  ['What do I have next week on Tuesday?', '2026-12-01 2026-12-01', 'next week on Tuesday'],
  ['Am I free on Friday in two weeks?', '2026-12-11 2026-12-11', 'on Friday in two weeks'],
  ['Habe ich nächste Woche Dienstag etwas?', '2026-12-01 2026-12-01', 'nächste Woche Dienstag'],
  ['Do I have anything between 16 and 18 December?', '2026-12-16 2026-12-18', '16 and 18 December'],
  ['My appointments from the 28th to the 3rd of December', '2026-11-28 2026-12-03', ''],
  ['What do I have on December 16–18?', '2026-12-16 2026-12-18', 'December 16–18'],
  ['Termine vom 16. bis 18. Dezember', '2026-12-16 2026-12-18', '16. bis 18. Dezember'],
  ['Do I have appointments in the week of 16 December?', '2026-12-14 2026-12-20', 'week of 16 December'],
  ['Habe ich in der Woche vom 16. Dezember etwas?', '2026-12-14 2026-12-20', 'Woche vom 16. Dezember'],
  ['Am I free on the 16th?', '2026-12-16 2026-12-16', 'the 16th'],
  ['Am I free on the 31st?', '2026-12-31 2026-12-31', 'the 31st'],
  ['Habe ich am 28. etwas?', '2026-11-28 2026-11-28', 'am 28.'],
  ['Was habe ich am 28.?', '2026-11-28 2026-11-28', 'am 28.'],
  ["When is Mimi's vet appointment?", '2026-11-24 2027-11-24', 'the next 12 months'],
  ['What was my last appointment?', '2026-10-25 2026-11-24', 'the last 30 days'],
  ['Welche Termine habe ich nächste Woche?', '2026-11-30 2026-12-06', 'nächste Woche'],
  ['Habe ich morgen eine Besprechung?', '2026-11-25 2026-11-25', 'morgen'],
  ['Welche Termine habe ich am Freitag?', '2026-11-27 2026-11-27', 'am Freitag'],
  ['Termine am 24.12.', '2026-12-24 2026-12-24', '24.12.'],
])('%s means %s', (question, days, words) => {
  expect(range(question)).toBe(days);
  if (words) expect(findTimeRange(question, given)?.words).toBe(words);
});

test.each([
  ['Quels sont mes rendez-vous la semaine prochaine ?', '2026-11-30 2026-12-06'],
  ['Ai-je une réunion après-demain ?', '2026-11-26 2026-11-26'],
  ['Mes rendez-vous du 24 décembre', '2026-12-24 2026-12-24'],
  ['Quels rendez-vous ai-je lundi prochain ?', '2026-11-30 2026-11-30'],
  ["Qu'est-ce que j'ai la semaine du 16 décembre ?", '2026-12-14 2026-12-20'],
  ["Qu'est-ce que j'ai du 16 au 18 décembre ?", '2026-12-16 2026-12-18'],
  ["Qu'est-ce que j'ai mardi de la semaine prochaine ?", '2026-12-01 2026-12-01'],
  ['¿Tengo algo el 28?', '2026-11-28 2026-11-28'],
  ['Ai-je un rendez-vous entre le 16 et le 18 décembre ?', '2026-12-16 2026-12-18'],
  ['¿Tengo algo del 16 al 18 de diciembre?', '2026-12-16 2026-12-18'],
  ['我12月16日到18日有什么安排？', '2026-12-16 2026-12-18'],
  ['¿Qué citas tengo pasado mañana?', '2026-11-26 2026-11-26'],
  ['¿Tengo alguna reunión la próxima semana?', '2026-11-30 2026-12-06'],
  ['Mis citas del 3 de enero', '2027-01-03 2027-01-03'],
  ['我下周有什么安排？', '2026-11-30 2026-12-06'],
  ['我后天的日程', '2026-11-26 2026-11-26'],
  ['我下周一有会议吗？', '2026-11-30 2026-11-30'],
  ['12月24日的日程', '2026-12-24 2026-12-24'],
  ['明日の予定は？', '2026-11-25 2026-11-25'],
  ['来週の月曜日の予定は？', '2026-11-30 2026-11-30'],
  ['今週末の予定を教えて', '2026-11-28 2026-11-29'],
  ['ما مواعيدي غدا؟', '2026-11-25 2026-11-25'],
  ['ما هي مواعيدي في ١٢ مارس؟', '2027-03-12 2027-03-12'],
  ['५ मार्च को मेरी कौन सी बैठकें हैं?', '2027-03-05 2027-03-05'],
  ['１２月２４日の予定', '2026-12-24 2026-12-24'],
  ['هل لدي اجتماع الأسبوع القادم؟', '2026-11-30 2026-12-06'],
  ['कल मेरी कौन सी बैठकें हैं?', '2026-11-25 2026-11-25'],
  ['अगले सप्ताह मेरे अपॉइंटमेंट क्या हैं?', '2026-11-30 2026-12-06'],
])('%s is understood in its language', (question, days) => {
  expect(range(question)).toBe(days);
});

test.each([
  'How does tidal power work?',
  'What happened in December 1941?',
  'How do meetings affect productivity?',
  'Which elections are held next week?',
  'How do I schedule a function with Inngest?',
  'How do I schedule a function for tomorrow with Inngest?',
  'What is a calendar queue?',
  'May I use next month in a regular expression?',
  'What changed in Next.js this year?',
  'Quelles élections ont lieu la semaine prochaine ?',
  '¿Qué pasó en diciembre de 1941?',
  '明年的通货膨胀率是多少？',
  '来週の天気は？',
  'كيف أحجز موعدا غدا؟',
])('%s is not about appointments', (question) => {
  expect(findTimeRange(question, given)).toBeNull();
});

test('today is the day where the operator is', () => {
  const late = { now: new Date('2026-11-24T23:30:00Z'), timeZone: 'Europe/Berlin' };
  expect(findTimeRange('my appointments today', late)?.from).toBe('2026-11-25');
  expect(findTimeRange('my appointments today', { ...late, timeZone: 'America/New_York' })?.from).toBe(
    '2026-11-24',
  );
  expect(findTimeRange('my appointments today', late)?.time_zone).toBe('Europe/Berlin');
});

test('the end of a year and a leap day are counted', () => {
  const newYear = { now: new Date('2027-12-31T12:00:00Z'), timeZone: 'UTC' };
  expect(findTimeRange('my appointments tomorrow', newYear)?.from).toBe('2028-01-01');
  expect(findTimeRange('my appointments in February', newYear)).toMatchObject({ to: '2028-02-29' });
  expect(findTimeRange('appointments on 31 February', newYear)).toBeNull();
});

test.each([
  'appointments in december 9999',
  'appointments in january 0001',
  'appointments in may 9999',
  'my appointments in the next 0 days',
  'appointments on 1 January 0000',
  'appointments 9999-12-31',
  'appointments in december 2999 and next month',
])('days that cannot be counted are none, or none of the days: %s', (question) => {
  const found = findTimeRange(question, given);
  if (found) expect(found.from <= found.to && found.from < '2027').toBe(true);
  else expect(found).toBeNull();
});

test.each([
  ['appointments in december 1900', '1900-12-01 1900-12-31'],
  ['appointments in november 2999', '2999-11-01 2999-11-30'],
  ['appointments tomorrow or in may 9999', '2026-11-25 2026-11-25'],
])('%s: the days that can be counted are read', (question, days) => {
  expect(range(question)).toBe(days);
});

test('a hostile question is read in no time', () => {
  const stopwatch = startStopwatch();
  findTimeRange(`my appointments ${'next '.repeat(20_000)}`, given);
  findTimeRange(`my appointments ${'1'.repeat(8000)} ${'2026-'.repeat(2000)}`, given);
  expect(stopwatch.ms()).toBeLessThan(2000);
});
