import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Job } from '#lib/schema/job.ts';
import { createFakeGateway, type FakeGateway } from '#lib/testing/fake-gateway.ts';
import { type Product, startProduct } from '../e2e/start-product.ts';
import { type Behaviour, listBehaviours } from './gateways/behaviours.ts';
import { readLog, submitJob, untilEnded } from './product-jobs.ts';

const roles = ['planner', 'reader', 'writer', 'judge'] as const;
type Role = (typeof roles)[number];

const page = `# Cache

A cache entry lives for fifteen minutes unless a shorter time is set. An entry is cleared by the process that wrote it.

The cache holds at most fifty megabytes on disk. When it is full, the entry that was read longest ago is cleared first.

## Shelves

${Array.from({ length: 250 }, (_, index) => `Shelf ${index + 1} holds paper of ${60 + index} grams.`).join(' ')}
`;

/**
 * `npm run bench -- gateways [--roles writer,judge] [--only context] [--but context] [--from NAME] [--times once]
 * [--deadline 240] [--table FILE]`: each behaviour of the corpus and of the list in `gateways/behaviours.ts`, against the built product: a quick research
 * job in which one role's model behaves so, always or the first time. Prints for each how the job ended, what its
 * reader is told, whether the report is there, how many calls were made and how many answers were paid for twice, and
 * what of it nobody would expect; writes all of it as a Markdown table where `--table` says so.
 */
export async function gateways(flags: Record<string, string>): Promise<void> {
  const { only = '', but, times = 'always', roles: named = roles.join(','), deadline = '240', table } = flags;
  const gateway = createFakeGateway();
  await gateway.start();
  const documents = mkdtempSync(path.join(os.tmpdir(), 'intentui-bench-'));
  writeFileSync(path.join(documents, 'cache.md'), page);
  const product = await startProduct({
    DOCUMENTS_DIR: documents,
    ...{ GATEWAY_BASE_URL: gateway.url, GATEWAY_API_KEY: 'scripted', SOURCES: 'documents' },
    ...Object.fromEntries(roles.map((role) => [`MODEL_${role.toUpperCase()}`, role])),
    ...{ MODEL_FIRST_BYTE_TIMEOUT_SECONDS: '45', MODEL_IDLE_TIMEOUT_SECONDS: '5' },
  });
  const asked = roles.filter((role) => named.split(',').includes(role));
  const isAsked = ({ name }: Behaviour) => name.includes(only) && !(but && name.includes(but));
  const rows: Row[] = [];
  try {
    // What a process has learnt holds for it, so what teaches comes late, and pauses come last.
    const order = [undefined, 'lesson', 'pause'];
    const listed = listBehaviours()
      .filter(isAsked)
      .sort((left, right) => order.indexOf(left.leaves) - order.indexOf(right.leaves));
    const first = listed.findIndex(({ name }) => name === flags.from);
    const left = listed.slice(Math.max(first, 0));
    for (const [index, behaviour] of left.entries()) {
      const before = left[index - 1]?.leaves;
      if (before === 'pause' || (before && before !== behaviour.leaves)) await product.restart();
      for (const role of asked) {
        gateway.reset();
        if (times === 'once') gateway.next([behaviour.script], role);
        else gateway.always(behaviour.script, role);
        const seen = await observe(product, { gateway, deadline: Number(deadline) });
        const row = { name: behaviour.name, role, ...seen };
        rows.push({ ...row, faults: faultsOf(row, { behaviour, isOnce: times === 'once' }) });
        console.log(describe(rows.at(-1) as Row));
        if (table) writeFileSync(table, asTable(rows));
      }
    }
  } finally {
    await product.stop();
    await gateway.stop();
    rmSync(documents, { recursive: true, force: true });
  }
  const count = (holds: (row: Row) => boolean) => rows.filter(holds).length;
  console.log(
    `${rows.length} jobs: ${count(({ status }) => status === 'complete')} complete, ${count(({ hasReport }) => hasReport)} with a report, ` +
      `${count(({ read, hasReport }) => read && !hasReport)} without one though pages were read, ${count(({ twice }) => twice > 0)} paid twice, ` +
      `${count(({ faults }) => faults.length > 0)} not as expected`,
  );
}

