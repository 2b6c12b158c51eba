import type http from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { Database } from '../database.ts';
import { EngineError } from '../errors.ts';
import type { Log } from '../log.ts';
import type { SigningKeys } from '../signature.ts';
import { type DataFrame, environmentId, type Topic } from './frame.ts';
import { createPublisher } from './publisher.ts';
import { createSockets } from './sockets.ts';
import { readToken, signToken } from './token.ts';

/** Publishing and listening: what is published at any engine of a database reaches the sockets of all of them. */
export type Realtime = {
  createToken(topics: Topic[]): string;
  /** Tells all engines of the database; resolves when Postgres has it. */
  publish(message: { channel: string; topics: string[]; data: unknown; runId?: string }): Promise<void>;
  /** Takes what Postgres notifies: a frame, or the id under which a large one is stored. */
  hear(payload: string): void;
  /** Messages may have been missed: every socket is closed, so that its owner connects again and loads. */
  lose(): void;
  /** Turns a request into a socket; throws `unauthorized` for a bad token, before anything was answered. */
  connect(request: http.IncomingMessage, upgrade: { socket: Duplex; head: Buffer; token: string }): void;
  stop(): Promise<void>;
};

/** A client says no more than that it wants to hear something else. */
const maxClientMessageBytes = 16 * 1024;
const maxSockets = 5000;

/** There is no replay: whoever was not connected when a message was published does not get it. */
export function createRealtime({
  database,
  signingKeys,
  log,
  hearsOthers = true,
}: {
  database: Database;
  signingKeys: SigningKeys;
  log: Log;
  /** False where Postgres cannot tell this engine anything: it then hears what it says itself. */
  hearsOthers?: boolean;
}): Realtime {
  const publisher = createPublisher(database);
  const sockets = createSockets({ readTopics: (token) => readToken(token, { signingKeys }) });
  const server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: maxClientMessageBytes,
  });
  let heard = Promise.resolve();
  let stopped = false;

  /** One after the other, since a frame that has to be fetched must not be overtaken. */
  function hear(payload: string): void {
    if (sockets.count() === 0) return;
    heard = heard
      .then(async () => {
        const found = payload.startsWith('{') ? payload : await fetchFrame(payload);
        for (const frame of found?.split('\n') ?? []) sockets.deliver(frame);
      })
      .catch((error) => {
        log.warn('a message could not be read; sockets are closed', { error: String(error) });
        lose();
      });
  }

  async function fetchFrame(id: string): Promise<string | undefined> {
    const rows = await database.query<{ frame: string }>('select frame from engine.message where id = $1', [
      id,
    ]);
    return rows[0]?.frame;
  }

  const lose = () => sockets.closeAll(1012, 'Messages may have been missed; connect again');

  return {
    createToken: (topics) => signToken(topics, { signingKey: signingKeys[0] }),
    async publish({ channel, topics, data, runId }) {
      const created_at = new Date().toISOString();
      const frames = topics.map((topic): DataFrame => {
        const about = runId === undefined ? {} : { run_id: runId };
        return { kind: 'data', channel, topic, data, ...about, env_id: environmentId, created_at };
      });
      const texts = frames.map((frame) => JSON.stringify(frame));
      await publisher.publish(texts.map((frame) => ({ runId: runId ?? null, channel, frame })));
      if (!hearsOthers) for (const text of texts) hear(text);
    },
    hear,
    lose,
    connect(request, { socket, head, token }) {
      const topics = readToken(token, { signingKeys });
      if (!topics?.length) throw new EngineError('unauthorized', 'The token is missing, wrong or too old.');
      if (stopped || sockets.count() >= maxSockets) {
        throw new EngineError('engine_unavailable', 'No more sockets can be opened now.');
      }
      server.handleUpgrade(request, socket, head, (webSocket) => {
        if (stopped) webSocket.terminate();
        else sockets.add(webSocket, topics);
      });
    },
    async stop() {
      stopped = true;
      await sockets.stop();
      await heard;
    },
  };
}
