import { setTimeout as sleep } from 'node:timers/promises';
import { type Asking, askByName } from '../../../e2e/ask-by-name.ts';
import { type LogReading, readLog } from './read-log.ts';

/** What became of a job, as its client saw it. */
export type Seen = LogReading & {
  status: string;
  /** The length of the log, as the job itself tells it. */
  toldSeq: number;
};

const questions = [
  'What is the outbox for?',
  'How is the embedded PostgreSQL started?',
  'What does one public address change for a proxy?',
  'When are old jobs removed?',
];

/** A client of the stand: it shows its key, and asks again what a part that is away has refused. */
export function createClient(options: { address: string; key: string; signal: AbortSignal }) {
  const { address, key, signal } = options;
  const statuses = new Map<number, number>();
  const ask = async (at: string, asking: Asking = {}) => {
    const answer = await askByName(`${address}/api/v1/${at}`, {
      signal: AbortSignal.any([signal, AbortSignal.timeout(60_000)]),
      ...asking,
      headers: { authorization: `Bearer ${key}`, ...asking.headers },
    });
    statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
    return answer;
  };
  /** Until it is answered; what will be refused for ever is thrown. */
  const insist = async (at: string, asking?: Asking) => {
    for (;;) {
      signal.throwIfAborted();
      const answer = await ask(at, asking).catch(() => undefined);
      if (answer && answer.status < 300) return answer;
      if (answer && answer.status < 500 && answer.status !== 429)
        throw new Error(`${at} answered ${answer.status}: ${answer.text.slice(0, 300)}`);
      await sleep(300);
    }
  };
  return {
    /** Asks for one job and follows it to its end. */
    async runJob(number: number): Promise<Seen> {
      const query = `${questions[number % questions.length]} (case ${number})`;
      const taken = await insist('jobs', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': `stand-${number}` },
        body: JSON.stringify({ job_type: 'research', input_data: { query, preset: 'quick' } }),
      });
      const { job_id: id } = taken.json<{ job_id: string }>();
      const reading = await readLog((asking) => ask(`jobs/${id}/stream`, asking), signal);
      const job = (await insist(`jobs/${id}`)).json<{ status: string; last_seq: number }>();
      return { ...reading, status: job.status, toldSeq: job.last_seq };
    },
    /** How many jobs there are. */
    async countJobs(): Promise<number> {
      const { counts } = (await insist('jobs?limit=1')).json<{ counts: Record<string, number> }>();
      return Object.values(counts).reduce((sum, count) => sum + count, 0);
    },
    /** How often which status was answered. */
    statuses: () => new Map(statuses),
  };
}
export type Client = ReturnType<typeof createClient>;
