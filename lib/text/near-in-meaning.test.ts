import { expect, test } from 'vitest';
import { haveAbout, nearInMeaning } from './near-in-meaning.ts';

const texts = ['The vehicle is repaired by a mechanic.', 'A choir sings in the evening.'];

test('a text that says it in other words is nearer than one about something else', () => {
  const [[near = 0, far = 0] = [], [none, song = 0] = []] = nearInMeaning(
    ['Who mends the car?', 'When do people make music?'],
    texts,
  );
  expect(near).toBeGreaterThan(far + 0.1);
  expect(song).toBeGreaterThan((none ?? 1) + 0.1);
});

test('nothing is near to a question in another language, nor to one without known words', () => {
  expect(nearInMeaning(['Wer repariert das Auto des Nachbarn?'], texts)).toEqual([[0, 0]]);
  expect(nearInMeaning(['Who mends the car?', '谁修理汽车？'], texts)[1]).toEqual([0, 0]);
  expect(nearInMeaning([''], texts)).toEqual([[0, 0]]);
  expect(nearInMeaning([], texts)).toEqual([]);
});

const songs = Array.from({ length: 40 }, (_, at) => `The choir sings song number ${at} in the evening.`);
const repairs = [
  'The car is mended by a mechanic.',
  'A mechanic repairs cars.',
  'Cars are repaired in a garage.',
];

test('many texts about something else have none about a question', () => {
  expect(haveAbout(['Who mends the car?', 'When does the choir sing?'], songs)).toEqual([false, true]);
  expect(haveAbout(['Who mends the car?'], [...songs, ...repairs])).toEqual([true]);
});

test('few texts, and those in another language, tell nothing', () => {
  const german = songs.map((_, at) => `Der Chor singt am Abend das Lied mit der Nummer ${at}.`);
  expect(haveAbout(['Who mends the car?'], songs.slice(0, 10))).toEqual([true]);
  expect(haveAbout(['Who mends the car?'], german)).toEqual([true]);
  expect(haveAbout(['Wer repariert das Auto des Nachbarn?'], songs)).toEqual([true]);
});