type Seen = {
  status: string;
  told: string[];
  hasReport: boolean;
  read: boolean;
  calls: number;
  twice: number;
  seconds: number;
};
type Row = Seen & { name: string; role: Role; faults: string[] };

async function observe(
  product: Product,
  { gateway, deadline }: { gateway: FakeGateway; deadline: number },
): Promise<Seen> {
  const startedAt = performance.now();
  const { job_id } = await submitJob(product.url, {
    job_type: 'research',
    input_data: { query: 'How long does a cache entry live and who clears it?', preset: 'quick' },
    deadline_seconds: deadline,
  });
  const job: Job = await untilEnded(product.url, job_id, { withinMs: 1000 * deadline + 90_000 });
  const log = await readLog(product.url, job_id);
  const warnings = log.flatMap((event) => (event.type === 'warning' ? [event.message] : []));
  const { report, audit } = (job.result ?? {}) as {
    report?: { citations?: unknown[] };
    audit?: { entries: { why: string }[] };
  };
  const why = audit?.entries.map((entry) => entry.why) ?? [];
  return {
    status: job.status,
    told: [...(job.error ? [job.error.message] : []), ...warnings, ...new Set(why)],
    hasReport: (report?.citations ?? []).length > 0,
    read: log.some(({ type }) => type === 'source-read'),
    calls: gateway.calls.length,
    twice: gateway.answeredTwice().length,
    seconds: (performance.now() - startedAt) / 1000,
  };
}

/** What of a row nobody would expect. */
function faultsOf(
  { role, status, told, hasReport, read, twice }: Omit<Row, 'faults'>,
  { behaviour, isOnce }: { behaviour: Behaviour; isOnce: boolean },
): string[] {
  const mayFail = role === 'planner' && behaviour.isForPeople && !read;
  const wanted = isOnce && !behaviour.isForPeople ? undefined : behaviour.says?.(role);
  return [
    ...(status !== 'complete' && !mayFail ? ['failed'] : []),
    ...(!hasReport && !mayFail ? ['no report'] : []),
    ...(twice > 0 ? ['paid twice'] : []),
    ...(wanted && !told.some((words) => wanted.test(words)) ? ['cause not told'] : []),
    ...(!wanted && told.some((words) => / without the model|could not be judged/.test(words))
      ? ['the model was given up']
      : []),
  ];
}

const describe = ({ name, role, status, told, hasReport, calls, twice, seconds, faults }: Row) =>
  `${faults.length > 0 ? `NOT AS EXPECTED (${faults.join(', ')}): ` : ''}${name} (${role}): ${status}${hasReport ? ', with its report' : ', no report'}, ${calls} calls, ${twice} paid twice, ${seconds.toFixed(0)} s${told.length > 0 ? ` — ${told.join(' | ')}` : ''}`;

function asTable(rows: readonly Row[]): string {
  const lines = rows.map(({ name, role, status, told, hasReport, calls, twice, seconds, faults }) =>
    [
      name,
      role,
      status,
      told.join('<br>') || '–',
      calls,
      twice,
      hasReport ? 'yes' : 'no',
      seconds.toFixed(0),
      faults.join(', ') || '–',
    ]
      .map((cell) => String(cell).replaceAll('|', '\\|'))
      .join(' | '),
  );
  const head = [
    'behaviour',
    'role',
    'ends',
    'the user sees',
    'calls',
    'paid twice',
    'report',
    's',
    'not as expected',
  ];
  return `| ${head.join(' | ')} |\n|${head.map(() => '---').join('|')}|\n${lines.map((line) => `| ${line} |`).join('\n')}\n`;
}
