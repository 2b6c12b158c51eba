import { expect, test } from 'vitest';
import { startStopwatch } from '#lib/testing/stopwatch.ts';
import { findTimeRange } from './find-time-range.ts';

/** A Tuesday, late in the evening in Berlin. */
const given = { now: new Date('2026-11-24T22:30:00Z'), timeZone: 'Europe/Berlin' };
const days = (question: string, earlier: string[] = []) => {
  const found = findTimeRange(question, { ...given, earlier });
  return found && `${found.from} ${found.to}`;
};

test.each([
  ['Do I have anything on 2 December?', '2026-12-02 2026-12-02'],
  ['Do we have something on Friday afternoon?', '2026-11-27 2026-11-27'],
  ['Have I got anything tomorrow at 3 pm?', '2026-11-25 2026-11-25'],
  ['What do I have on Thursday?', '2026-11-26 2026-11-26'],
  ["What's on for me tomorrow?", '2026-11-25 2026-11-25'],
  ['Is there anything on Thursday?', '2026-11-26 2026-11-26'],
  ['Am I free on Friday?', '2026-11-27 2026-11-27'],
  ['Where do I have to be on Friday?', '2026-11-27 2026-11-27'],
  ['Habe ich am 2. Dezember etwas?', '2026-12-02 2026-12-02'],
  ['Was habe ich am Donnerstag?', '2026-11-26 2026-11-26'],
  ['Steht am Freitag etwas an?', '2026-11-27 2026-11-27'],
  ['Bin ich morgen frei?', '2026-11-25 2026-11-25'],
  ["Est-ce que j'ai quelque chose le 2 décembre ?", '2026-12-02 2026-12-02'],
  ['Qu’est-ce que j’ai demain ?', '2026-11-25 2026-11-25'],
  ['Suis-je libre vendredi ?', '2026-11-27 2026-11-27'],
  ['¿Tengo algo el 2 de diciembre?', '2026-12-02 2026-12-02'],
  ['¿Qué tengo mañana?', '2026-11-25 2026-11-25'],
  ['¿Estoy libre el viernes?', '2026-11-27 2026-11-27'],
  ['我12月2日有什么事吗？', '2026-12-02 2026-12-02'],
  ['我明天有事吗？', '2026-11-25 2026-11-25'],
  ['12月2日に何かありますか？', '2026-12-02 2026-12-02'],
  ['明日、私は何か用事がありますか？', '2026-11-25 2026-11-25'],
  ['هل لدي شيء غدا؟', '2026-11-25 2026-11-25'],
  ['क्या कल मेरे पास कुछ है?', '2026-11-25 2026-11-25'],
])('“%s” asks the calendar', (question, expected) => {
  expect(days(question)).toBe(expected);
  expect(findTimeRange(question, given)?.about).toBeUndefined();
});

test.each([
  ["When is Rosa's birthday?", "Rosa's birthday"],
  ['When’s the board retreat?', 'board retreat'],
  ['When does the choir rehearsal start?', 'choir rehearsal'],
  ["What day is Rosa's birthday?", "Rosa's birthday"],
  ["Do you know when Rosa's birthday is?", "Rosa's birthday"],
  ["When is Rosa's birthday and how do I bake a cake?", "Rosa's birthday"],
  ['Wann hat Rosa Geburtstag?', 'Rosa Geburtstag'],
  ['Weißt du, wann das Sommerfest ist?', 'Sommerfest'],
  ['¿Qué día es el cumpleaños de Rosa?', 'cumpleaños Rosa'],
  ['Wann ist das Sommerfest?', 'Sommerfest'],
  ["C'est quand l'anniversaire de Rosa ?", "l'anniversaire Rosa"],
  ["Quand est l'anniversaire de Rosa ?", "l'anniversaire Rosa"],
  ['¿Cuándo es el cumpleaños de Rosa?', 'cumpleaños Rosa'],
  ['罗莎的生日是什么时候？', '罗莎 生日'],
  ['ローザの誕生日はいつですか？', 'ローザ 誕生日'],
  ['متى عيد ميلاد روزا؟', 'عيد ميلاد روزا'],
  ['रोज़ा का जन्मदिन कब है?', 'रोज़ा जन्मदिन'],
])('“%s” asks for the appointments about it in the coming year', (question, about) => {
  expect(findTimeRange(question, given)).toMatchObject({ from: '2026-11-24', to: '2027-11-24', about });
});

