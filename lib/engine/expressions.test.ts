import { expect, test } from 'vitest';
import { compileExpression, holds } from './expressions.ts';

const event = { name: 'e', data: { id: 'x', n: 5, user: { plan: 'pro' } } };

test('an expression reads the event, and in a wait the event that came', () => {
  expect(compileExpression('int(event.data.n) * 60').evaluate({ event })).toBe(300n);
  const match = compileExpression('event.data.id == async.data.id', { withAsync: true });
  expect(holds(match, { event, async: { data: { id: 'x' } } })).toBe(true);
  expect(holds(match, { event, async: { data: { id: 'y' } } })).toBe(false);
});

test('numbers of JSON compare with whole numbers', () => {
  expect(holds(compileExpression('event.data.n == 5 && event.data.n > 4'), { event })).toBe(true);
});

test('a faulty expression is refused with its text and the reason', () => {
  expect(() => compileExpression('event.data.id ==')).toThrow(/`event\.data\.id ==` is faulty/);
  expect(() => compileExpression('evnt.data.id == "x"')).toThrow(/evnt/);
  expect(() => compileExpression('async.data.id == "x"')).toThrow(/async/);
  expect(() => compileExpression('shout(event.data.id)')).toThrow(/shout/);
});

test('a condition that the event cannot answer does not hold', () => {
  expect(holds(compileExpression('event.data.missing == "x"'), { event })).toBe(false);
  expect(holds(compileExpression('event.data.id'), { event })).toBe(false);
});

test('no condition always holds', () => {
  expect(holds(undefined, { event })).toBe(true);
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
