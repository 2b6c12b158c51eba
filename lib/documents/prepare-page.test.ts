import { gzipSync } from 'node:zlib';
import { beforeAll, expect, test } from 'vitest';
import { prepareText, readWebPage } from './prepare-page.ts';

/** Takes several seconds to parse. */
const slow = '*a_ '.repeat(10_000);
const { signal } = new AbortController();

/** How long it takes here and now, on a busy machine too. */
let wholeMs: number;
beforeAll(async () => {
  const startedAt = performance.now();
  await prepareText(slow, signal);
  wholeMs = performance.now() - startedAt;
}, 60_000);

test.each([
  ['an answer', (leaving: AbortSignal) => prepareText(slow, leaving)],
  [
    'a web page',
    (leaving: AbortSignal) =>
      readWebPage('https://a.example/', {
        signal: leaving,
        fetchPage: async (url) => ({ url, mediaType: 'text/markdown', text: slow }) as never,
      }),
  ],
])('who stops waiting for %s that takes long to clean is let go, and so is its thread', async (_, read) => {
  const startedAt = performance.now();
  const leaving = [1, 2, 3, 4].map(() => new AbortController());
  const pages = leaving.map((one) => read(one.signal));
  for (const one of leaving) one.abort(new Error('cancelled'));
  for (const page of pages) await expect(page).rejects.toThrow('cancelled');
  // Threads that went on would hold this one up.
  const page = await prepareText(`# Tides\n\n${'Tides turn turbines. '.repeat(200)}`, signal);
  expect(page.text).toContain('Tides turn turbines.');
  expect(performance.now() - startedAt).toBeLessThan(wholeMs);
});

/** Some 300,000 characters, of which the last say the most. */
const long = `# Tides\n\n${'Tides turn turbines.\n\n'.repeat(14_000)}They turn backwards at night.\n`;

test.each([
  ['an answer', () => prepareText(long, signal)],
  [
    'a web page',
    () =>
      readWebPage('https://a.example/', {
        signal,
        fetchPage: async (url) => ({ url, mediaType: 'text/markdown', text: long }) as never,
      }),
  ],
])('%s that is too long to keep says how long it is; one that fits says nothing', async (name, read) => {
  const { text, about } = await read();
  expect(text).not.toContain('backwards');
  expect(text.length).toBeGreaterThan(190_000);
  expect(about?.cut_from).toBeGreaterThan(290_000);
  const short = await prepareText('# Tides', signal);
  expect([name, short.about]).toEqual([name, undefined]);
});

test('a packed manual page of the web is read as what it holds', async () => {
  const body = gzipSync('.TH PUMP 1\n.SH NAME\npump \\- moves water\n.SH USE\nIt pumps.\n');
  const page = await readWebPage('https://a.example/pump.1.gz', {
    signal,
    fetchPage: async (url, { accept = [] }) => {
      expect(accept).toContain('application/gzip');
      return { url, status: 200, mediaType: 'application/gzip', contentType: 'application/gzip', body };
    },
  });
  expect(page).toMatchObject({
    title: 'pump - moves water',
    text: expect.stringContaining('## USE\n\nIt pumps.'),
  });
});
