import { expect, test } from 'vitest';
import { createFaults } from './faults.ts';

const quiet = { debug() {}, info() {}, error() {} };

test('a fault is logged once, counted, and told with the event that showed it last', () => {
  const lines: string[] = [];
  const faults = createFaults({ ...quiet, warn: (message) => void lines.push(message) });
  faults.tell('`a` is faulty', { id: '1', name: 'e' });
  faults.tell('`b` is faulty', { id: '2', name: 'e' });
  faults.tell('`a` is faulty', { id: '3', name: 'f' });
  expect(faults.all()).toMatchObject([
    { message: '`a` is faulty', eventId: '3', eventName: 'f', count: 2 },
    { message: '`b` is faulty', eventId: '2', count: 1 },
  ]);
  expect(lines).toHaveLength(2);
});

test('no more than a hundred are kept', () => {
  const faults = createFaults({ ...quiet, warn() {} });
  for (let n = 0; n < 150; n++) faults.tell(`fault ${n}`, {});
  expect(faults.all()).toHaveLength(100);
  expect(faults.all()[0]?.message).toBe('fault 149');
});
