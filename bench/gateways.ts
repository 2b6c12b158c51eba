import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Job } from '#lib/schema/job.ts';
import { createFakeGateway, type FakeGateway, type Script } from '#lib/testing/fake-gateway.ts';
import { readFixtures } from '#lib/testing/fixture-server.ts';
import { type Product, startProduct } from '../e2e/start-product.ts';
import { readLog } from './load.ts';

const roles = ['planner', 'reader', 'writer', 'judge'] as const;
type Role = (typeof roles)[number];

const page = `# Cache

A cache entry lives for fifteen minutes unless a shorter time is set. An entry is cleared by the process that wrote it.

The cache holds at most fifty megabytes on disk. When it is full, the entry that was read longest ago is cleared first.
`;

/** What no file can hold: what takes its time, or depends on the prompt. */
const behaviours: Record<string, Script> = {
  'silent for 40 s': { delayMs: 40_000 },
  'silent for good': { hangAfter: 0 },
  'stops in the middle and stays silent': { hangAfter: 3 },
  'cut in the middle': { cut: { after: 5, how: 'end' } },
  'lost in the middle': { cut: { after: 5, how: 'reset' }, tokenDelayMs: 5 },
  'an error in the middle': { errorAfter: 5 },
  'says nothing': { text: ' ' },
  'thinks first': { think: 'Hm, let me see.' },
};

/**
 * `npm run bench -- gateways [--roles writer,judge] [--only context] [--times once] [--deadline 240]`: each behaviour of the corpus and
 * of the list above, against the built product: a quick research job in which one role's model behaves so, always or
 * the first time. Prints for each how the job ended, what its reader is told, whether the report is there, how many
 * calls were made and how many answers were paid for twice.
 */
export async function gateways(flags: Record<string, string>): Promise<void> {
  const { only = '', times = 'always', roles: named = roles.join(','), deadline = '240' } = flags;
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
  const rows: Row[] = [];
  try {
    for (const { name, script } of listScripts().filter((listed) => listed.name.includes(only))) {
      for (const role of asked) {
        gateway.reset();
        if (times === 'once') gateway.next([script], role);
        else gateway.always(script, role);
        const row = { name, role, ...(await observe(product, { gateway, deadline: Number(deadline) })) };
        rows.push(row);
        console.log(`${row.name} (${role}): ${describe(row)}`);
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
      `${count(({ read, hasReport }) => read && !hasReport)} without one though pages were read, ${count(({ twice }) => twice > 0)} paid twice`,
  );
}

type Row = {
  name: string;
  role: Role;
  status: string;
  told: string[];
  hasReport: boolean;
  read: boolean;
  calls: number;
  twice: number;
  seconds: number;
};

function listScripts(): { name: string; script: Script }[] {
  const recorded = readFixtures()
    .filter(({ fixture }) => 'code' in fixture.expect)
    .map(({ name, fixture }) => ({ name, script: { fixture } }));
  return [...recorded, ...Object.entries(behaviours).map(([name, script]) => ({ name, script }))];
}

async function observe(
  product: Product,
  { gateway, deadline }: { gateway: FakeGateway; deadline: number },
): Promise<Omit<Row, 'name' | 'role'>> {
  const startedAt = performance.now();
  const response = await fetch(`${product.url}/api/v1/jobs`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      job_type: 'research',
      input_data: { query: 'How long does a cache entry live and who clears it?', preset: 'quick' },
      deadline_seconds: deadline,
    }),
  });
  let job = Job.parse(await response.json());
  while (!job.completed_at) {
    await sleep(250);
    job = Job.parse(await (await fetch(`${product.url}/api/v1/jobs/${job.job_id}`)).json());
  }
  const log = await readLog(product.url, job.job_id);
  const warnings = log.flatMap((event) => (event.type === 'warning' ? [event.message] : []));
  const { report } = (job.result ?? {}) as { report?: { citations?: unknown[] } };
  return {
    status: job.status,
    told: [...(job.error ? [job.error.message] : []), ...warnings],
    hasReport: (report?.citations ?? []).length > 0,
    read: log.some(({ type }) => type === 'source-read'),
    calls: gateway.calls.length,
    twice: gateway.answeredTwice().length,
    seconds: (performance.now() - startedAt) / 1000,
  };
}

const describe = ({ status, told, hasReport, calls, twice, seconds }: Row) =>
  `${status}${hasReport ? ', with its report' : ', no report'}, ${calls} calls, ${twice} paid twice, ${seconds.toFixed(0)} s${told.length > 0 ? ` — ${told.join(' | ')}` : ''}`;
