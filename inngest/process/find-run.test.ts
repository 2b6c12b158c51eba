import http from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readConfig } from '#lib/config.ts';
import { findRun } from './find-run.ts';

let answer: { status: number; body: string };
const asked: { url?: string; authorization?: string }[] = [];
const server = http.createServer(({ url, headers: { authorization } }, response) => {
  asked.push({ url, authorization });
  response.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.body);
});
let url = '';

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as { port: number }).port}`;
});
beforeEach(() => void asked.splice(0));
afterAll(() => void server.close());

const find = (environment: Record<string, string>) =>
  findRun({ config: readConfig(environment), runId: '01RUN' });

const says = (status: string) => JSON.stringify({ data: { run_id: '01RUN', status }, metadata: {} });
const unknownToInngest = { error: 'Unable to load function run: not found', data: null, status: 500 };

describe('what an engine says of a run', () => {
  test.each<[number, string, Awaited<ReturnType<typeof findRun>>]>([
    [200, says('Running'), 'active'],
    [200, says('Completed'), 'ended'],
    [200, says('FAILED'), 'ended'],
    [200, says('Cancelled'), 'ended'],
    [404, '{"error":"not found"}', 'unknown_to_engine'],
    [200, JSON.stringify(unknownToInngest), 'unknown_to_engine'],
    [200, '{"data":null}', 'unclear'],
    [200, '{"data":{}}', 'unclear'],
    [200, 'null', 'unclear'],
    [200, '<html>', 'unclear'],
    [401, '{"error":"unauthorized"}', 'unclear'],
    [500, JSON.stringify(unknownToInngest), 'unclear'],
  ])('%s %s: %s', async (status, body, state) => {
    answer = { status, body };
    expect(await find({ INNGEST_BASE_URL: url })).toBe(state);
  });

  test('nothing is concluded of one that is away', async () => {
    expect(await find({ INNGEST_BASE_URL: 'http://127.0.0.1:1' })).toBe('unclear');
  });
});

describe('which engine is asked', () => {
  beforeEach(() => {
    answer = { status: 200, body: says('Running') };
  });

  test('the one of INNGEST_BASE_URL, with the signing key', async () => {
    await find({ INNGEST_BASE_URL: `${url}/`, INNGEST_SIGNING_KEY: 'signkey-test-00ff' });
    expect(asked).toEqual([
      { url: '/v1/runs/01RUN', authorization: expect.stringMatching(/^Bearer signkey-test-[0-9a-f]{64}$/) },
    ]);
  });

  test('the dev server of INNGEST_DEV, without a key', async () => {
    expect(await find({ INNGEST_DEV: url })).toBe('active');
    expect(asked).toEqual([{ url: '/v1/runs/01RUN', authorization: undefined }]);
  });

  test('the embedded one on its port', async () => {
    const port = new URL(url).port;
    expect(await find({ ENGINE_PORT: port, EMBEDDED_ENGINE: '1', INNGEST_SIGNING_KEY: '00ff' })).toBe(
      'active',
    );
    expect(asked).toHaveLength(1);
  });
});
