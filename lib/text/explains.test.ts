import { expect, test } from 'vitest';
import { startStopwatch } from '#lib/testing/stopwatch.ts';
import { explains, toExplain } from './explains.ts';

test.each([
  ['What is a pump valve?', 'pump valv'],
  ["what's the pump", 'pump'],
  ['What are pumps?', 'pump'],
  ['What is a pump, and where is it sold?', ''],
  ['How is a pump made?', ''],
])('what a question wants explained: %s', (question, thing) => {
  expect(toExplain(question)).toBe(thing);
});

test.each([
  ['It turns. A pump is a machine for water.', true],
  ['- Pumps are simply the hearts of a ship.', true],
  ['The word\n`pump` means a bolt.', true],
  ['Many pumps are sold here.', false],
  ['A pump bearing is a ring.', false],
  ['The place of the pump is the gate.', false],
])('a text says what a thing is in a sentence about it: %s', (text, isSaid) => {
  expect(explains(text, 'pump')).toBe(isSaid);
});

test('texts of any length are looked through in linear time', () => {
  for (const sign of ['a ', ' ', '\n', '. ', 'pump is ', '- '])
    for (const text of [sign.repeat(200_000), `Pump ${sign.repeat(200_000)}`]) {
      const watch = startStopwatch();
      explains(text, 'pump');
      expect(watch.ms(), JSON.stringify(sign)).toBeLessThan(2000);
    }
});
