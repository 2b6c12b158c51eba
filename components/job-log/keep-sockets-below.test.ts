import { expect, test } from 'vitest';
import { keepSocketsBelow } from './keep-sockets-below.ts';

/** A page whose sockets only remember where they would go. */
function page() {
  const asked: string[] = [];
  class Socket {
    constructor(url: string | URL) {
      asked.push(String(url));
    }
  }
  return { WebSocket: Socket as unknown as typeof WebSocket, asked };
}

test('the socket of Inngest goes below the public path, once, and no other does', () => {
  const at = page();
  for (const _ of [1, 2]) keepSocketsBelow('/deep', at);
  new at.WebSocket('wss://x.example/v1/realtime/connect?token=t');
  new at.WebSocket(new URL('wss://x.example/other'));
  expect(at.asked).toEqual(['wss://x.example/deep/v1/realtime/connect?token=t', 'wss://x.example/other']);
});

test('without a public path a page is left as it is', () => {
  const at = page();
  const before = at.WebSocket;
  keepSocketsBelow('', at);
  expect(at.WebSocket).toBe(before);
});
