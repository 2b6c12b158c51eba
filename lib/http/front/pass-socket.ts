import http from 'node:http';
import https from 'node:https';
import type { Duplex } from 'node:stream';

/** What makes a WebSocket; nothing else of the browser's head is the engine's business. */
const passed = [
  'sec-websocket-key',
  'sec-websocket-version',
  'sec-websocket-protocol',
  'sec-websocket-extensions',
  'user-agent',
];

/**
 * Hands a browser's WebSocket on to another server, as if the product itself asked there, and whatever comes back to
 * the browser. Ends each side with the other; answers 502 where the server cannot be reached.
 */
export function passSocket(
  request: http.IncomingMessage,
  { socket, head, target }: { socket: Duplex; head: Buffer; target: URL },
): void {
  const headers = Object.fromEntries(
    passed.flatMap((name) => (request.headers[name] === undefined ? [] : [[name, request.headers[name]]])),
  );
  const outgoing = (target.protocol === 'https:' ? https : http).request(target, {
    headers: { ...headers, host: target.host, connection: 'Upgrade', upgrade: 'websocket' },
  });
  socket.on('error', () => outgoing.destroy());
  const giveUp = () => outgoing.destroy();
  socket.on('close', giveUp);
  outgoing.on('upgrade', (answer, upstream, rest) => {
    socket.write(writeHead(answer));
    if (rest.length > 0) socket.write(rest);
    if (head.length > 0) upstream.write(head);
    socket.off('close', giveUp);
    for (const [one, other] of [
      [socket, upstream],
      [upstream, socket],
    ] as const) {
      one.on('error', () => other.destroy());
      one.on('close', () => other.destroy());
      one.pipe(other);
    }
  });
  outgoing.on('response', (answer) => {
    socket.write(writeHead(answer));
    answer.pipe(socket);
  });
  outgoing.on('error', () => refuseSocket(socket, 502, 'The engine cannot be reached.'));
  outgoing.end();
}

/** Answers an upgrade in words and ends the connection. */
export function refuseSocket(socket: Duplex, status: number, words: string): void {
  if (socket.destroyed) return;
  const lines = [
    `HTTP/1.1 ${status} ${http.STATUS_CODES[status]}`,
    'content-type: text/plain; charset=utf-8',
    `content-length: ${Buffer.byteLength(words)}`,
    'connection: close',
  ];
  socket.end(`${lines.join('\r\n')}\r\n\r\n${words}`);
}

function writeHead({ statusCode, statusMessage, rawHeaders }: http.IncomingMessage): string {
  const lines = [`HTTP/1.1 ${statusCode} ${statusMessage}`];
  for (let at = 0; at < rawHeaders.length; at += 2) lines.push(`${rawHeaders[at]}: ${rawHeaders[at + 1]}`);
  return `${lines.join('\r\n')}\r\n\r\n`;
}
