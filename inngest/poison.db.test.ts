import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually } from '#lib/engine/contract/index.ts';
import { createFakeGateway } from '#lib/testing/fake-gateway.ts';
import { startTestJobs, type TestJobs } from '#lib/testing/jobs.ts';

const gateway = createFakeGateway();
let jobs: TestJobs;
beforeAll(async () => {
  jobs = await startTestJobs();
  await gateway.start();
  jobs.useGateway(gateway.url);
  gateway.always({ hangAfter: 0 });
});
afterAll(async () => {
  await jobs.stop();
  await gateway.stop();
});

test('a job at which the process has ended five times fails with its own code, and is not tried again', async () => {
  const jobId = await jobs.submit('stream', { prompt: 'What ends the process?' });
  await eventually(() => expect(gateway.calls).toHaveLength(1));
  // As it stands after five deaths: nobody works on it.
  await jobs.db.$executeRaw`
    UPDATE engine.job SET losses = 5, state = 'ready', claimed_by = NULL, claimed_at = NULL
    WHERE state = 'claimed'`;
  const { status, error } = await jobs.ended(jobId);
  expect([status, (error as { code?: string }).code]).toEqual(['failed', 'poison_pill']);
  expect(gateway.calls).toHaveLength(1);
});
