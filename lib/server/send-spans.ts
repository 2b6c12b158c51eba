import type { SpanContext } from '@opentelemetry/api';
import type { Config } from '#lib/config.ts';
import type { Log } from '#lib/log.ts';
import { type Span, sendSpansTo } from '#lib/traces.ts';

const stopTimeoutMs = 1000;

/**
 * Sends spans to the collector that `OTEL_EXPORTER_OTLP_ENDPOINT` names, as OTLP over HTTP, in batches and never in the way
 * of work: a collector that is away costs its spans and a line in the log. Where none is named nothing is loaded. Answers
 * how to stop, with what is left sent if the collector takes it within a second.
 */
export async function sendSpans(
  config: Pick<Config, 'OTEL_EXPORTER_OTLP_ENDPOINT' | 'OTEL_EXPORTER_OTLP_HEADERS' | 'OTEL_SERVICE_NAME'>,
  log: Log,
): Promise<{ stop(): Promise<void> }> {
  const endpoint = config.OTEL_EXPORTER_OTLP_ENDPOINT;
  if (!endpoint) return { stop: async () => {} };
  const [{ ROOT_CONTEXT, SpanKind, SpanStatusCode, trace }, exporters, resources, sdk] = await Promise.all([
    import('@opentelemetry/api'),
    import('@opentelemetry/exporter-trace-otlp-http'),
    import('@opentelemetry/resources'),
    import('@opentelemetry/sdk-trace-base'),
  ]);
  const exporter = new exporters.OTLPTraceExporter({
    url: `${endpoint.replace(/\/+$/, '')}/v1/traces`,
    headers: config.OTEL_EXPORTER_OTLP_HEADERS,
  });
  const told: typeof exporter.export = (spans, done) =>
    exporter.export(spans, (result) => {
      // Alike lines are written three times a minute at most; the reason of a library may hold an address with a key.
      if (result.code !== 0) log.warn('spans were not taken by the collector', { spans: spans.length });
      done(result);
    });
  const processor = new sdk.BatchSpanProcessor({
    export: told,
    shutdown: () => exporter.shutdown(),
    forceFlush: () => exporter.forceFlush(),
  });
  // Spans bring their ids along: those of a job follow from its own.
  let next: { traceId: string; spanId: string } = { traceId: '', spanId: '' };
  const provider = new sdk.BasicTracerProvider({
    resource: resources.resourceFromAttributes({ 'service.name': config.OTEL_SERVICE_NAME }),
    idGenerator: { generateTraceId: () => next.traceId, generateSpanId: () => next.spanId },
    sampler: new sdk.AlwaysOnSampler(),
    spanProcessors: [processor],
  });
  const tracer = provider.getTracer('intentui-research');
  const contextOf = (traceId: string, spanId: string): SpanContext => ({ traceId, spanId, traceFlags: 1 });
  const kinds = { server: SpanKind.SERVER, client: SpanKind.CLIENT, internal: SpanKind.INTERNAL };

  sendSpansTo(
    ({ name, kind, traceId, spanId, parentId, caller, startedAt, endedAt, attributes, error }: Span) => {
      next = { traceId, spanId };
      const span = tracer.startSpan(
        name,
        {
          kind: kinds[kind],
          startTime: startedAt,
          attributes,
          ...(caller && { links: [{ context: contextOf(caller.traceId, caller.spanId) }] }),
        },
        parentId ? trace.setSpanContext(ROOT_CONTEXT, contextOf(traceId, parentId)) : ROOT_CONTEXT,
      );
      if (error)
        span.setAttribute('error.type', error).setStatus({ code: SpanStatusCode.ERROR, message: error });
      span.end(endedAt);
    },
  );
  return {
    async stop() {
      sendSpansTo(undefined);
      const late = new Promise<void>((resolve) => void setTimeout(resolve, stopTimeoutMs).unref());
      await Promise.race([provider.shutdown().catch(() => {}), late]);
    },
  };
}
