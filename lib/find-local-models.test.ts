import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { startStopwatch } from '#lib/testing/stopwatch.ts';
import { describeLocalModels, findLocalModels } from './find-local-models.ts';

let open: Server[] = [];
afterEach(() => {
  for (const server of open) {
    server.close();
    server.closeAllConnections();
  }
  open = [];
});

async function listen(listener: RequestListener): Promise<number> {
  const server = createServer(listener);
  open.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}
const json = (body: unknown): RequestListener => {
  return (_, response) =>
    void response.setHeader('content-type', 'application/json').end(JSON.stringify(body));
};

test('servers of models are found with what they have, and other programs are passed over', async () => {
  const asked: string[] = [];
  const models = json({ object: 'list', data: [{ id: 'qwen3:8b', object: 'model' }, { id: 'gemma3' }] });
  const ollama: RequestListener = (request, response) => {
    asked.push(`${request.method} ${request.url}`);
    models(request, response);
  };
  const servers = [
    { name: 'Ollama', port: await listen(ollama) },
    { name: 'LM Studio', port: await listen(json({ data: [] })) },
    { name: 'a web page', port: await listen((_, response) => response.end('<html></html>')) },
    { name: 'another API', port: await listen(json({ data: [{ name: 'x' }] })) },
    {
      name: 'a redirect',
      port: await listen((_, response) => response.writeHead(302, { location: '/v1' }).end()),
    },
    { name: 'a silent one', port: await listen(() => {}) },
    { name: 'nobody', port: 1 },
  ];
  const stopwatch = startStopwatch();
  const found = await findLocalModels({ servers, timeoutMs: 1_000 });
  expect(stopwatch.ms()).toBeLessThan(3_000);
  const at = (index: number) => `http://127.0.0.1:${servers[index]?.port}/v1`;
  expect(found).toEqual([
    { name: 'Ollama', base_url: at(0), models: ['qwen3:8b', 'gemma3'] },
    { name: 'LM Studio', base_url: at(1), models: [] },
  ]);
  expect(asked).toEqual(['GET /v1/models']);
  expect(found.map(describeLocalModels)).toEqual([
    `Ollama runs here with qwen3:8b and 1 more; to use it: GATEWAY_BASE_URL=${at(0)} MODEL=qwen3:8b`,
    `LM Studio runs here and has no model yet (${at(1)})`,
  ]);
});
