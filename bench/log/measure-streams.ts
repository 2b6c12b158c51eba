import { randomBytes } from 'node:crypto';
import http from 'node:http';
import net from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { createFakeGateway, type FakeGateway } from '#lib/testing/fake-gateway.ts';
import { type Product, startProduct } from '../../e2e/start-product.ts';
import { settingsOf } from '../../scripts/chaos/check.ts';
import { percentile } from '../engine/percentile.ts';
import { submitJob } from '../product-jobs.ts';

const eventsASecond = 20;

/**
 * Many clients on the streams of ten jobs that tell 20 events a second, on the built product: how late events come, gaps,
 * memory, and what `GET` and `POST` of a job take meanwhile beside what they take of an idle product. Then clients of a
 * job that tells nothing, and silent ones.
 */
export async function measureStreams(flags: Record<string, string>): Promise<void> {
  const { clients = '200', jobs: jobCount = '10', seconds = '20', idle = '1000', silent = '10' } = flags;
  const gateway = createFakeGateway();
  await gateway.start();
  const words = Array.from({ length: eventsASecond * (Number(seconds) + 60) }, (_, index) => `word${index}`);
  gateway.always({ text: words.join(' '), tokenDelayMs: 1000 / eventsASecond });
  const product = await startProduct(settingsOf(gateway));
  try {
    const warm = await begin(product);
    const quiet = await timings(product, { path: warm.self, times: 100 });
    const quietPosts = await postTimings(product, 15);
    const before = await memoryOf(product);
    const running = await Promise.all(Array.from({ length: Number(jobCount) }, () => begin(product)));
    const readers = Array.from({ length: Number(clients) }, (_, index) =>
      follow(`${product.url}${running[index % running.length]?.stream}`),
    );
    await sleep(3_000);
    for (const reader of readers) reader.lags.length = 0;
    const until = performance.now() + 1000 * Number(seconds);
    const busy: number[] = [];
    const busyPosts: number[] = [];
    while (performance.now() < until) {
      busy.push(...(await timings(product, { path: running[0]?.self ?? '', times: 5 })));
      busyPosts.push(...(await postTimings(product, 1)));
      await sleep(250);
    }
    const lags = readers.flatMap((reader) => reader.lags);
    const after = await memoryOf(product);
    const gaps = readers.reduce((sum, reader) => sum + reader.gaps, 0);
    tell(`${clients} clients, ${jobCount} jobs`, [
      `${(lags.length / Number(seconds)).toFixed(0)} events/s delivered, ${gaps} gaps or doubles`,
      `late p50 ${percentile(lags, 0.5)} ms, p95 ${percentile(lags, 0.95)} ms (≤ 250), p99 ${percentile(lags, 0.99)} ms`,
      `RSS ${megabytes(before)} → ${megabytes(after)} MB, +${megabytes(after - before)} (≤ 100)`,
      compare('GET job p50', percentile(quiet, 0.5), percentile(busy, 0.5)),
      compare('POST job p95', percentile(quietPosts, 0.95), percentile(busyPosts, 0.95)),
    ]);
    for (const reader of readers) reader.stop();
    for (const { self } of [warm, ...running]) await fetch(`${product.url}${self}`, { method: 'DELETE' });
    await measureSilent(product, { gateway, count: Number(silent) });
    await measureIdle(product, { gateway, count: Number(idle) });
  } finally {
    await product.stop();
    await gateway.stop();
  }
}

async function begin(product: Product): Promise<{ self: string; stream: string }> {
  const job = await submitJob(product.url, { job_type: 'stream', input_data: { prompt: 'Count for me.' } });
  return job.urls;
}

/** Follows a stream; lags in ms of what comes, by the clock that both sides share. */
function follow(url: string) {
  const lags: number[] = [];
  const reader = { lags, gaps: 0, isOpen: () => open, stop: () => void request.destroy() };
  let open = false;
  let last = 0;
  let rest = '';
  const request = http.get(url, { agent: false, headers: { accept: 'text/event-stream' } }, (response) => {
    open = response.statusCode === 200;
    response.setEncoding('utf8');
    response.on('data', (chunk: string) => {
      const frames = (rest + chunk).split('\n\n');
      rest = frames.pop() ?? '';
      const now = Date.now();
      for (const frame of frames) {
        const seq = Number(/^id: (\d+)/.exec(frame)?.[1] ?? 0);
        if (!seq) continue;
        if (seq !== last + 1) reader.gaps += 1;
        last = seq;
        lags.push(now - Date.parse(/"at":"([^"]+)"/.exec(frame)?.[1] ?? ''));
      }
    });
    response.on('close', () => {
      open = false;
    });
    response.on('error', () => {});
  });
  request.on('error', () => {});
  return reader;
}

