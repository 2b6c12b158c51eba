import { expect, test } from 'vitest';
import { createLineReader } from './line-reader.ts';

function reading(maxBytes: number) {
  const lines: string[] = [];
  const tooLong: { ends: string; bytes: number }[] = [];
  const reader = createLineReader({
    maxBytes,
    onLine: (line) => lines.push(line),
    onTooLong: (line) => tooLong.push(line),
  });
  return { reader, lines, tooLong };
}

test('lines come out whole, however the bytes arrive', () => {
  const text = 'first\n\nzweite Zeile mit ü und 日本\nthe end';
  for (const size of [1, 2, 3, 7, 100]) {
    const { reader, lines } = reading(1000);
    const bytes = Buffer.from(`${text}\n`);
    for (let at = 0; at < bytes.length; at += size) reader.push(bytes.subarray(at, at + size));
    expect(lines).toEqual(text.split('\n').filter(Boolean));
    expect(reader.pending()).toBe(0);
  }
});

test('a line beyond the limit is counted, told with its ends, and what follows is read', () => {
  for (const size of [10, 333, 5000]) {
    const { reader, lines, tooLong } = reading(1000);
    const bytes = Buffer.from(`{"head":1${'x'.repeat(4000)}"id":7}\nnext\n`);
    for (let at = 0; at < bytes.length; at += size) reader.push(bytes.subarray(at, at + size));
    expect(lines).toEqual(['next']);
    expect(tooLong).toHaveLength(1);
    expect(tooLong[0]?.bytes).toBe(4016);
    expect(tooLong[0]?.ends).toMatch(/^\{"head":1x+\nx+"id":7\}$/);
    expect(tooLong[0]?.ends.length).toBeLessThanOrEqual(1025);
  }
});

test('a line of exactly the limit is a line', () => {
  const { reader, lines, tooLong } = reading(5);
  reader.push(Buffer.from('12345\n123456\n'));
  expect(lines).toEqual(['12345']);
  expect(tooLong.map(({ bytes }) => bytes)).toEqual([6]);
});
