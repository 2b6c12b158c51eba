import http from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as the API of Z.AI gets it from its vision server. */
export type VisionRequest = {
  path: string;
  authorization: string | undefined;
  body: { model: string; messages: { role: string; content: unknown }[] };
};

/** For tests: an API that speaks as Z.AI's chat does; `answer` says what it says of the next pictures. */
export async function startVisionApi() {
  const requests: VisionRequest[] = [];
  let next: { status?: number; text?: string; hangs?: boolean } = { text: 'A picture.' };
  const server = http.createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { url = '', headers } = request;
    const body = JSON.parse(Buffer.concat(chunks).toString()) as VisionRequest['body'];
    requests.push({ path: url, authorization: headers.authorization, body });
    if (next.hangs) return;
    const { status = 200, text = '' } = next;
    const choices = [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content: text } }];
    const answer = status === 200 ? { choices } : { error: { code: '1000', message: text } };
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    answer(answer: typeof next) {
      next = answer;
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The smallest PNG: one transparent point. */
export const tinyPng = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);
