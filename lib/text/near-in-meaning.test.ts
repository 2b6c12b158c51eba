import { expect, test } from 'vitest';
import { nearInMeaning } from './near-in-meaning.ts';

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
