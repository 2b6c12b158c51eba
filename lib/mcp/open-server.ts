import { existsSync } from 'node:fs';
import path from 'node:path';
import { createMCPClient, type MCPClient } from '@ai-sdk/mcp';
import { readVariable } from '#lib/config.ts';
import type { Log } from '#lib/log.ts';
import { redact } from '#lib/text/one-line.ts';
import { createBoundedFetch } from './bounded-fetch.ts';
import { programEnvironment } from './program-environment.ts';
import { codeOf, deepestCause, isTimeLimit } from './read-fault.ts';
import type { ServerSpec } from './server-spec.ts';
import { createStdioTransport, type StdioTransport } from './stdio-transport.ts';
import { itSays } from './their-words.ts';

export type Limits = {
  /** How long a start may take, which goes on while nobody waits for it any more. */
  startMs: number;
  /** How long whoever asks waits for a start. */
  waitMs: number;
  callMs: number;
  maxBytes: number;
  firstPauseMs: number;
  /** How long a server is left alone that could not be started. */
  startPauseMs: number;
};

/** A server that was started, or reached. */
export type OpenServer = {
  client: MCPClient;
  /** How its program ended, in words; null while it runs, and for one at an address. */
  ended(): string | null;
  close(): Promise<void>;
};

export type OpenOptions = {
  spec: ServerSpec;
  log: Log;
  limits: Limits;
  timeZone: string;
  signal: AbortSignal;
  /** Called when its program ends by itself. */
  onEnd(reason: string): void;
};

/**
 * Starts a server's program, or greets the one at an address. Throws an Error whose message says in words, without
 * secrets, what went wrong, and whose cause is what was thrown.
 */
export async function openServer(given: OpenOptions): Promise<OpenServer> {
  const { log, limits, signal, onEnd } = given;
  const { name, reach } = given.spec;
  const base = reach.by === 'stdio' ? programEnvironment() : { env: {}, secrets: [] };
  const spec = { ...given.spec, secrets: [...given.spec.secrets, ...base.secrets] };
  const options = { ...given, spec };
  const stdio = reach.by === 'stdio' ? stdioTransport(options, { ...reach, base: base.env }) : null;
  const startedAt = performance.now();
  try {
    const client = await createMCPClient({
      transport: stdio ?? httpTransport(options),
      clientName: 'intentui-research',
      initializationOptions: { timeout: limits.startMs, signal },
      onUncaughtError: (error) =>
        log.debug('an MCP server misspoke', { server: name, reason: wordsOf(error, spec) }),
    });
    log.info('an MCP server is up', { server: name, ms: Math.round(performance.now() - startedAt) });
    let isClosing = false;
    if (stdio) {
      const told = stdio.onclose;
      stdio.onclose = () => {
        told?.();
        if (!isClosing) onEnd(`${name} ended by itself (${howItEnded(stdio, spec)}).`);
      };
    }
    return {
      client,
      ended: () => (stdio && stdio.ended() !== null ? howItEnded(stdio, spec) : null),
      async close() {
        isClosing = true;
        await Promise.race([client.close().catch(() => {}), pause(1000)]);
        await stdio?.stop();
      },
    };
  } catch (thrown) {
    await stdio?.stop();
    throw new Error(whyNot(thrown, { spec, limits, stdio }), { cause: thrown });
  }
}

function whyNot(
  thrown: unknown,
  { spec, limits, stdio }: { spec: ServerSpec; limits: Limits; stdio: StdioTransport | null },
): string {
  const { name } = spec;
  if (isTimeLimit(thrown)) {
    const last = redact(lastLine(stdio?.lastWords() ?? ''), spec.secrets);
    return `${name} did not start within ${inSeconds(limits.startMs)}${last && ` (${itSays(last)})`}.`;
  }
  if (!stdio) return `${name} could not be reached (${codeOf(thrown) ?? wordsOf(thrown, spec)}).`;
  const fault = commandFault(codeOf(thrown), spec.reach);
  if (fault) return `${name} could not be started: ${fault}.`;
  const how = stdio.lastWords() ? howItEnded(stdio, spec) : wordsOf(thrown, spec);
  return `${name} could not be started (${how}).`;
}

