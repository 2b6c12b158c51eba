import { setTimeout as sleep } from 'node:timers/promises';
import type { Config } from '#lib/config.ts';
import { AppError } from '#lib/errors.ts';
import type { CommandContext } from './command.ts';
import { formatClock } from './duration.ts';
import { probe } from './probe.ts';
import type { StartedProduct } from './start-product.ts';
import type { Screen } from './terminal/screen.ts';

export type Product = {
  /** Without a slash at its end. */
  baseUrl: string;
  /** Set when this program started it: whoever reached it then decides whether it goes on. */
  started: StartedProduct | null;
};

const readyTimeoutMs = 30_000;
const startTimeoutMs = 600_000;

/** Where the product is expected: INTENTUI_URL, or this machine's PORT. */
export function productAddress({ INTENTUI_URL, PORT }: Config): string {
  return INTENTUI_URL?.replace(/\/+$/, '') ?? `http://127.0.0.1:${PORT}`;
}

/**
 * Finds the product and waits until it can work. Where nothing answers at this machine's own port and `mayStart`, it is
 * started. Throws one sentence that says what to do when it cannot be reached.
 */
export async function reachProduct(context: CommandContext, { mayStart = false } = {}): Promise<Product> {
  const { config, screen, signal } = context;
  const baseUrl = productAddress(config);
  const found = await probe(baseUrl, signal);
  if (found.state === 'ready') return { baseUrl, started: null };
  if (found.state === 'absent') {
    if (config.INTENTUI_URL) {
      throw unreachable(`Nothing answers at ${baseUrl}: check INTENTUI_URL, or start the product there.`);
    }
    if (!mayStart) throw unreachable(`Nothing answers at ${baseUrl}: run npm start, or set INTENTUI_URL.`);
    return { baseUrl, started: await start(context, baseUrl) };
  }
  await untilReady({ baseUrl, screen, signal });
  return { baseUrl, started: null };
}

async function start(
  { config, screen, signal, startProduct }: CommandContext,
  baseUrl: string,
): Promise<StartedProduct> {
  const started = startProduct(config.DATA_DIR);
  screen.say(
    `Nothing answers at ${baseUrl}: starting the product for this job; its output goes to ${started.logFile}.`,
  );
  const begunAt = Date.now();
  try {
    while (Date.now() < begunAt + startTimeoutMs) {
      screen.status(`${formatClock(Date.now() - begunAt)} Starting: ${started.lastLine() || 'npm start'}`);
      const { state } = await probe(baseUrl, signal);
      if (state === 'ready') return started;
      if (started.hasEnded()) {
        throw unreachable(`The product did not start: ${started.lastLine() || 'it printed nothing'}`);
      }
      await sleep(200, undefined, { signal });
    }
    throw unreachable(
      `The product was not ready after ${startTimeoutMs / 60_000} minutes; see ${started.logFile}.`,
    );
  } catch (error) {
    await started.stop();
    throw error;
  } finally {
    screen.status('');
  }
}

async function untilReady({
  baseUrl,
  screen,
  signal,
}: {
  baseUrl: string;
  screen: Screen;
  signal: AbortSignal;
}): Promise<void> {
  const deadline = Date.now() + readyTimeoutMs;
  try {
    for (;;) {
      const found = await probe(baseUrl, signal);
      if (found.state === 'ready') return;
      if (found.state === 'absent') throw unreachable(`The product at ${baseUrl} has just stopped.`);
      if (found.state === 'foreign') {
        throw unreachable(
          `Another program answers at ${baseUrl} (${found.detail}): set PORT or INTENTUI_URL to the product's own.`,
        );
      }
      if (Date.now() > deadline) {
        throw unreachable(`The product at ${baseUrl} runs, but is not ready: ${found.detail}`);
      }
      screen.status(`Waiting for the product: ${found.detail}`);
      await sleep(250, undefined, { signal });
    }
  } finally {
    screen.status('');
  }
}

const unreachable = (message: string): AppError => new AppError('engine_unavailable', message);
