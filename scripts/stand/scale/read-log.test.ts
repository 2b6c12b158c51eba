import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { askByName } from '../../../e2e/ask-by-name.ts';
import { readLog } from './read-log.ts';

const closers: (() => unknown)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

const events = (...seqs: number[]) => seqs.map((seq) => `id: ${seq}\nevent: step-end\ndata: {}\n\n`).join('');
const done = 'event: done\ndata: {}\n\n';

type Connection = { text?: string; status?: number; ends?: boolean };

/** A server that gives each connection what is next in the list, then breaks it off or ends it. */
async function serve(connections: Connection[]) {
  const asked: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    asked.push(request.headers['last-event-id']?.toString());
    const { text = '', status = 200, ends = false } = connections[asked.length - 1] ?? { status: 500 };
    response.writeHead(status, { 'content-type': 'text/event-stream' });
    response.write(text, () => (ends || status !== 200 ? response.end() : response.destroy()));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const reading = await readLog((asking) => askByName(url, asking), AbortSignal.timeout(30_000));
  return { reading, asked };
}

test('a log that breaks off is read on from its last whole event, also when the way is closed for a while', async () => {
  const { reading, asked } = await serve([
    { text: events(1, 2) + events(3).slice(0, 12) },
    { status: 502 },
    { text: events(3, 4) + done, ends: true },
  ]);
  expect(reading).toEqual({ lastSeq: 4, events: 4, gaps: 0, doubles: 0, returns: 2, isDone: true });
  expect(asked).toEqual([undefined, '2', '2']);
});

test.each([
  ['an event that is left out', events(1, 3), { gaps: 1, doubles: 0, lastSeq: 3 }],
  ['an event that comes twice', events(1, 2, 2, 3), { gaps: 0, doubles: 1, lastSeq: 3 }],
  ['what was read before a break', events(1, 2, 1, 2, 3), { gaps: 0, doubles: 2, lastSeq: 3 }],
])('%s is counted', async (_, text, counted) => {
  const { reading } = await serve([{ text: text + done, ends: true }]);
  expect(reading).toMatchObject({ ...counted, isDone: true });
});

test('nothing more to come is an end; a refusal is thrown', async () => {
  const { reading } = await serve([{ text: events(1) }, { status: 204 }]);
  expect(reading).toMatchObject({ lastSeq: 1, isDone: true, returns: 1 });
  await expect(serve([{ status: 404 }])).rejects.toThrow('404');
});
