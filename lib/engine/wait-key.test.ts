import { expect, test } from 'vitest';
import type { EngineEvent } from './event.ts';
import { compileExpression } from './expressions.ts';
import { eventKeys, waitKey } from './wait-key.ts';

const values = ['a', '1', 1, 2, -0, 0, true, null, '', {}, { x: 1 }, [1], 'é\ud800', undefined];
const events = values.map(
  (value, index): EngineEvent => ({ id: `${index}`, name: 'e', ts: 1, data: { id: value, n: index } }),
);
const conditions = [
  undefined,
  'event.data.id == async.data.id',
  'async.data.id == event.data.n',
  'event.data.id == async.data.id && async.data.n > 5',
  'async.data.n > 5 && async.data.n < 9',
  'event.data.id == async.data.id || async.data.n == 3',
  'async.data.id == "a"',
  "async.data.id == '1'",
  '!(event.data.id == async.data.id)',
  'event.data.missing == async.data.id',
  'async.data.constructor == event.data.constructor',
];

test('the key of a wait finds every event that its condition takes, and an exact one no other', () => {
  for (const condition of conditions) {
    const compiled = condition && compileExpression(condition, { withAsync: true });
    for (const event of events) {
      const wait = waitKey(condition, event);
      for (const came of events) {
        const { keys } = eventKeys([wait.wait_path], came);
        const isFound = keys.includes(wait.wait_key);
        const holds = compiled ? compiled.holds({ event, async: came }) : true;
        const about = `${condition}, event ${event.id}, async ${came.id}`;
        if (holds) expect(isFound, about).toBe(true);
        if (isFound && wait.wait_exact) expect(holds, about).toBe(true);
      }
    }
  }
});

test('a match by one value, also beside other conditions, is found by that value alone', () => {
  const [event] = events as [EngineEvent];
  expect(waitKey('event.data.id == async.data.id', event)).toMatchObject({
    wait_path: '.data.id',
    wait_exact: true,
  });
  expect(waitKey('event.data.id == async.data.key && async.data.n > 5', event)).toMatchObject({
    wait_path: '.data.key',
    wait_exact: false,
  });
  expect(waitKey('event.data.missing == async.data.id', event)).toMatchObject({ wait_key: 'never' });
});
