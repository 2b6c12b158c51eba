import type { Mutation } from '../mutation.ts';

const tests = ['lib/log-stream/event-stream.db.test.ts'];
const page = ['components/job-log/reduce-events.test.ts'];

/** A log as it is followed, and as a page and a chat read it. */
export const logStream: readonly Mutation[] = [
  {
    what: 'a stream is done before the rest of an ended job is sent',
    in: 'lib/log-stream',
    find: '(job.ended && job.lastSeq === reached)) end();',
    replace: 'job.ended) end();',
    tests,
  },
  {
    what: 'a stream hears of new events by their notification alone',
    in: 'lib/log-stream',
    find: 'setInterval(() => void readOn(true), pollMs)',
    replace: 'setInterval(() => {}, pollMs)',
    tests,
  },
  {
    what: 'a stream hears of new events by looking alone',
    in: 'lib/log-stream',
    find: '      isWoken = true;\n      void readOn();',
    replace: '',
    tests,
  },
  {
    what: 'a stream that its client left goes on',
    in: 'lib/log-stream',
    find: '    left.abort();',
    replace: '',
    tests,
    harmless: 'cancelling also ends the generator, which stops listening at its next turn',
  },
  {
    what: 'a stream gives no sign of life',
    in: 'lib/log-stream',
    find: '(await isQuiet(heartbeatMs)) && tail.reached !== null',
    replace: '(await isQuiet(heartbeatMs)) && false',
    tests,
  },
  {
    what: 'a reader that takes nothing is kept, however much comes',
    in: 'lib/log-stream',
    find: 'bytes - viewer.tookAt > mostBehindBytes',
    replace: 'bytes - viewer.tookAt > 2 ** 40',
    tests,
  },
  {
    what: 'a tail hands on from memory what it no longer has',
    in: 'lib/log-stream',
    find: 'first && first.seq <= seq + 1 ? kept.slice(seq + 1 - first.seq) : null',
    replace: 'first ? kept.slice(Math.max(0, seq + 1 - first.seq)) : null',
    tests,
  },
  {
    what: 'a client that reads nothing is never let go',
    in: 'lib/server/cut-silent-readers.ts',
    find: 'if (isHeldUp(response)) response.destroy();',
    replace: 'void isHeldUp(response);',
    tests: ['lib/server/cut-silent-readers.db.test.ts'],
  },
  {
    what: 'one event that cannot be stored takes others with it',
    in: 'lib/jobs',
    find: 'else for (const entry of batch) await write([entry]);',
    replace: 'else for (const { reject } of batch) reject(error);',
    tests: ['lib/jobs/log-writer.db.test.ts'],
  },
  {
    what: 'the listener does not come back after its connection was lost',
    in: 'lib/jobs',
    find: 'void connect();',
    replace: '',
    tests,
  },
  {
    what: 'a page takes events after a gap',
    in: 'components/job-log',
    find: 'event.seq !== next.lastSeq + 1',
    replace: 'event.seq <= next.lastSeq',
    tests: page,
  },
  {
    what: 'a page takes an event twice',
    in: 'components/job-log',
    find: 'event.seq !== next.lastSeq + 1',
    replace: 'event.seq > next.lastSeq + 1',
    tests: page,
  },
  {
    what: 'a page keeps a text that is begun again',
    in: 'components/job-log',
    find: "putText(next, event.text_id, () => ''),",
    replace: 'putText(next, event.text_id, (text) => text),',
    tests: page,
  },
  {
    what: 'the chat keeps a text that is begun again',
    in: 'lib/log-stream',
    find: "{ type: 'reset-step' },",
    replace: '',
    tests: ['lib/log-stream/ui-message/translate-event.test.ts'],
  },
];
