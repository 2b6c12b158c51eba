import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Report } from '#lib/schema/report.ts';
import { createTestDatabase } from '#lib/testing/database.ts';
import { createTestJob } from '#lib/testing/job.ts';
import { testQuotes } from '#lib/testing/quotes.ts';
import { reportFrom } from '#lib/testing/report.ts';
import { runChild } from '../../scripts/run-child.ts';
import { checkCitations } from './check-citations.ts';
import { saveDraft, saveQuotes, saveSnapshot } from './evidence.ts';

let database: Awaited<ReturnType<typeof createTestDatabase>>;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const url = 'doc://cache';
const text = 'A cache entry lives for fifteen minutes. It is cleared by its writer.';
let jobId: string;
let snapshotId: string;
let report: Report;

/** A job whose report rests on the first sentence of one page. */
beforeEach(async () => {
  const { db } = database;
  jobId = await createTestJob(db);
  snapshotId = await saveSnapshot(db, `${text}\n\nRead for ${jobId}.`);
  const quotes = testQuotes(text, { url }).map((quote) => ({ ...quote, snapshot_id: snapshotId }));
  report = reportFrom('A cache entry lives for fifteen minutes.[q1]', quotes);
  await saveQuotes(db, { jobId, quotes });
  await saveDraft(db, { jobId, name: 'report', data: report });
});

const run = (statement: string) =>
  database.db.$executeRawUnsafe(statement.replaceAll('$job', jobId).replaceAll('$snapshot', snapshotId));
const faults = async () => (await checkCitations(database.db, jobId)).faults;

test('a report that nobody has touched holds, and what was checked is counted', async () => {
  expect(await checkCitations(database.db, jobId)).toEqual({
    quotes: 2,
    findings: 1,
    notes: 0,
    snapshots: 1,
    faults: [],
  });
});

test('a job without a report is not found', async () => {
  const other = await createTestJob(database.db);
  await expect(checkCitations(database.db, other)).rejects.toMatchObject({ code: 'not_found' });
});

describe('what somebody changed in the database is told', () => {
  test.each([
    [
      'the words of a quote',
      `UPDATE quote SET text = replace(text, 'fifteen', 'fifty') WHERE job_id = '$job' AND number = 1`,
      /^Quote 1 does not stand at 0–40/,
    ],
    [
      'where a quote stands',
      `UPDATE quote SET start_offset = 1, end_offset = 41 WHERE job_id = '$job' AND number = 1`,
      /^Quote 1 does not stand at 1–41/,
    ],
    [
      'the text of a snapshot behind its quotes',
      `UPDATE snapshot SET text = text || '.' WHERE id = '$snapshot'`,
      /^Snapshot \S+ does not have the sha256 that is stored/,
    ],
    [
      'the hash of a snapshot',
      `UPDATE snapshot SET sha256 = repeat('0', 64) WHERE id = '$snapshot'`,
      /^Snapshot \S+ does not have the sha256 that is stored/,
    ],
    [
      'a quote that is gone',
      `DELETE FROM quote WHERE job_id = '$job' AND number = 1`,
      /rests on quote 1, which does not exist/,
    ],
    [
      'a finding that lost its quote',
      `UPDATE draft SET data = jsonb_set(data, '{sentences,0,quotes}', '[]') WHERE job_id = '$job'`,
      /rests on no quote/,
    ],
    [
      'a word of the report',
      `UPDATE draft SET data = jsonb_set(data, '{markdown}', to_jsonb(replace(data->>'markdown', 'fifteen', 'seventy')))
       WHERE job_id = '$job'`,
      /does not stand at 0–40 of the report/,
    ],
    [
      'a citation number that leads nowhere',
      `UPDATE draft SET data = jsonb_set(data, '{markdown}', to_jsonb(data->>'markdown' || '[7](#cite-7)'))
       WHERE job_id = '$job'`,
      /The mark \[7\]\(#cite-7\) leads to no cited page/,
    ],
  ])('%s', async (_, statement, fault) => {
    expect(await run(statement)).toBe(1);
    expect(await faults()).toContainEqual(expect.stringMatching(fault));
  });
});

describe('npm run check:citations', () => {
  const command = (...args: string[]) =>
    runChild(['scripts/check-citations.ts', ...args], {
      cwd: path.resolve(import.meta.dirname, '../..'),
      env: { ...process.env, DATABASE_URL: database.url },
    });

  test('ends well where all holds, and badly, with what does not, where a word was changed', async () => {
    expect(await command(jobId)).toEqual({
      code: 0,
      output: '2 quotes in 1 snapshots, 1 findings and 0 notes checked: 0 faults.\n',
    });
    await run(`UPDATE quote SET text = lower(text) WHERE job_id = '$job' AND number = 1`);
    const { code, output } = await command(jobId);
    expect(code).toBe(1);
    expect(output).toContain('✗ Quote 1 does not stand at 0–40');
    expect(output).toContain('1 faults.');
  });

  test('says what to name where no job is named, and that a job has no report', async () => {
    const unnamed = await command();
    expect(unnamed).toMatchObject({
      code: 2,
      output: expect.stringContaining('npm run check:citations -- JOB'),
    });
    const other = await createTestJob(database.db);
    expect(await command(other)).toEqual({ code: 2, output: `Job ${other} has no report.\n` });
  });
});
