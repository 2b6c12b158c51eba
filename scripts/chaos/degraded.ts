import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { createFakeGateway } from '#lib/testing/fake-gateway.ts';
import { startTraceCollector } from '#lib/testing/trace-collector.ts';
import { submitJob } from '../../bench/product-jobs.ts';
import { type Product, startProduct } from '../../e2e/start-product.ts';
import { type Check, countOf, type Finding, settingsOf, untilAllEnded } from './check.ts';

/** What stands for Wikipedia, and then for an engine: a server that fails, answers or is gone. */
async function startOther(answer: { status: number; body: string }) {
  const server = createServer((request, response) => {
    request.resume();
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop(): Promise<void> {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The parts that readyz names, once they are those that are expected or time is over; it answers 200 all the while. */
export async function degradedParts(url: string, expected: string): Promise<string> {
  let told = '';
  for (const until = performance.now() + 15_000; performance.now() < until; await sleep(250)) {
    const response = await fetch(`${url}/api/readyz`).catch(() => undefined);
    const { degraded } = ((await response?.json().catch(() => undefined)) ?? {}) as {
      degraded?: { part: string }[];
    };
    told = response?.ok
      ? (degraded ?? []).map(({ part }) => part).join('+') || 'none'
      : `status ${response?.status ?? 0}`;
    if (told === expected) break;
  }
  return told;
}

/** One research job on documents and Wikipedia; answers its id and whether it completed. */
async function research(product: Product, index: number): Promise<{ id: string; complete: boolean }> {
  const query = `What does the outbox do when a process dies? (${index})`;
  const input = { query, preset: 'quick', sources: ['documents', 'wikipedia'] };
  const { job_id: id } = await submitJob(product.url, { job_type: 'research', input_data: input });
  const { jobs } = await untilAllEnded(product.url, [id]);
  return { id, complete: countOf(jobs, 'complete') === 1 };
}

export const degradedAndTraced: Check = {
  id: 'readyz',
  what: 'a source fails, the engine goes away: readyz names the part and stays ready; traces of the job come whole, also those under way at SIGTERM',
  async run(): Promise<Finding> {
    const gateway = createFakeGateway();
    await gateway.start();
    const collector = await startTraceCollector();
    const wikipedia = await startOther({ status: 503, body: '{}' });
    const product = await startProduct({
      ...settingsOf(gateway),
      ...{ SOURCES: 'documents,wikipedia', WIKIPEDIA_URL: wikipedia.url },
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    });
    try {
      const atFirst = await degradedParts(product.url, 'none');
      const job = await research(product, 1);
      const withoutSource = await degradedParts(product.url, 'sources');
      const stoppedAt = performance.now();
      const code = await product.end();
      const stopSeconds = (performance.now() - stoppedAt) / 1000;
      const spans = collector.spans.filter(({ traceId }) => traceId === job.id.replaceAll('-', ''));
      const hanging = spans.filter(
        ({ parentId }) => parentId && !spans.some(({ spanId }) => spanId === parentId),
      );
      const roots = spans.filter(({ parentId }) => !parentId).map(({ name }) => name);

      const engine = await startOther({ status: 200, body: '{"status":200,"ok":true,"modified":true}' });
      await product.restart({
        INNGEST_BASE_URL: engine.url,
        INNGEST_DEV: engine.url,
        OTEL_EXPORTER_OTLP_ENDPOINT: '',
      });
      const withEngine = await degradedParts(product.url, 'sources');
      await engine.stop();
      const withoutEngine = await degradedParts(product.url, 'engine+sources');
      const taken = await submitJob(product.url, {
        job_type: 'research',
        input_data: { query: 'Is it taken?' },
      });
      return {
        holds:
          [atFirst, withoutSource, withEngine, withoutEngine].join() ===
            'none,sources,sources,engine+sources' &&
          job.complete &&
          code === 0 &&
          roots.join() === 'POST /api/v1/jobs' &&
          hanging.length === 0 &&
          taken.status === 'pending',
        figures: `degraded: ${atFirst}; a source fails: ${withoutSource}, its job ${job.complete ? 'complete' : 'NOT complete'}; the engine gone: ${withEngine} → ${withoutEngine}, a job is ${taken.status}; exit ${code} in ${stopSeconds.toFixed(1)} s; ${spans.length} spans below ${roots.join(', ') || 'nothing'}, ${hanging.length} hang on nothing`,
      };
    } finally {
      await product.stop();
      await wikipedia.stop();
      await collector.stop();
      await gateway.stop();
    }
  },
};
