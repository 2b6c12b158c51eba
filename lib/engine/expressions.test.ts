import { expect, test } from 'vitest';
import { compileExpression, type Variables } from './expressions.ts';

const holds = (source: string, variables: Variables, withAsync = false) =>
  compileExpression(source, { withAsync }).holds(variables);
const event = { name: 'e', data: { id: 'x', n: 5, user: { plan: 'pro' } } };

test('an expression reads the event, and in a wait the event that came', () => {
  expect(compileExpression('int(event.data.n) * 60').read({ event })).toBe(300n);
  const match = compileExpression('event.data.id == async.data.id', { withAsync: true });
  expect(match.holds({ event, async: { name: 'other', ...{ data: { id: 'x' } } } })).toBe(true);
  expect(match.holds({ event, async: { name: 'other', ...{ data: { id: 'y' } } } })).toBe(false);
});

test('numbers of JSON compare with whole numbers', () => {
  expect(holds('event.data.n == 5 && event.data.n > 4', { event })).toBe(true);
});

test('a faulty expression is refused with its text and the reason', () => {
  expect(() => compileExpression('event.data.id ==')).toThrow(/`event\.data\.id ==` is faulty/);
  expect(() => compileExpression('evnt.data.id == "x"')).toThrow(/evnt/);
  expect(() => compileExpression('async.data.id == "x"')).toThrow(/async/);
  expect(() => compileExpression('shout(event.data.id)')).toThrow(/shout/);
});

test('a condition that asks for what the event does not have does not hold, and that is no fault', () => {
  const faults: string[] = [];
  for (const source of [
    'event.data.missing == "x"',
    'event.data.user.name.first == "x"',
    'event.data.l[0] == 1',
  ]) {
    expect(compileExpression(source, { onFault: (message) => faults.push(message) }).holds({ event })).toBe(
      false,
    );
  }
  expect(faults).toEqual([]);
});

test('an expression that cannot be evaluated is told with its text, the reason and the event', () => {
  const faults: [string, string | undefined][] = [];
  const onFault = (message: string, { name }: { name?: string }) => void faults.push([message, name]);
  expect(compileExpression('event.data.id > 3', { onFault }).holds({ event })).toBe(false);
  expect(compileExpression('event.data.id', { onFault }).holds({ event })).toBe(false);
  expect(compileExpression('int(event.data.id)', { onFault }).read({ event })).toBeUndefined();
  expect(faults).toEqual([
    [expect.stringMatching(/`event\.data\.id > 3` is faulty: no such overload/), 'e'],
    [expect.stringMatching(/`event\.data\.id` is faulty: it gives neither true nor false/), 'e'],
    [expect.stringMatching(/`int\(event\.data\.id\)` is faulty/), 'e'],
  ]);
});

test('a comparison of one value tells its path, anything more does not', () => {
  const path = (source: string) => compileExpression(source, { withAsync: true }).matchPath;
  expect(path('event.data.job.id == async.data.job.id')).toEqual(['data', 'job', 'id']);
  expect(path('event.data.id == async.data.other')).toBeUndefined();
  expect(path('event.data.id == async.data.id && async.data.n > 1')).toBeUndefined();
});

test('the type of a result is known where it does not depend on the event', () => {
  expect(compileExpression('int(event.data.n)').type).toBe('int');
  expect(compileExpression('event.data.n').type).toBe('dyn');
});
