import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { AppError } from '#lib/errors.ts';
import { presets } from '#lib/job-types/research/schema.ts';
import type { SearchSource } from '#lib/research/ports.ts';
import type { EventBody } from '#lib/schema/event.ts';
import type { EffortCaps } from '#lib/schema/plan.ts';
import { startTestGateway, type TestGateway } from '#lib/testing/gateway.ts';
import { pageSource } from '#lib/testing/page-source.ts';
import { researchInMemory } from '#lib/testing/research-in-memory.ts';
import { waitUntil } from '#lib/testing/wait-until.ts';
import { type TimedWork, timeShares } from './time-shares.ts';

let running: TestGateway;
beforeEach(async () => {
  running = await startTestGateway();
});
afterEach(() => running.stop());

const question = 'How long does a cache entry live and who clears it?';
const pageCount = 30;
const pages = Array.from({ length: pageCount }, (_, index) => ({
  url: `https://host${index}.example/cache`,
  title: `Cache ${index}`,
  text: `# Cache ${index}\n\nA cache entry of kind ${index} lives for ${index + 2} minutes. An entry of kind ${index} is cleared by the process that wrote it.`,
}));

function createWeb() {
  const count = { searches: 0, reads: 0 };
  const all = pageSource(pages, { id: 'web', name: 'The web' });
  const web: SearchSource = {
    ...all,
    search(query, options) {
      count.searches += 1;
      return all.search(query, options);
    },
    read(hit, options) {
      count.reads += 1;
      return all.read(hit, options);
    },
  };
  return { web, count };
}

async function ask(options: {
  effort?: (typeof presets)['quick'];
  caps?: EffortCaps;
  seconds?: number;
  endOf?: (work: TimedWork) => AbortSignal;
  onEvent?: (event: EventBody) => void;
  isLow?: AbortSignal;
  roles?: readonly string[];
  web?: SearchSource;
}) {
  const { effort = presets.quick, caps, web = createWeb().web, roles, ...more } = options;
  const { gateway } = running;
  const all = ['planner', 'reader', 'writer', 'judge'] as const;
  const models = Object.fromEntries(
    all.filter((role) => roles?.includes(role) ?? true).map((role) => [role, gateway.model(role)]),
  );
  return researchInMemory(
    { question, effort, caps, sourceIds: ['web'] },
    { sources: [web], models, ...more },
  );
}
const warnings = ({ events }: Awaited<ReturnType<typeof ask>>) =>
  events.flatMap((event) => (event.type === 'warning' ? [event.message] : []));

/** A job's time that goes on only when it is told to: up to the end of a share, and of all shares before it. */
function createTime() {
  const works = Object.keys(timeShares) as TimedWork[];
  const ends = new Map(works.map((work) => [work, new AbortController()]));
  return {
    endOf: (work: TimedWork) => (ends.get(work) as AbortController).signal,
    goOnTo(share: TimedWork) {
      const over = new AppError('deadline_exceeded', 'Its time in this job was over before it had answered.');
      for (const [work, end] of ends) if (timeShares[work] <= timeShares[share]) end.abort(over);
    },
  };
}

