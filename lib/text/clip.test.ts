import { expect, test } from 'vitest';
import { clip } from './clip.ts';
import { clipAtWord } from './clip-at-word.ts';
import { oneLine } from './one-line.ts';

const signs = ['b', '😀', '👩‍👩‍👧‍👦', 'é', '🇩🇪', '👍🏽', 'நி', '\r\n'];

test('a text is cut between two signs, as near to the limit as they allow', () => {
  for (const sign of signs) {
    const text = `a${sign.repeat(300)}`;
    for (const most of [1, 2, 20, 100, 997, 998, 999, 1000, 1001].filter((at) => at < text.length)) {
      const whole = Math.floor((most - 1) / sign.length);
      expect(clip(text, most), `${sign} at ${most}`).toBe(`a${sign.repeat(whole)}`);
    }
  }
});

test('what is short enough stays, and nothing is left of nothing', () => {
  expect(clip('😀', 2)).toBe('😀');
  expect(clip('😀', 1)).toBe('');
  expect(clip('', 0)).toBe('');
  expect(clip('abc', 0)).toBe('');
});

test('a sign without end is cut between two characters, and no pair is', () => {
  const endless = `x${'\u0301'.repeat(5000)}`;
  expect(clip(endless, 1000)).toHaveLength(1000);
  const family = Array.from({ length: 500 }, () => '👩').join('\u200d');
  for (const most of [200, 201, 202, 203]) {
    const cut = clip(family, most);
    expect(cut.isWellFormed()).toBe(true);
    expect(most - cut.length).toBeLessThan(2);
  }
});

test('a title and a reason are cut no worse', () => {
  for (let most = 5; most < 40; most += 1) {
    expect(clipAtWord('👩‍👩‍👧‍👦'.repeat(10), most).isWellFormed()).toBe(true);
    const line = oneLine('é😀'.repeat(40), most);
    expect(line.isWellFormed()).toBe(true);
    expect(line.length).toBeLessThanOrEqual(most);
    expect(line).not.toMatch(/e…$/);
  }
});