/** Clients of a job whose model has begun to answer and then says nothing more. */
async function measureIdle(
  product: Product,
  { gateway, count }: { gateway: FakeGateway; count: number },
): Promise<void> {
  // What a process holds that has done much is no measure of what comes upon it.
  await product.restart();
  gateway.next([{ text: 'Begun.', pieceLength: 1, hangAfter: 3 }]);
  const quiet = await begin(product);
  const first = Array.from({ length: 20 }, () => follow(`${product.url}${quiet.stream}`));
  await sleep(5_000);
  for (const one of first) one.stop();
  const before = await metricsOf(product);
  const idlers: ReturnType<typeof follow>[] = [];
  while (idlers.length < count) {
    for (let index = 0; index < 20 && idlers.length < count; index += 1)
      idlers.push(follow(`${product.url}${quiet.stream}`));
    await sleep(100);
  }
  for (let waited = 0; waited < 30 && !idlers.every(({ isOpen }) => isOpen()); waited += 1)
    await sleep(1_000);
  const open = idlers.filter(({ isOpen }) => isOpen()).length;
  const more = (await metricsOf(product)).rss - before.rss;
  tell(`${count} idle clients`, [
    `${open} open, +${megabytes(more)} MB, ${(more / 1024 / Math.max(open, 1)).toFixed(0)} KB each`,
  ]);
  for (const idler of idlers) idler.stop();
  await fetch(`${product.url}${quiet.self}`, { method: 'DELETE' });
}

/**
 * Clients that read nothing of a job that tells a megabyte a second, more than the system's buffers take. Whether they
 * were let go the product tells: one that looks at its own end would have to read.
 */
async function measureSilent(
  product: Product,
  { gateway, count }: { gateway: FakeGateway; count: number },
): Promise<void> {
  const pieceLength = 64 * 1024;
  // Nothing comes twice: a model that repeats itself without end is stopped.
  const text = randomBytes(900 * 0.75 * pieceLength).toString('base64');
  gateway.next([{ text, pieceLength, tokenDelayMs: 60 }]);
  const told = await begin(product);
  const before = await metricsOf(product);
  const { hostname, port } = new URL(product.url);
  const sockets = Array.from({ length: count }, () => {
    const socket = net.connect({ port: Number(port), host: hostname });
    socket.on('error', () => {});
    socket.pause();
    socket.write(`GET ${told.stream} HTTP/1.1\r\nhost: ${hostname}:${port}\r\n\r\n`);
    return socket;
  });
  const startedAt = performance.now();
  let [open, most, firstAfter] = [before, before, ''];
  for (let waited = 0; waited < 60; waited += 1) {
    await sleep(1_000);
    open = await metricsOf(product);
    most = { streams: Math.max(most.streams, open.streams), rss: Math.max(most.rss, open.rss) };
    const cut = most.streams - open.streams;
    if (cut > 0 && !firstAfter) firstAfter = ` (first after ${since(startedAt)} s)`;
    if (cut >= count) break;
  }
  // Whoever reads on then finds the stream broken off, and in it when to come again.
  const texts = await Promise.all(sockets.map(readOn));
  const hinted = texts.filter((text) => /retry: \d+\n/.test(text) && !text.includes('event: done')).length;
  await fetch(`${product.url}${told.self}`, { method: 'DELETE' });
  tell(`${count} clients that read nothing`, [
    `${most.streams - open.streams} of ${most.streams - before.streams} were cut off after ${since(startedAt)} s${firstAfter}`,
    `${hinted} found the end of their stream, and when to come again`,
    `RSS +${megabytes(most.rss - before.rss)} MB at most, with a job that tells a megabyte a second`,
  ]);
}

/** What is left for a client that begins to read, until its connection ends; nothing where it does not end within ten seconds. */
function readOn(socket: net.Socket): Promise<string> {
  let text = '';
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      socket.destroy();
      resolve('');
    }, 10_000);
    socket.on('data', (chunk) => {
      text += chunk;
    });
    socket.once('close', () => {
      clearTimeout(timer);
      resolve(text);
    });
    socket.resume();
  });
}

const since = (startedAt: number): string => ((performance.now() - startedAt) / 1000).toFixed(0);

async function timings(
  product: Product,
  { path, times }: { path: string; times: number },
): Promise<number[]> {
  const took: number[] = [];
  for (let index = 0; index < times; index += 1) {
    const startedAt = performance.now();
    await (await fetch(`${product.url}${path}`)).text();
    took.push(performance.now() - startedAt);
  }
  return took;
}

/** How long jobs take to be accepted; each is cancelled at once. */
async function postTimings(product: Product, times: number): Promise<number[]> {
  const took: number[] = [];
  for (let index = 0; index < times; index += 1) {
    const startedAt = performance.now();
    const { self } = await begin(product);
    took.push(performance.now() - startedAt);
    await (await fetch(`${product.url}${self}`, { method: 'DELETE' })).text();
  }
  return took;
}

async function metricsOf(product: Product): Promise<{ rss: number; streams: number }> {
  const text = await (await fetch(`${product.url}/metrics`)).text();
  const sampleOf = (name: string) => Number(new RegExp(`^${name} (\\S+)`, 'm').exec(text)?.[1] ?? Number.NaN);
  return {
    rss: sampleOf('process_resident_memory_bytes'),
    streams: sampleOf('intentui_stream_clients') || 0,
  };
}

const memoryOf = async (product: Product): Promise<number> => (await metricsOf(product)).rss;

const megabytes = (bytes: number): string => (bytes / 1024 / 1024).toFixed(0);

const compare = (what: string, quiet: number, busy: number): string =>
  `${what} ${quiet.toFixed(1)} ms idle, ${busy.toFixed(1)} ms meanwhile, ${(busy / quiet).toFixed(1)} × (≤ 3)`;

const tell = (what: string, lines: string[]): void =>
  console.log([`  ${what}`, ...lines.map((line) => `    ${line}`)].join('\n'));
