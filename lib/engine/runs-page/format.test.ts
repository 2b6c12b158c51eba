import { expect, test } from 'vitest';
import { formatDuration, formatJson, formatTime } from './format.ts';

test('a duration has one or two units', () => {
  expect([0, 12.4, 999, 1500, 45_000, 61_000, 3_660_000, 90 * 3_600_000].map(formatDuration)).toEqual([
    '0 ms',
    '12 ms',
    '999 ms',
    '1.5 s',
    '45 s',
    '1 min 1 s',
    '1 h 1 min',
    '3 d 18 h',
  ]);
});

test('a time tells its day where that is not today', () => {
  const now = new Date('2026-11-24T10:00:00Z');
  expect(formatTime(new Date('2026-11-24T09:08:07Z'), now).markup).toContain('>09:08:07<');
  expect(formatTime(new Date('2026-11-23T09:08:07Z'), now).markup).toContain('>2026-11-23 09:08:07<');
});

test('JSON is laid out; what was cut says how much there is', () => {
  expect(formatJson({ text: '{"a":[1]}', bytes: 9 })).toBe('{\n  "a": [\n    1\n  ]\n}');
  expect(formatJson({ text: '{"a":[1', bytes: 123_456 })).toBe('{"a":[1\n… 123,456 bytes in all');
  expect(formatJson({ text: '{"a":[1' })).toBe('{"a":[1\n…');
});

test('what stands alone under `data` is shown without it', () => {
  expect(formatJson({ text: '{"data":{"a":1}}' })).toBe('{\n  "a": 1\n}');
  expect(formatJson({ text: '{"data":1,"b":2}' })).toBe('{\n  "data": 1,\n  "b": 2\n}');
  expect(['null', '"data"', '[1]'].map((text) => formatJson({ text }))).toEqual([
    'null',
    '"data"',
    '[\n  1\n]',
  ]);
});
