import type { Socket } from 'node:net';
import { brotliCompressSync, constants, deflateSync, gzipSync } from 'node:zlib';
import { drip, pour } from './web-servers.ts';

/** An answer meant to hurt its reader, sent once a request came, and what a person is then told. */
export type HostileAnswer = { name: string; speak(socket: Socket): void; reason: RegExp };

const ok = 'HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n';
const block = Buffer.alloc(64 * 1024, 'a');
const chunk = Buffer.concat([Buffer.from('10000\r\n'), block, Buffer.from('\r\n')]);
const nothing = Buffer.alloc(16 * 2 ** 20);
const bombs = {
  gzip: gzipSync(nothing),
  br: brotliCompressSync(nothing, { params: { [constants.BROTLI_PARAM_QUALITY]: 3 } }),
  deflate: deflateSync(nothing),
};

export const hostileAnswers: HostileAnswer[] = [
  {
    name: 'chunks without end',
    speak: (socket) => pour(socket, { start: `${ok}Transfer-Encoding: chunked\r\n\r\n`, block: chunk }),
    reason: /larger than/,
  },
  {
    name: 'one line without end',
    speak: (socket) => pour(socket, { start: `${ok}\r\n`, block }),
    reason: /larger than/,
  },
  {
    name: 'a gzip bomb',
    // Members follow each other: ten megabytes of these are ten gigabytes.
    speak: (socket) => pour(socket, { start: `${ok}Content-Encoding: gzip\r\n\r\n`, block: bombs.gzip }),
    reason: /larger than/,
  },
  {
    name: 'a brotli bomb',
    speak: (socket) =>
      socket.end(Buffer.concat([Buffer.from(`${ok}Content-Encoding: br\r\n\r\n`), bombs.br])),
    reason: /larger than/,
  },
  {
    name: 'a deflate bomb',
    speak: (socket) =>
      socket.end(Buffer.concat([Buffer.from(`${ok}Content-Encoding: deflate\r\n\r\n`), bombs.deflate])),
    reason: /larger than/,
  },
  {
    name: 'packed nothing without end',
    speak: (socket) =>
      pour(socket, {
        start: `${ok}Content-Encoding: gzip\r\n\r\n`,
        block: Buffer.concat(Array(2000).fill(gzipSync(''))),
      }),
    reason: /larger than/,
  },
  {
    name: 'a length too large',
    speak: (socket) => socket.write(`${ok}Content-Length: 99999999999\r\n\r\n`),
    reason: /larger than/,
  },
  {
    name: 'a body byte by byte',
    speak: (socket) => drip(socket, { start: `${ok}\r\n` }),
    reason: /took longer than/,
  },
  {
    name: 'a header byte by byte',
    speak: (socket) => drip(socket, { start: 'HTTP/1.1 200 OK\r\nX-A: ' }),
    reason: /did not answer within/,
  },
  {
    name: 'headers without end',
    speak: (socket) =>
      pour(socket, {
        start: 'HTTP/1.1 200 OK\r\n',
        block: Buffer.from(`X-A: ${'a'.repeat(1000)}\r\n`.repeat(50)),
      }),
    reason: /too long a header/,
  },
  {
    name: 'interim answers without end',
    speak: (socket) =>
      pour(socket, { start: '', block: Buffer.from('HTTP/1.1 103 Early Hints\r\n\r\n'.repeat(100)) }),
    reason: /did not come to an answer/,
  },
  { name: 'silence', speak: () => {}, reason: /did not answer within/ },
  {
    name: 'less than the length promised',
    speak: (socket) => socket.end(`${ok}Content-Length: 100\r\n\r\nshort`),
    reason: /broke off/,
  },
  {
    name: 'a last chunk that never comes',
    speak: (socket) => socket.end(`${ok}Transfer-Encoding: chunked\r\n\r\n5\r\nshort\r\n`),
    reason: /broke off/,
  },
  {
    name: 'two lengths',
    speak: (socket) => socket.end(`${ok}Content-Length: 5\r\nContent-Length: 6\r\n\r\nshort`),
    reason: /did not answer in HTTP/,
  },
  {
    name: 'another protocol',
    speak: (socket) => socket.end('SSH-2.0-OpenSSH_9.2\r\n'),
    reason: /did not answer in HTTP/,
  },
  {
    name: 'a switch of protocol',
    speak: (socket) =>
      socket.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n'),
    reason: /./,
  },
  { name: 'a closed connection', speak: (socket) => socket.end(), reason: /broke the connection off/ },
];
