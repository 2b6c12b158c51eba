import { AsyncLocalStorage } from 'node:async_hooks';
import { createHash, randomBytes } from 'node:crypto';
import { isAppError } from './errors.ts';

/*
 * What happens, as spans: request → job → step → call of a model or a source. A job's trace has the id of the job, and
 * the spans of its request and of itself have ids that follow from it. So whichever process takes up a job knows where its
 * spans belong, after a crash and with any engine, and whoever has a job's id finds its trace. Ids, names of parts, counts
 * and codes stand in them; never a prompt, an answer, an address with its query, or a key.
 */

type Values = Record<string, string | number | boolean | null | undefined>;
type Ids = { traceId: string; spanId: string };
type Kind = 'server' | 'client' | 'internal';
/** Where spans that begin now belong. */
type Place = Ids & { jobId?: string | undefined; isRequest?: boolean };

/** A span that is over. */
export type Span = Ids & {
  name: string;
  kind: Kind;
  parentId: string | undefined;
  /** The span of a caller, in a trace of the caller's. */
  caller: Ids | undefined;
  startedAt: number;
  endedAt: number;
  attributes: Record<string, string | number | boolean>;
  /** The code of what went wrong. */
  error: string | undefined;
};

export type SpanAbout = {
  name: string;
  kind?: Kind;
  attributes?: Values;
  /** The job whose trace it is in; where unset the one of the span that is open here. */
  jobId?: string;
  /** A request, which joins the trace of the job that it makes; `traceparent` as the caller sent it. */
  request?: { traceparent: string | null };
};

export type OpenSpan = {
  set(attributes: Values): void;
  /** Ends it, with the code of what went wrong; again does nothing. */
  end(error?: string): void;
};

type Tracing = { send(span: Span): void; places: AsyncLocalStorage<Place> };
/** A bundled process holds this module more than once, and all of them send to one place. */
const shared = globalThis as unknown as { intentuiTracing?: Tracing | undefined };

/** Hands every span that ends to `send` from here on; without it nothing is recorded, and nothing is spent on it. */
export function sendSpansTo(send: Tracing['send'] | undefined): void {
  shared.intentuiTracing = send && { send, places: new AsyncLocalStorage() };
}

/** Does work as a span; what it opens meanwhile belongs below it. What the work throws ends it with its code. */
export async function withSpan<T>(about: SpanAbout, work: (span: OpenSpan) => Promise<T>): Promise<T> {
  const tracing = shared.intentuiTracing;
  if (!tracing) return work(noSpan);
  const { place, span } = open(tracing, about);
  try {
    return await tracing.places.run(place, () => work(span));
  } catch (thrown) {
    span.end(codeOf(thrown));
    throw thrown;
  } finally {
    span.end();
  }
}

/** Begins a span that somebody else ends, below the one that is open here. */
export function openSpan(about: SpanAbout): OpenSpan {
  const tracing = shared.intentuiTracing;
  return tracing ? open(tracing, about).span : noSpan;
}

/** The request that is answered here has made this job: its span is the root of the job's trace. */
export function joinTrace(jobId: string): void {
  const place = shared.intentuiTracing?.places.getStore();
  if (place?.isRequest && !place.jobId)
    Object.assign(place, { jobId, traceId: traceOf(jobId), spanId: idOf(jobId, 'request') });
}

/** Tells the span of a job that has ended: below its request, above its steps. */
export function tellJobSpan(job: {
  jobId: string;
  name: string;
  createdAt: Date;
  attributes: Values;
  error?: string | undefined;
}): void {
  const { jobId, name, createdAt, attributes, error } = job;
  shared.intentuiTracing?.send({
    ...{ name, kind: 'internal', traceId: traceOf(jobId), spanId: idOf(jobId, 'job'), error },
    ...{ parentId: idOf(jobId, 'request'), caller: undefined },
    ...{ startedAt: createdAt.getTime(), endedAt: Date.now() },
    attributes: given({ 'intentui.job_id': jobId, ...attributes }),
  });
}

const noSpan: OpenSpan = { set() {}, end() {} };

function open(tracing: Tracing, about: SpanAbout): { place: Place; span: OpenSpan } {
  const { name, kind = 'internal', attributes = {}, request } = about;
  const above = about.jobId ? ofJob(about.jobId) : tracing.places.getStore();
  const place: Place = {
    traceId: above?.traceId ?? randomBytes(16).toString('hex'),
    spanId: randomBytes(8).toString('hex'),
    jobId: above?.jobId,
    isRequest: request !== undefined,
  };
  const startedAt = Date.now();
  const start = performance.now();
  const told = { ...attributes };
  let isOver = false;
  const span: OpenSpan = {
    set: (more) => void Object.assign(told, more),
    end(error) {
      if (isOver) return;
      isOver = true;
      const { traceId, spanId, jobId } = place;
      tracing.send({
        ...{ name, kind, traceId, spanId, parentId: above?.spanId, error },
        ...{ startedAt, endedAt: startedAt + performance.now() - start },
        caller: readTraceparent(request?.traceparent),
        attributes: given({ ...(jobId && { 'intentui.job_id': jobId }), ...told }),
      });
    },
  };
  return { place, span };
}

const ofJob = (jobId: string): Place => ({ jobId, traceId: traceOf(jobId), spanId: idOf(jobId, 'job') });

/** A job's id is a UUID: as many random bytes as a trace's id has. */
const traceOf = (jobId: string): string => jobId.replaceAll('-', '').toLowerCase();

const idOf = (jobId: string, what: 'request' | 'job'): string =>
  createHash('sha256').update(`${what} ${jobId}`).digest('hex').slice(0, 16);

/** As the W3C writes it; undefined where it is anything else. */
function readTraceparent(text: string | null | undefined): Ids | undefined {
  const [, traceId, spanId] =
    /^[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}(?:-|$)/.exec(text ?? '') ?? [];
  if (!traceId || !spanId || /^0+$/.test(traceId) || /^0+$/.test(spanId)) return undefined;
  return { traceId, spanId };
}

const given = (attributes: Values): Span['attributes'] =>
  Object.fromEntries(
    Object.entries(attributes).flatMap(([name, value]) =>
      value === null || value === undefined ? [] : [[name, value]],
    ),
  );

/** Engine errors carry what a step threw as their cause. */
function codeOf(thrown: unknown): string {
  if (isAppError(thrown)) return thrown.code;
  const cause = thrown instanceof Error ? thrown.cause : undefined;
  return isAppError(cause) ? cause.code : 'internal';
}
