import type { ServerResponse } from 'node:http';
import { describe, expect, test } from 'vitest';
import { causesOf } from '#lib/errors.ts';
import { Hit, Page } from '#lib/schema/source.ts';
import type { Source } from '#lib/sources/source.ts';

/** What a calendar says in place of its events; true when it has answered. */
export type Instead = (response: ServerResponse) => boolean;

export type CalendarUnderTest = {
  /** The source over a calendar that holds `told`, or says something else. */
  open(instead?: Instead, told?: readonly Told[]): Promise<Source>;
  unreachable(): Promise<Source>;
  /** What no failure may tell. */
  password: string;
};

/** An appointment as each calendar under test writes it in its own form; moments end with `Z`. */
export type Told = { uid: string; summary: string; start: string; end: string; location?: string };

export const usual: readonly Told[] = [
  { uid: '3', summary: 'Dinner', start: '2026-12-03T18:00:00Z', end: '2026-12-03T20:00:00Z' },
  { uid: '1', summary: 'Holiday', start: '2026-12-01', end: '2026-12-02' },
  {
    uid: '2',
    summary: 'Review',
    start: '2026-12-01T09:00:00Z',
    end: '2026-12-01T10:00:00Z',
    location: 'Room 4',
  },
  { uid: '4', summary: 'Trip', start: '2026-12-04T22:00:00Z', end: '2026-12-05T06:00:00Z' },
];
const lines = [
  'Appointment on Tuesday 1 December 2026, all day: Holiday',
  'Appointment on Tuesday 1 December 2026, 09:00–10:00 (UTC): Review, at Room 4',
  'Appointment on Thursday 3 December 2026, 18:00–20:00 (UTC): Dinner',
  'Appointment from Friday 4 December 2026, 22:00 to Saturday 5 December 2026, 06:00 (UTC): Trip',
];
const timeRange = { from: '2026-11-30', to: '2026-12-06', time_zone: 'UTC', words: 'this week' };

/** What is promised of a calendar, however it is reached; beside what its own tests show. */
export function describeCalendar({ open, unreachable, password }: CalendarUnderTest): void {
  const { signal } = new AbortController();
  const find = async (source: Source, more: { limit?: number; signal?: AbortSignal } = {}) =>
    source.search('x', { signal, limit: 20, timeRange, ...more });
  const said = (hits: readonly Hit[]) => hits.map(({ snippet }) => snippet);
  const failure = async (source: Source) => {
    const thrown = await find(source).then(
      (hits) => Promise.reject(new Error(`it answered ${JSON.stringify(said(hits))}`)),
      (reason) => reason,
    );
    const told = [...causesOf(thrown)].map((error) => `${error.message}\n${error.stack}`).join('\n');
    expect(told).not.toContain(password);
    return thrown;
  };
  const status = (code: number, headers: Record<string, string> = {}): Instead => {
    return (response) => Boolean(response.writeHead(code, headers).end('{"message":"no"}'));
  };

  describe('as every calendar', () => {
    test('it is asked for times alone', async () => {
      const source = await open();
      expect(source).toMatchObject({ kind: 'calendar', suits: 'times' });
      expect(source.id).toMatch(/^[a-z][a-z0-9-]*$/);
    });

    test('every appointment on the days is a hit of its own, in the order of time', async () => {
      const hits = await find(await open());
      expect(said(hits)).toEqual(lines);
      expect(hits.map((hit) => Hit.parse(hit))).toEqual(hits);
      expect(new Set(hits.map(({ url }) => url)).size).toBe(hits.length);
      const scores = hits.map(({ score }) => score);
      expect(scores).toEqual([...scores].sort((left, right) => right - left));
    });

    test('each has a page in which its line stands, also for a process that did not find it', async () => {
      const [source, other] = [await open(), await open()];
      for (const hit of await find(source)) {
        for (const reader of [source, other]) {
          const page = Page.parse(await reader.read(hit, { signal }));
          expect(page.text).toContain(`- ${hit.snippet}`);
          expect(page.url).toBe(hit.url);
        }
      }
    });

    test.each([1, 2, 3])('of more than %i it tells the first, and that there are more', async (limit) => {
      const hits = await find(await open(), { limit });
      expect(said(hits)).toEqual([
        `Only the first ${limit - 1} of 4 appointments from 30 November 2026 to 6 December 2026 (UTC) are listed`,
        ...lines.slice(0, limit - 1),
      ]);
    });

    test('where there are none one hit says so; where some are meant by their words, none does', async () => {
      const source = await open(undefined, []);
      const [none, ...more] = await find(source);
      expect(none?.snippet).toMatch(/^No appointments from 30 November 2026 to 6 December 2026 \(UTC\)/);
      expect(more).toEqual([]);
      const about = { ...timeRange, about: "Rosa's birthday" };
      expect(await source.search('x', { signal, limit: 5, timeRange: about })).toEqual([]);
      expect(
        said(await (await open()).search('x', { signal, limit: 5, timeRange: { ...about, about: 'trip' } })),
      ).toEqual(lines.slice(3));
    });

    test('words of others arrive as one harmless line', async () => {
      const summary = `Talk\u202e <script>\u200b [x](javascript:alert(1)) ${'é'.repeat(3000)}`;
      const [hit] = await find(await open(undefined, [{ ...(usual[2] as Told), summary }]));
      expect(hit?.title.isWellFormed()).toBe(true);
      expect(`${hit?.title}${hit?.snippet}`).not.toMatch(/[\p{Cc}\u202a-\u202e\u200b]/u);
      expect(hit?.title.length).toBeLessThanOrEqual(300);
    });

    test('it does not begin when the signal has aborted, and who leaves in the middle is answered at once', async () => {
      const aborted = AbortSignal.abort(new Error('over'));
      await expect(find(await open(), { signal: aborted })).rejects.toThrow('over');
      const leaving = new AbortController();
      const never: Instead = () => {
        setImmediate(() => leaving.abort(new Error('over')));
        return true;
      };
      await expect(find(await open(never), { signal: leaving.signal })).rejects.toThrow('over');
    });

    test('what cannot be reached is a fault of the source', async () => {
      expect((await failure(await unreachable())).code).toMatch(/^source_(?:failed|unavailable)$/);
    });

    test.each<[string, Instead]>([
      ['a refusal (401)', status(401)],
      ['a request to wait (429)', status(429, { 'retry-after': '1' })],
      ['a fault (500)', status(500)],
      ['a redirect', status(302, { location: 'http://127.0.0.1:9/' })],
      ['an end in the middle', (response) => Boolean(response.destroy())],
    ])('%s is a failure in words, without the password', async (_, instead) => {
      const thrown = await failure(await open(instead));
      expect(thrown.code).toMatch(/^source_(?:failed|unavailable)$/);
      expect(thrown.message).toMatch(/\p{L}{3,} .*\.$/su);
    });

    test('50 MB are not read', async () => {
      let sent = 0;
      const flood: Instead = (response) => {
        response.writeHead(200, { 'content-type': 'application/json' });
        const more = () => {
          while (sent < 50 && !response.destroyed) {
            sent += 1;
            if (!response.write('x'.repeat(2 ** 20))) return void response.once('drain', more);
          }
          response.end();
        };
        more();
        return true;
      };
      expect((await failure(await open(flood))).code).toMatch(/^source_(?:failed|unavailable)$/);
      expect(sent).toBeLessThan(50);
    });
  });
}