describe('time', () => {
  /** The share that ends the waiting for each: the planner is asked for a plan, and later for an outline. */
  const shareOf = (model: string, nth: number): TimedWork =>
    model === 'planner' ? (nth === 0 ? 'plan' : 'outline') : model === 'reader' ? 'read' : 'model';

  test.each([
    ['planner', [/^The plan was made without the model: It had not answered/]],
    ['reader', [/^Pages were read without the model: It had not answered/]],
    ['writer', [/^The time for models is over/]],
    ['judge', [/^The report could not be judged/]],
    ['whole gateway', [/^The plan was made without/, /^Pages were read without/, /^The time for models/]],
  ])(
    'a %s that hangs costs a job its help until its time is over, never the report, and is told once',
    async (who, told) => {
      running.fake.always({ hangAfter: 0 }, who === 'whole gateway' ? undefined : who);
      const time = createTime();
      let isDone = false;
      const asked = ask({ endOf: time.endOf }).finally(() => {
        isDone = true;
      });
      const hanging = waitUntil(() => {
        const hung = running.fake.calls.filter(({ model }) => who === model || who === 'whole gateway');
        for (const call of hung) {
          const nth = hung.filter(({ model }) => model === call.model).indexOf(call);
          if (call.outcome === 'open') time.goOnTo(shareOf(call.model, nth));
        }
        return isDone;
      });
      const [done] = await Promise.all([asked, hanging]);
      expect(done.report.markdown).toContain('minutes');
      expect(done.report.nothing_found).toBe(false);
      const heard = warnings(done);
      for (const words of told) expect(heard.filter((message) => words.test(message))).toHaveLength(1);
      await expect.poll(() => running.fake.calls.some(({ outcome }) => outcome === 'open')).toBe(false);
    },
  );

  test('what a slow writer has written when the time is over is kept to its last whole sentence', async () => {
    const written = 'kind 8 lives for 10 minutes, as its page says.';
    const words = prose.slice(0, prose.indexOf(written) + written.length).split(' ').length;
    running.fake.next([{ text: prose, hangAfter: words + 3 }], 'writer');
    const time = createTime();
    let text = '';
    const done = await ask({
      endOf: time.endOf,
      onEvent(event) {
        if (event.type !== 'text-delta') return;
        text += event.delta;
        if (text.includes(written)) time.goOnTo('model');
      },
    });
    const entry = done.audit.entries.find(({ what }) => what === 'cut');
    expect(entry?.why).toContain('Time or money');
    const { markdown } = done.report;
    expect(markdown).toContain('The first thing to know');
    expect(markdown).toContain(written);
    expect(markdown).not.toContain('kind 9');
  });

  test('a job whose time is over before anything was read fails and says so', async () => {
    const { web } = createWeb();
    const slow: SearchSource = {
      ...web,
      read: (_, { signal }) =>
        new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
    };
    await expect(ask({ seconds: 2, web: slow })).rejects.toMatchObject({
      code: 'deadline_exceeded',
      message: expect.stringContaining('before any page was read'),
    });
  });
});

const prose = `The first thing to know is that a cache entry of kind 0 lives for 2 minutes.[q1] An entry of kind 0 is cleared by the process that wrote it.[q2] ${Array.from(
  { length: 28 },
  (_, index) => `A cache entry of kind ${index} lives for ${index + 2} minutes, as its page says.`,
).join(' ')}`;

describe('pages and searches', () => {
  test.each([1, 5, 10])('no more than %d pages are read, and the report is there', async (pages) => {
    const { web, count } = createWeb();
    const done = await ask({ caps: { pages }, web });
    expect(count.reads).toBe(pages);
    expect(done.early).toBe('budget');
    expect(done.report.nothing_found).toBe(false);
  });

  test.each([1, 2])('no more than %d searches are made, the first query of each part first', async (most) => {
    const { web, count } = createWeb();
    const done = await ask({ effort: presets.standard, caps: { searches: most }, web });
    expect(count.searches).toBe(most);
    expect(done.early).toBe('budget');
    expect(done.report.nothing_found).toBe(false);
  });

  test('caps beyond what the effort needs change nothing', async () => {
    const { early } = await ask({ caps: { pages: 500, searches: 500 } });
    expect(early).toBeNull();
  });
});

test('money that runs low ends searching with the round, and what was found is read by code', async () => {
  const low = new AbortController();
  const { web, count } = createWeb();
  running.fake.always({ delayMs: 50 }, 'reader');
  const thrifty: SearchSource = {
    ...web,
    async read(hit, options) {
      if (count.reads === 3) low.abort();
      return web.read(hit, options);
    },
  };
  const done = await ask({ effort: presets.deep, isLow: low.signal, web: thrifty });
  expect(done.early).toBe('budget');
  const asked = running.fake.calls.filter(({ model }) => model === 'reader').length;
  expect(asked).toBeLessThan(count.reads);
  expect(new Set(done.quotes.map(({ url }) => url)).size).toBeGreaterThan(asked);
  expect(done.events.filter(({ type }) => type === 'review')).toHaveLength(0);
  expect(done.report.sentences.some(({ kind }) => kind === 'finding')).toBe(true);
});