function howItEnded(stdio: StdioTransport, spec: ServerSpec): string {
  const last = redact(lastLine(stdio.lastWords()), spec.secrets);
  return [stdio.ended(), last && itSays(last)].filter(Boolean).join(', ');
}

/** What a thrown thing says, as it may be shown. */
export function wordsOf(thrown: unknown, { secrets }: Pick<ServerSpec, 'secrets'>): string {
  const deepest = deepestCause(thrown);
  if (deepest instanceof Error && deepest.name === 'ZodError') return 'the form of its answer is not known';
  const words = deepest instanceof Error ? deepest.message || deepest.name : String(deepest);
  return redact(words, secrets).replace(/\.$/, '');
}

export const inSeconds = (ms: number) => `${Math.round(ms / 100) / 10} s`;

function httpTransport({ spec, limits }: OpenOptions) {
  if (spec.reach.by !== 'http') throw new Error('The server is not at an address.');
  const { url, headers } = spec.reach;
  const fetch = createBoundedFetch({ maxBytes: limits.maxBytes, name: spec.name, refused: spec.refused });
  return { type: 'http' as const, url, headers, redirect: 'error' as const, fetch };
}

/** Its environment is what was declared, and what every program needs. */
function stdioTransport(
  { spec, limits, log, timeZone }: OpenOptions,
  {
    command,
    args,
    env,
    cwd,
    base,
  }: Extract<ServerSpec['reach'], { by: 'stdio' }> & { base: Record<string, string> },
): StdioTransport {
  let isTold = false;
  return createStdioTransport({
    command,
    args,
    env: { ...base, TZ: timeZone, ...env },
    cwd,
    maxBytes: limits.maxBytes,
    onNoise: (line) => {
      if (isTold) return;
      isTold = true;
      log.warn('an MCP server writes what is no message', {
        server: spec.name,
        text: redact(line, spec.secrets),
      });
    },
  });
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms).unref());

/**
 * What is wrong with the command of a program that did not start, by the system's code; null when it is something else.
 * A command that is nowhere reads EACCES where PATH holds a folder that this user may not enter, so that code alone says
 * nothing: it counts as not found unless it is seen to be there.
 */
export function commandFault(
  code: unknown,
  reach: ServerSpec['reach'],
  searchPath: string = readVariable('PATH') ?? '',
): string | null {
  if (reach.by !== 'stdio' || (code !== 'ENOENT' && code !== 'EACCES')) return null;
  const { command, cwd, env } = reach;
  const folders = command.includes('/') ? [cwd] : (env.PATH ?? searchPath).split(path.delimiter);
  const isThere = folders.some((folder) => existsSync(path.resolve(cwd, folder, command)));
  return code === 'EACCES' && isThere ? 'this user may not run the command' : 'the command was not found';
}

/** Where a failure is written in Node's words: which line threw, through which calls, and which Node it was. */
const surroundings = /^(?:at |Node\.js v\d|\^+$|[{}\]),;]*$)/;

/** What npm says first: a code, and below it in words what it stands for. */
const npmCode = /^npm (?:error|ERR!) code (\S+)/;
const npmWords = /^npm (?:error|ERR!)\s+(?!(?:code|errno|syscall|type|path|dest|A complete log)\b)(\S.*)$/;

/** The line that says best why a program ended, of the last that it wrote: npm's reason, else its last error, else its last line that says something. */
export function lastLine(words: string): string {
  const lines = words
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => !surroundings.test(line));
  const first = lines.findIndex((line) => npmCode.test(line));
  if (first >= 0) {
    const [, code = ''] = npmCode.exec(lines[first] ?? '') ?? [];
    const why = lines
      .slice(first)
      .map((line) => npmWords.exec(line)?.[1])
      .find(Boolean);
    return why ? `npm error ${code}: ${why}` : `npm error ${code}`;
  }
  return lines.findLast((line) => /Error\b/.test(line)) ?? lines.at(-1) ?? '';
}
