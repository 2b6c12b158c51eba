import type { WebSocket } from 'ws';
import { readTopic, type Topic } from './frame.ts';

/** The sockets of this process and what each listens to. */
export type Sockets = {
  count(): number;
  /** Takes over an open socket, which is to hear these topics. */
  add(socket: WebSocket, topics: Topic[]): void;
  /** Sends a frame to each socket that listens to it. */
  deliver(frame: string): void;
  /** Closes every socket; who is there then has to connect again. */
  closeAll(code: number, reason: string): void;
  /** Closes every socket at once; resolves when all are gone. */
  stop(): Promise<void>;
};

export type SocketTiming = { pingEveryMs: number; pongWithinMs: number; closeWithinMs: number };

const usualTiming: SocketTiming = { pingEveryMs: 30_000, pongWithinMs: 10_000, closeWithinMs: 100 };
const maxTopics = 1000;

type Peer = { topics: Map<string, Set<string>>; timer?: NodeJS.Timeout };

/**
 * A socket is pinged when it connects and every 30 s, and ended when no pong comes within 10 s. One that does not read
 * is ended once `maxBufferedBytes` wait for it: a message only wakes its reader, who loads what is missed.
 */
export function createSockets(options: {
  readTopics: (token: string) => Topic[] | undefined;
  maxBufferedBytes?: number;
  timing?: Partial<SocketTiming>;
}): Sockets {
  const { readTopics, maxBufferedBytes = 1024 * 1024 } = options;
  const timing = { ...usualTiming, ...options.timing };
  const peers = new Map<WebSocket, Peer>();
  const channels = new Map<string, Set<WebSocket>>();

  function add(socket: WebSocket, topics: Topic[]): void {
    const peer: Peer = { topics: new Map() };
    peers.set(socket, peer);
    for (const topic of topics) subscribe(socket, topic);
    socket.on('error', () => {}); // what follows is its close
    socket.on('message', (data, isBinary) => {
      if (!isBinary) receive(socket, String(data));
    });
    socket.on('pong', () => {
      clearTimeout(peer.timer);
      peer.timer = setTimeout(() => ping(socket), timing.pingEveryMs);
    });
    socket.on('close', () => {
      clearTimeout(peer.timer);
      for (const channel of [...peer.topics.keys()]) leave(socket, channel);
      peers.delete(socket);
    });
    ping(socket);
  }

  function ping(socket: WebSocket): void {
    const peer = peers.get(socket);
    if (!peer) return;
    clearTimeout(peer.timer);
    peer.timer = setTimeout(() => socket.terminate(), timing.pongWithinMs);
    socket.ping('1');
  }

  /** A socket may ask for more with a token of its own, and for less; anything else it says is passed over. */
  function receive(socket: WebSocket, text: string): void {
    const { kind, data } = readMessage(text);
    if (kind === 'sub' && typeof data === 'string') {
      for (const topic of readTopics(data) ?? []) subscribe(socket, topic);
    }
    if (kind === 'unsub' && Array.isArray(data)) {
      for (const topic of data.map(readTopic)) if (topic) unsubscribe(socket, topic);
    }
  }

  function subscribe(socket: WebSocket, { channel, name }: Topic): void {
    const peer = peers.get(socket);
    if (!peer || countTopics(peer) >= maxTopics) return;
    peer.topics.set(channel, (peer.topics.get(channel) ?? new Set()).add(name));
    channels.set(channel, (channels.get(channel) ?? new Set()).add(socket));
  }

  function unsubscribe(socket: WebSocket, { channel, name }: Topic): void {
    const names = peers.get(socket)?.topics.get(channel);
    if (names?.delete(name) && names.size === 0) leave(socket, channel);
  }

  function leave(socket: WebSocket, channel: string): void {
    peers.get(socket)?.topics.delete(channel);
    const listeners = channels.get(channel);
    listeners?.delete(socket);
    if (listeners?.size === 0) channels.delete(channel);
  }

  function deliver(frame: string): void {
    const { channel, topic } = readMessage(frame);
    if (typeof channel !== 'string') return;
    for (const socket of channels.get(channel) ?? []) {
      const listens = topic === undefined || peers.get(socket)?.topics.get(channel)?.has(String(topic));
      if (!listens) continue;
      if (socket.bufferedAmount > maxBufferedBytes) socket.terminate();
      else socket.send(frame);
    }
  }

  /** Says why, and does not wait long for an answer. */
  function closeAll(code: number, reason: string): void {
    for (const socket of [...peers.keys()]) {
      socket.close(code, reason);
      const timer = setTimeout(() => socket.terminate(), timing.closeWithinMs);
      socket.once('close', () => clearTimeout(timer));
    }
  }

  return {
    count: () => peers.size,
    add,
    deliver,
    closeAll,
    async stop() {
      const gone = [...peers.keys()].map((socket) => new Promise((resolve) => socket.once('close', resolve)));
      closeAll(1001, 'The engine stops');
      await Promise.all(gone);
    },
  };
}

const countTopics = ({ topics }: Peer): number =>
  [...topics.values()].reduce((sum, names) => sum + names.size, 0);

function readMessage(text: string): Record<string, unknown> {
  try {
    return (JSON.parse(text) ?? {}) as Record<string, unknown>;
  } catch {
    return {};
  }
}
