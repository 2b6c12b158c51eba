import { type ChildProcess, spawn } from 'node:child_process';
import type { JSONRPCMessage, MCPTransport } from '@ai-sdk/mcp';
import { validateJSONRPCMessage } from '@ai-sdk/mcp';
import { createLineReader } from './line-reader.ts';

export type StdioOptions = {
  command: string;
  args: string[];
  /** The whole environment of the program. */
  env: Record<string, string>;
  cwd: string;
  /** Limit of one message; the request that a longer one answers fails. */
  maxBytes: number;
  /** What it writes to its standard output that is no message. */
  onNoise(line: string): void;
};

export type StdioTransport = MCPTransport & {
  /** Ends the program and whatever it started; resolves when it is gone. */
  stop(): Promise<void>;
  /** How the program ended, such as `exit code 1`; null while it runs. */
  ended(): string | null;
  /** The last lines that it wrote to its standard error. */
  lastWords(): string;
};

/** How long a server may take to say whether it knows the newer way to begin; one that keeps silent knows it not. */
const discoveryMs = 10_000;
const gracePeriodMs = 2000;
/** How long what a program wrote may take to arrive after its end. */
const drainMs = 500;
const keptWords = 2000;
/** A line that grows beyond this many times the limit is a flood, and the program is ended. */
const floodFactor = 32;

/**
 * Speaks to a program over its standard input and output, one JSON message a line. Unlike the SDK's own transport it
 * hands the program nothing but the given environment, keeps no line beyond `maxBytes` in memory, and ends the
 * program's whole process group: closed input and SIGTERM first, SIGKILL after two seconds.
 */
export function createStdioTransport({
  command,
  args,
  env,
  cwd,
  maxBytes,
  onNoise,
}: StdioOptions): StdioTransport {
  let child: ChildProcess | undefined;
  let ended: string | null = null;
  let words = '';
  let gone: Promise<void> = Promise.resolve();
  let discovery: { id: string | number; timer: NodeJS.Timeout } | undefined;
  const reader = createLineReader({ maxBytes, onLine: receive, onTooLong: refuse });

  const transport: StdioTransport = {
    supportsProtocolVersionDiscovery: true,
    // The SDK would ask in the older way after a second, which a slow starter that speaks the newer one refuses.
    waitsForProtocolVersionDiscovery: true,
    start,
    send,
    close: async () => void stop(),
    stop,
    ended: () => ended,
    lastWords: () => words,
  };
  return transport;

  function start(): Promise<void> {
    const starting = spawn(command, args, {
      cwd,
      env: env as NodeJS.ProcessEnv,
      stdio: 'pipe',
      detached: true,
      windowsHide: true,
    });
    child = starting;
    const closed = Promise.withResolvers<void>();
    gone = closed.promise;
    let hasLeft = false;
    const leave = (how: string) => {
      if (hasLeft) return;
      hasLeft = true;
      endDiscovery();
      ended ??= how;
      closed.resolve();
      transport.onclose?.();
    };
    starting.stdin.on('error', () => {});
    starting.stdout.on('error', () => {}).on('data', read);
    starting.stderr
      .on('error', () => {})
      .on('data', (chunk: Buffer) => {
        words = (words + chunk.toString('utf8')).slice(-keptWords);
      });
    starting.once('exit', (code, signal) => {
      ended = signal ? `ended by ${signal}` : `exit code ${code}`;
      endGroup('SIGKILL');
      // What it left behind in a group of its own may hold each of these open for ever.
      setTimeout(() => {
        for (const stream of [starting.stdin, starting.stdout, starting.stderr]) stream.destroy();
        leave('closed');
      }, drainMs).unref();
    });
    starting.once('close', () => leave('closed'));
    return new Promise((resolve, reject) => {
      starting.once('spawn', resolve);
      starting.once('error', (error) => {
        leave('not started');
        reject(error);
      });
    });
  }

  function read(chunk: Buffer): void {
    reader.push(chunk);
    if (reader.pending() > maxBytes * floodFactor) {
      words += '\nIt wrote without end.';
      endGroup('SIGKILL');
    }
  }

  function receive(line: string): void {
    let message: JSONRPCMessage;
    try {
      message = validateJSONRPCMessage(JSON.parse(line));
    } catch {
      if (line.trim()) onNoise(line);
      return;
    }
    deliver(message);
  }

  /** Answers in the place of the server: the number of the request stands at one of the ends of the line. */
  function refuse({ ends, bytes }: { ends: string; bytes: number }): void {
    const ids = [...ends.matchAll(/"id"\s*:\s*(\d+)/g)];
    const [, id] = ids.at(-1) ?? [];
    if (id === undefined) {
      words += '\nIt sent a message that is too large.';
      endGroup('SIGKILL');
      return;
    }
    deliver({ jsonrpc: '2.0', id: Number(id), error: { code: tooLargeCode, message: tooLarge(bytes) } });
  }

  function deliver(message: JSONRPCMessage): void {
    if ('id' in message && message.id === discovery?.id) endDiscovery();
    try {
      transport.onmessage?.(message);
    } catch {
      // An answer that nobody waits for any more.
    }
  }

  /** Answers in the place of a server that does not answer at all what it does not know. */
  function awaitDiscovery(id: string | number): void {
    const error = { code: -32601, message: 'Method not found' };
    const timer = setTimeout(() => deliver({ jsonrpc: '2.0', id, error }), discoveryMs).unref();
    discovery = { id, timer };
  }

  function endDiscovery(): void {
    clearTimeout(discovery?.timer);
    discovery = undefined;
  }

  async function send(message: JSONRPCMessage): Promise<void> {
    if (!child?.stdin?.writable || ended !== null) throw new Error('The program has ended.');
    const { stdin } = child;
    if ('method' in message && message.method === 'server/discover' && 'id' in message)
      awaitDiscovery(message.id);
    if (stdin.write(`${JSON.stringify(message)}\n`)) return;
    await new Promise<void>((resolve) => {
      stdin.once('drain', resolve);
      stdin.once('close', resolve);
    });
  }

  async function stop(): Promise<void> {
    if (!child || child.pid === undefined) return;
    if (ended !== null) return gone;
    child.stdin?.end();
    endGroup('SIGTERM');
    const later = setTimeout(() => ended === null && endGroup('SIGKILL'), gracePeriodMs);
    await gone;
    clearTimeout(later);
  }

  function endGroup(signal: NodeJS.Signals): void {
    if (child?.pid === undefined) return;
    try {
      process.kill(-child.pid, signal);
    } catch {
      // The group is gone already.
    }
  }
}

/** A code of our own, for what the server itself did not say. */
export const tooLargeCode = -32099;
export const tooLarge = (bytes: number) =>
  `The answer is too large (${(bytes / 2 ** 20).toFixed(0)} MB and more).`;
