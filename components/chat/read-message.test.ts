import { expect, test } from 'vitest';
import { emptyLog, type JobLog, reduceEvents } from '#components/job-log/reduce-events.ts';
import { foldLog } from '#lib/log-stream/ui-message/fold-log.ts';
import { readRecorded } from '#lib/testing/recorded-log.ts';
import { readMessage } from './read-message.ts';

/** What a message tells; the rest stands in events alone. */
const told = (log: JobLog) => ({
  status: log.status,
  phase: log.phase,
  startedAt: log.startedAt,
  endedAt: log.endedAt,
  plan: log.plan,
  steps: log.steps,
  sources: log.sources,
  lostSources: log.lostSources,
  text: log.text?.text || null,
  // A text that its job left open is over in a message, and drawn as over on the page.
  writing: log.text !== null && !log.text.done && log.endedAt === null,
  model: log.text?.model ?? null,
  citations: log.citations.map(({ number, url, title }) => ({ number, url, title })),
  claims: log.claims,
  verdict: log.verdict,
  usage: log.usage,
  warnings: log.warnings,
  error: log.error,
});

test.each(['research', 'reset', 'failed'] as const)(
  'a message shows what the job’s page shows, after each event of a recorded log: %s',
  async (name) => {
    const events = readRecorded(name);
    for (let length = 1; length <= events.length; length += 1) {
      const some = events.slice(0, length);
      const message = await foldLog(some);
      expect(message).not.toBeNull();
      if (message) expect(told(readMessage(message))).toEqual(told(reduceEvents(emptyLog, some)));
    }
  },
);

test('of a text that was begun again only what stands now is shown', async () => {
  const message = await foldLog(readRecorded('reset'));
  const end = readRecorded('reset').findLast((event) => event.type === 'text-end');
  expect(message && readMessage(message).text?.text).toBe(end?.type === 'text-end' ? end.text : null);
});
