import { afterEach, expect, test, vi } from 'vitest';
import { createLog, formatLogs } from './log.ts';

afterEach(() => {
  vi.restoreAllMocks();
  formatLogs('text');
});

test('lines are words and fields, or JSON objects once that is asked for', () => {
  const written: string[] = [];
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    written.push(String(text));
    return true;
  });
  const log = createLog('http');
  const fields = { request_id: 'r1', job_id: 'j1', words: 'two\nlines' };
  log.debug('not told');
  log.warn('it failed', fields);
  formatLogs('json');
  log.error('it failed', fields);
  expect(written).toHaveLength(2);
  expect(written[0]).toMatch(/^\S+Z warn http: it failed request_id="r1" job_id="j1" words="two\\nlines"\n$/);
  expect(written[1]?.endsWith('}\n')).toBe(true);
  expect(JSON.parse(written[1] as string)).toEqual({
    ...{ time: expect.stringMatching(/Z$/), level: 'error', logger: 'http', message: 'it failed' },
    ...fields,
  });
});

test('what says the same again and again is left out for the rest of a minute, and counted', () => {
  const written: string[] = [];
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    written.push(String(text));
    return true;
  });
  const clock = vi.spyOn(performance, 'now').mockReturnValue(1_000_000);
  const log = createLog('engine');
  for (let index = 0; index < 50; index += 1) log.warn('away', { error: 'refused' });
  log.warn('away', { error: 'reset' });
  log.error('away', { error: 'refused' });
  expect(written).toHaveLength(5);
  clock.mockReturnValue(1_060_001);
  log.warn('away', { error: 'refused' });
  expect(written.at(-1)).toContain('away error="refused" left_out_before=47');
  for (let index = 0; index < 5000; index += 1) log.warn('other', { index });
  expect(written).toHaveLength(5006);
});
