import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

type Value = { stringValue?: string; intValue?: number; doubleValue?: number; boolValue?: boolean };
type Sent = {
  resourceSpans: {
    resource: { attributes: { key: string; value: Value }[] };
    scopeSpans: {
      spans: {
        traceId: string;
        spanId: string;
        parentSpanId?: string;
        name: string;
        kind: number;
        startTimeUnixNano: string;
        endTimeUnixNano: string;
        attributes: { key: string; value: Value }[];
        links?: { traceId: string; spanId: string }[];
        status: { code: number; message?: string };
      }[];
    }[];
  }[];
};

/** A span as a collector is told of it. */
export type CollectedSpan = {
  traceId: string;
  spanId: string;
  parentId: string | undefined;
  name: string;
  kind: number;
  seconds: number;
  attributes: Record<string, unknown>;
  links: { traceId: string; spanId: string }[];
  error: string | undefined;
};

/** A collector of OpenTelemetry over HTTP, which takes JSON; with `status` it takes nothing. */
export async function startTraceCollector() {
  const state = { status: 200, spans: [] as CollectedSpan[], bodies: '', headers: [] as unknown[], asked: 0 };
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    state.asked += 1;
    state.headers.push(request.headers);
    if (state.status !== 200 || request.url !== '/v1/traces' || request.method !== 'POST')
      return void response.writeHead(state.status === 200 ? 404 : state.status).end();
    state.bodies += body;
    state.spans.push(...read(JSON.parse(body) as Sent));
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return Object.assign(state, {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop(): Promise<void> {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  });
}

const read = ({ resourceSpans }: Sent): CollectedSpan[] =>
  resourceSpans.flatMap(({ scopeSpans }) =>
    scopeSpans.flatMap(({ spans }) =>
      spans.map((span) => ({
        ...{ traceId: span.traceId, spanId: span.spanId, parentId: span.parentSpanId || undefined },
        ...{ name: span.name, kind: span.kind },
        seconds: Number(BigInt(span.endTimeUnixNano) - BigInt(span.startTimeUnixNano)) / 1e9,
        attributes: Object.fromEntries(
          span.attributes.map(({ key, value }) => [key, Object.values(value)[0]]),
        ),
        links: (span.links ?? []).map(({ traceId, spanId }) => ({ traceId, spanId })),
        error: span.status.code === 2 ? (span.status.message ?? '') : undefined,
      })),
    ),
  );
