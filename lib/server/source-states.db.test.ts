import { afterAll, beforeAll, expect, test } from 'vitest';
import { AppError } from '#lib/errors.ts';
import { createLog } from '#lib/log.ts';
import { createTestDatabase } from '#lib/testing/database.ts';
import { createSourceStates } from './source-states.ts';

let database: Awaited<ReturnType<typeof createTestDatabase>>;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const { signal } = new AbortController();
const open = () => createSourceStates({ db: database.db, log: createLog('test', 'error') });
const failing = (message: string) => async () => {
  throw new AppError('source_failed', message);
};

/** Until the clock shows another time than now. */
async function nextMillisecond(): Promise<void> {
  const now = Date.now();
  while (Date.now() === now) await new Promise((resolve) => setImmediate(resolve));
}

test('an answer and a failure are both remembered, and another process reads them', async () => {
  const states = open();
  expect(await states.observe('a', async () => 7, { signal })).toBe(7);
  await expect(states.observe('a', failing('It is down.'), { signal })).rejects.toThrow('It is down.');
  await states.stop();
  const known = (await open().read()).get('a');
  expect(known?.latencyMs).toBeGreaterThanOrEqual(0);
  expect(known?.lastError?.message).toBe('It is down.');
  expect(known?.lastError?.at).toEqual(known?.lastUsedAt);
});

test('the last failure stays when the source answers again, and is seen to be older', async () => {
  const states = open();
  await states.observe('b', failing('Once.'), { signal }).catch(() => {});
  await states.read();
  await nextMillisecond();
  await states.observe('b', async () => {}, { signal });
  const known = (await states.read()).get('b');
  expect(known?.lastError?.message).toBe('Once.');
  expect(known?.lastUsedAt.getTime()).toBeGreaterThan(known?.lastError?.at.getTime() as number);
});

test('a process that is late with an older sight changes nothing', async () => {
  const [late, quick] = [open(), open()];
  await late.observe('c', failing('Old.'), { signal }).catch(() => {});
  await nextMillisecond();
  await quick.observe('c', failing('New.'), { signal }).catch(() => {});
  await quick.stop();
  const before = (await quick.read()).get('c');
  await late.stop();
  expect((await quick.read()).get('c')).toEqual(before);
  expect(before?.lastError?.message).toBe('New.');
});

test('neither the question nor what stands behind an address is kept, and no line is long', async () => {
  const states = open();
  const message = `No answer to "who is\u202e Bo" from https://x.example/s?key=secret#a\n${'long '.repeat(200)}`;
  await states.observe('d', failing(message), { signal, words: 'who is\u202e Bo' }).catch(() => {});
  await states
    .observe('e', async () => Promise.reject(new Error('at /home/me/x.ts')), { signal })
    .catch(() => {});
  const known = await states.read();
  const kept = known.get('d')?.lastError?.message ?? '';
  expect(kept).toMatch(/^No answer to "…" from https:\/\/x\.example\/s long long/);
  expect(kept.length).toBeLessThanOrEqual(300);
  expect(kept).not.toContain('secret');
  expect(known.get('e')?.lastError?.message).not.toContain('/home');
});

test.each([
  ['T could not answer: it says: nothing about (Bo).', 'T could not answer.'],
  [
    'T ended while it was asked (exit code 1, it says: Error: who is (Bo)).',
    'T ended while it was asked (exit code 1).',
  ],
])('what a tool says itself is not kept: %s', async (message, kept) => {
  const states = open();
  await states.observe('k', failing(message), { signal }).catch(() => {});
  expect((await states.read()).get('k')?.lastError?.message).toBe(kept);
});

test('what was aborted says nothing about a source', async () => {
  const states = open();
  const aborted = AbortSignal.abort();
  await states.observe('f', failing('over'), { signal: aborted }).catch(() => {});
  expect((await states.read()).has('f')).toBe(false);
});

test('a source that was silent for long until the asker gave up is told of', async () => {
  const log = createLog('test', 'error');
  const states = createSourceStates({ db: database.db, log, longSilenceMs: 0 });
  await states.observe('h', failing('over'), { signal: AbortSignal.abort() }).catch(() => {});
  expect((await states.read()).get('h')?.lastError?.message).toBe('It had not answered after 0 s.');
});

test('a source that is left alone for a while keeps the failure that led to it', async () => {
  const states = open();
  await states.observe('i', failing('It could not be reached.'), { signal }).catch(() => {});
  const before = (await states.read()).get('i');
  const skip = async () => {
    throw new AppError('source_unavailable', 'It is left alone.', { wasAsked: false });
  };
  await expect(states.observe('i', skip, { signal })).rejects.toThrow('left alone');
  expect((await states.read()).get('i')).toEqual(before);
});

test('a database that is away costs the source nothing', async () => {
  const away = { $executeRaw: async () => Promise.reject(new Error('away')) };
  const lines: string[] = [];
  const log = { ...createLog('test', 'error'), warn: (line: string) => void lines.push(line) };
  const states = createSourceStates({ db: away as unknown as typeof database.db, log });
  expect(await states.observe('g', async () => 1, { signal })).toBe(1);
  await states.stop();
  expect(lines).toHaveLength(1);
});