test('a question of when that names days asks within them, one for the next meeting for whichever there is', () => {
  expect(findTimeRange("When is Rosa's party next week?", given)).toMatchObject({
    from: '2026-11-30',
    to: '2026-12-06',
    about: "Rosa's party",
  });
  const next = findTimeRange('When is my next meeting?', given);
  expect(next).toMatchObject({ from: '2026-11-24', to: '2026-12-23' });
  expect(next?.about).toBeUndefined();
});

const before = 'What appointments do I have next week?';
test.each([
  ['and the week after?', [before], '2026-12-07 2026-12-13'],
  ['and the week after that?', [before, 'and the week after?'], '2026-12-14 2026-12-20'],
  ['And the following week?', [before], '2026-12-07 2026-12-13'],
  ['And the week before?', [before], '2026-11-23 2026-11-29'],
  ['And on Friday?', [before], '2026-11-27 2026-11-27'],
  ['What about tomorrow?', [before], '2026-11-25 2026-11-25'],
  ['and the day after?', ['Am I free on Friday?'], '2026-11-28 2026-11-28'],
  ['and the month after?', ['My appointments in December'], '2027-01-01 2027-01-31'],
  ['Und die Woche danach?', ['Welche Termine habe ich nächste Woche?'], '2026-12-07 2026-12-13'],
  ['Und am Freitag?', ['Was habe ich am Donnerstag?'], '2026-11-27 2026-11-27'],
  ["Et la semaine d'après ?", ['Mes rendez-vous de la semaine prochaine'], '2026-12-07 2026-12-13'],
  ['¿Y la semana siguiente?', ['¿Qué citas tengo la próxima semana?'], '2026-12-07 2026-12-13'],
  ['那再下一周呢？', ['我下周有什么安排？'], '2026-12-07 2026-12-13'],
  ['その次の週は？', ['来週の予定は？'], '2026-12-07 2026-12-13'],
  ['والأسبوع التالي؟', ['هل لدي اجتماع الأسبوع القادم؟'], '2026-12-07 2026-12-13'],
  ['والجمعة؟', ['هل لدي شيء غدا؟'], '2026-11-27 2026-11-27'],
  ['और उसके अगले हफ्ते?', ['अगले सप्ताह मेरे अपॉइंटमेंट क्या हैं?'], '2026-12-07 2026-12-13'],
])('“%s” goes on from what was asked before', (question, earlier, expected) => {
  expect(days(question, earlier)).toBe(expected);
});

test.each([
  ['and the week after?', []],
  ['and the week after?', ['Who was Ada Lovelace?']],
  ['and the week after?', [before, 'Who was Ada Lovelace, and what did she write about engines?']],
  ['And in France on Friday?', [before]],
  ['Which exhibitions open in Paris on Friday?', [before]],
  ['What did I write in my notes yesterday?', []],
  ['Which documents did we receive last week?', []],
  ['What changed on 2 December?', []],
  ['What happened on 2 December?', []],
  ['Was habe ich am Freitag gekauft?', []],
  ["Qu'est-ce que j'ai écrit hier ?", []],
  ['When was the Battle of Hastings?', []],
  ['When did Rosa move to Berlin?', []],
  ['How do I know when a job is done?', []],
  ['我昨天写了什么文章？', []],
  ['昨日の会社の売上は？', []],
])('“%s” (after %j) does not ask for the days of a calendar', (question, earlier) => {
  expect(days(question, earlier)).toBeNull();
});

test.each([
  ['Europe/Berlin', '2026-10-24T22:30:00Z', '2026-10-25'],
  ['Asia/Kolkata', '2026-11-24T18:29:00Z', '2026-11-24'],
  ['Asia/Kolkata', '2026-11-24T18:31:00Z', '2026-11-25'],
  ['Pacific/Marquesas', '2026-11-25T09:29:00Z', '2026-11-24'],
  ['Pacific/Marquesas', '2026-11-25T09:31:00Z', '2026-11-25'],
  ['America/Los_Angeles', '2026-11-25T07:59:00Z', '2026-11-24'],
])('%s at %s: today is %s', (timeZone, now, today) => {
  expect(findTimeRange('Do I have anything today?', { now: new Date(now), timeZone })).toMatchObject({
    from: today,
    to: today,
  });
});

test('hostile conversations are read in no time', () => {
  const stopwatch = startStopwatch();
  const earlier = Array.from({ length: 200 }, () => `and the week after? ${'when is '.repeat(900)}`);
  findTimeRange(`when is ${"'".repeat(8000)}`, { ...given, earlier });
  findTimeRange('的'.repeat(8000), { ...given, earlier: ['は'.repeat(8000)] });
  expect(stopwatch.ms()).toBeLessThan(5000);
});
