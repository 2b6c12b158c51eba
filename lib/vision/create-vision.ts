import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Config } from '#lib/config.ts';
import { prepareText } from '#lib/documents/prepare-page.ts';
import { AppError } from '#lib/errors.ts';
import type { Log } from '#lib/log.ts';
import { createConnection, type ToolAnswer } from '#lib/mcp/connection.ts';
import { textsOf } from '#lib/mcp/parse-answer.ts';
import type { ServerSpec } from '#lib/mcp/server-spec.ts';
import { itSays } from '#lib/mcp/their-words.ts';
import { clip } from '#lib/text/clip.ts';
import type { Picture } from './read-picture.ts';

/** Who looks at pictures: `off` says why nobody does, and what to do; null when somebody does. */
export type Vision = {
  id: string;
  name: string;
  off: string | null;
  /**
   * Says in words what a picture shows, with a question in mind: cleaned Markdown without links. Throws
   * `source_failed` or `source_unavailable` with the reason.
   */
  look(given: { picture: Picture; question: string; signal: AbortSignal }): Promise<string>;
  stop(): Promise<void>;
};

const tool = 'analyze_image';
const timeoutMs = 90_000;
const leftAfterMs = 3_600_000;
/** A description is a page or two, never a book. */
const longestDescription = 20_000;

/**
 * Makes who looks at pictures: Z.AI's MCP server for vision, started with the first picture, when its key is set and its
 * package is there; an install without development packages leaves it out.
 */
export function createVision({
  config,
  log,
  limits = {},
  packages = path.resolve('node_modules'),
}: {
  config: Pick<Config, 'ZAI_API_KEY' | 'ZAI_BASE_URL' | 'DATA_DIR' | 'TIME_ZONE'>;
  log: Log;
  limits?: { callMs?: number };
  packages?: string;
}): Vision {
  const { ZAI_API_KEY: key } = config;
  const program = path.join(/* turbopackIgnore: true */ packages, '@z_ai/mcp-server/build/index.js');
  const common = { id: visionSourceId, name: 'Pictures (Z.AI vision)', off: whyOff(key, program) };
  if (!key || common.off !== null) {
    const refuse = async () => {
      throw new AppError('source_unavailable', common.off ?? 'It is off.');
    };
    return { ...common, look: refuse, stop: async () => {} };
  }
  const connection = createConnection({
    spec: serverSpec({ key, program }, config),
    log,
    timeZone: config.TIME_ZONE,
    limits: { callMs: timeoutMs + 5000, ...limits },
  });
  const folder = path.join(config.DATA_DIR, 'pictures');
  return {
    ...common,
    stop: connection.stop,
    look: ({ picture, question, signal }) =>
      withFile({ picture, folder }, async (file) => {
        const answer = await connection.call(tool, {
          arguments: { image_source: file, prompt: promptFor(question) },
          signal,
        });
        return readAnswer(answer, { key, file, signal });
      }),
  };
}

function whyOff(key: string | undefined, program: string): string | null {
  if (!key) return 'Set ZAI_API_KEY to have pictures looked at.';
  // The server takes such a key for the sample text of its manual and does not start.
  if (/api|key/i.test(key)) return 'Z.AI’s server refuses a key that holds “api” or “key”: make another one.';
  if (!existsSync(program))
    return 'Z.AI’s server for pictures is not installed: run npm install --no-save @z_ai/mcp-server, then start again.';
  return null;
}

/** Nothing but what the server needs: it would take other variables of ours for orders, and logs into the home folder. */
function serverSpec(
  { key, program }: { key: string; program: string },
  { ZAI_BASE_URL, DATA_DIR }: Pick<Config, 'ZAI_BASE_URL' | 'DATA_DIR'>,
): ServerSpec {
  const env = {
    Z_AI_API_KEY: key,
    Z_AI_BASE_URL: `${ZAI_BASE_URL.replace(/\/+$/, '')}/api/paas/v4/`,
    Z_AI_TIMEOUT: String(timeoutMs),
    ZAI_MCP_LOG_PATH: os.devNull,
  };
  return {
    name: 'Z.AI vision',
    tools: [{ name: tool, arguments: {} }],
    secrets: [key],
    refused: 'ZAI_API_KEY was refused.',
    reach: { by: 'stdio', command: process.execPath, args: [program], env, cwd: DATA_DIR },
  };
}

/** Lends a picture to a program as a file that only we can read. */
async function withFile<T>(
  { picture, folder }: { picture: Picture; folder: string },
  work: (file: string) => Promise<T>,
): Promise<T> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await removeLeftovers(folder);
  const file = path.join(/* turbopackIgnore: true */ folder, `${randomUUID()}.${picture.type}`);
  try {
    await writeFile(file, picture.bytes, { mode: 0o600, flag: 'wx' });
    return await work(file);
  } finally {
    await rm(file, { force: true });
  }
}

/** What a process left behind that was killed while a picture was looked at. */
async function removeLeftovers(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const file = path.join(/* turbopackIgnore: true */ folder, name);
    const { mtimeMs = Date.now() } = (await stat(file).catch(() => undefined)) ?? {};
    if (Date.now() - mtimeMs > leftAfterMs) await rm(file, { force: true });
  }
}

const promptFor = (question: string): string =>
  `Describe this picture for somebody who cannot see it, in plain full sentences: what it shows, and every word, number and name that can be read in it. Say first what helps to answer this question: ${clip(question, 2000)}`;

async function readAnswer(
  answer: ToolAnswer,
  { key, file, signal }: { key: string; file: string; signal: AbortSignal },
): Promise<string> {
  const text = textsOf(answer).join('\n\n');
  if (answer.isError === true) throw explain(text.replaceAll(key, '…').replaceAll(file, 'the picture'));
  const said = (await prepareText(clip(text, longestDescription), signal)).text.trim();
  if (!said) throw new AppError('source_failed', 'Nothing was said about the picture.');
  return said;
}

/** The server wraps what went wrong in several layers; the status inside is what matters. */
function explain(text: string): AppError {
  const status = /HTTP (\d{3})/.exec(text)?.[1];
  if (status === '401' || status === '403') {
    return new AppError('source_unavailable', 'ZAI_API_KEY was refused.');
  }
  if (status === '429') return new AppError('source_failed', 'Z.AI is limiting requests: too many at once.');
  if (status) return new AppError('source_failed', `Z.AI answered ${status}.`);
  if (/Request timeout/.test(text)) return new AppError('source_failed', 'Z.AI did not answer in time.');
  const line = text.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim();
  return new AppError(
    'source_failed',
    `The picture could not be looked at: ${itSays(clip(line, 200).toWellFormed())}`,
  );
}

/** What pictures are found and stored under: who looked at them. */
export const visionSourceId = 'zai-vision';
