import { expect, test } from 'vitest';
import { startStopwatch } from '#lib/testing/stopwatch.ts';
import { explains, opensPageOf, toExplain } from './explains.ts';

test.each([
  ['What is a pump valve?', 'pump valv'],
  ["what's the pump", 'pump'],
  ['What are pumps?', 'pump'],
  ['How does the pump work?', 'pump'],
  ['what does a pump do', 'pump'],
  ['What does the pump need?', ''],
  ['What is a pump, and where is it sold?', ''],
  ['How is a pump made?', ''],
])('what a question wants explained: %s', (question, thing) => {
  expect(toExplain(question)).toBe(thing);
});

test.each([
  ['It turns. A pump is a machine for water.', true],
  ['- Pumps are simply the hearts of a ship.', true],
  ['The word\n`pump` means a bolt.', true],
  ['pump - moves water uphill', true],
  ['valve, pump – what moves water', true],
  ['Many pumps are sold here.', false],
  ['The valve - not a pump - is shut.', false],
  ['A pump bearing is a ring.', false],
  ['The place of the pump is the gate.', false],
])('a text says what a thing is in a sentence about it: %s', (text, isSaid) => {
  expect(explains(text, 'pump')).toBe(isSaid);
});

test.each([
  ['water-pump(8)', ['NAME'], true],
  ['water-pump(8) Manual Page', ['water-pump(8) Manual Page', 'Description'], true],
  ['Water pump — Book of the House 1.2', ['Water pump'], true],
  ['valve, water-pump - what moves water', ['NAME'], true],
  ['Water pump', [], true],
  ['Water pump', ['Water pump', 'Repairs'], false],
  ['Water pump repairs', ['Water pump repairs'], false],
])(
  'a page of the thing asked for opens under its title, Name or Description: %s, %j',
  (title, heading, opens) => {
    expect(opensPageOf(toExplain('What is the water pump?'), { title, heading })).toBe(opens);
  },
);

test('texts of any length are looked through in linear time', () => {
  for (const sign of ['a ', ' ', '\n', '. ', 'pump is ', '- '])
    for (const text of [sign.repeat(200_000), `Pump ${sign.repeat(200_000)}`]) {
      const watch = startStopwatch();
      explains(text, 'pump');
      expect(watch.ms(), JSON.stringify(sign)).toBeLessThan(2000);
    }
});
