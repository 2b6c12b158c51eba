import { expect, test } from 'vitest';
import { collapseSpace } from './use-page-title.ts';

test('a title is compared as a browser gives it back, so that it is put in once', () => {
  expect(collapseSpace(' Summarize:\n\n\tthe  cache\r\n')).toBe('Summarize: the cache');
  expect(collapseSpace('no\u00a0break')).toBe('no\u00a0break');
});
