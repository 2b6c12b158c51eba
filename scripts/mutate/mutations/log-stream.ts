import type { Mutation } from '../mutation.ts';

const tests = ['lib/log-stream/event-stream.db.test.ts'];
const page = ['components/job-log/reduce-events.test.ts'];

/** A log as it is followed, and as a page and a chat read it. */
export const logStream: readonly Mutation[] = [
  {
    what: 'a stream is done before the rest of an ended job is sent',
    in: 'lib/log-stream',
    find: 'if (!job) return true;',
    replace: 'if (!job || isTerminal(job.status as JobStatus)) return true;',
    tests,
  },
  {
    what: 'a stream hears of new events by their notification alone',
    in: 'lib/log-stream',
    find: 'Promise.race([woken, pause(pollMs, signal)])',
    replace: 'Promise.race([woken, pause(2 ** 30, signal)])',
    tests,
  },
  {
    what: 'a stream hears of new events by looking alone',
    in: 'lib/log-stream',
    find: 'listener.onEvent(jobId, () => wake())',
    replace: 'listener.onEvent(jobId, () => {})',
    tests,
  },
  {
    what: 'a stream that its client left goes on',
    in: 'lib/log-stream',
    find: 'left.abort();',
    replace: '',
    tests,
    harmless: 'cancelling also ends the generator, which stops listening at its next turn',
  },
  {
    what: 'a stream gives no sign of life',
    in: 'lib/log-stream',
    find: 'Date.now() - quietSince >= heartbeatMs',
    replace: 'false',
    tests,
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
