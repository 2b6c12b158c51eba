/**
 * Every error code once: its HTTP status, whether a step that throws it is tried again, and the title clients read.
 * Adding a code is adding a line.
 */
const codes = {
  invalid_request: { status: 400, retryable: false, title: 'The request is not valid' },
  malformed_json: { status: 400, retryable: false, title: 'The body is not valid JSON' },
  unauthorized: { status: 401, retryable: false, title: 'The key is missing or wrong' },
  forbidden: { status: 403, retryable: false, title: 'This key may not do this' },
  forbidden_host: { status: 403, retryable: false, title: 'This host name is not allowed' },
  forbidden_origin: { status: 403, retryable: false, title: 'Requests from this origin are refused' },
  not_found: { status: 404, retryable: false, title: 'Not found' },
  method_not_allowed: { status: 405, retryable: false, title: 'Method not allowed' },
  not_acceptable: {
    status: 406,
    retryable: false,
    title: 'None of the accepted response types is available',
  },
  conflict: { status: 409, retryable: false, title: 'The state of the job does not allow this' },
  body_too_large: { status: 413, retryable: false, title: 'The body is too large' },
  unsupported_media_type: { status: 415, retryable: false, title: 'This content type is not taken here' },
  file_not_readable: { status: 422, retryable: false, title: 'This file cannot be read here' },
  storage_full: { status: 507, retryable: true, title: 'There is no space left where files are kept' },
  idempotency_mismatch: {
    status: 422,
    retryable: false,
    title: 'This Idempotency-Key was used with another body',
  },
  rate_limited: { status: 429, retryable: true, title: 'Too many requests' },
  too_many_jobs: { status: 429, retryable: true, title: 'Too many jobs' },
  too_many_streams: { status: 429, retryable: true, title: 'Too many open streams' },
  internal: { status: 500, retryable: true, title: 'Something went wrong on the server' },
  database_unavailable: { status: 503, retryable: true, title: 'The database cannot be reached' },
  database_slow: { status: 503, retryable: true, title: 'The database took too long to answer' },
  not_ready: { status: 503, retryable: true, title: 'The product is not ready yet' },
  engine_unavailable: { status: 503, retryable: true, title: 'The engine cannot be reached' },
  migration_failed: { status: 503, retryable: false, title: 'The database could not be brought up to date' },
  engine_lost: {
    status: 500,
    retryable: true,
    title: 'The engine lost this job; submit it again',
  },
  poison_pill: {
    status: 500,
    retryable: false,
    title: 'The process ended each time that it worked on this job; it is not tried again',
  },
  invalid_configuration: { status: 500, retryable: false, title: 'The configuration is not valid' },
  source_failed: { status: 502, retryable: true, title: 'A source could not answer' },
  source_off: { status: 409, retryable: false, title: 'This source is off' },
  price_unknown: { status: 422, retryable: false, title: 'The price of a model is not known' },
  vision_off: { status: 422, retryable: false, title: 'Looking at pictures is not set up here' },
  source_unavailable: { status: 502, retryable: false, title: 'A source is not available now' },
  model_failed: { status: 502, retryable: true, title: 'The model could not answer' },
  model_unreachable: { status: 502, retryable: false, title: 'The model gateway cannot be reached' },
  model_cut_off: { status: 502, retryable: true, title: "The model's answer broke off before its end" },
  model_repeats: { status: 502, retryable: true, title: 'The model repeated itself without end' },
  model_rejected: { status: 502, retryable: false, title: 'The model gateway refused the request' },
  /** What the model was asked is refused, not who asks: another prompt may do. */
  model_refused: { status: 502, retryable: false, title: 'The model gateway did not take this prompt' },
  model_rate_limited: { status: 503, retryable: true, title: 'The model gateway asks to wait' },
  model_context_exceeded: {
    status: 502,
    retryable: false,
    title: 'The request is too long for the model; set MODEL_CONTEXT to its context size',
  },
  model_empty: { status: 502, retryable: false, title: 'The model wrote nothing' },
  model_output_invalid: {
    status: 502,
    retryable: true,
    title: 'The answer of the model could not be used',
  },
  budget_exceeded: { status: 402, retryable: false, title: 'The budget of this job is used up' },
  deadline_exceeded: { status: 504, retryable: false, title: 'The job ran out of time' },
  job_ended: { status: 409, retryable: false, title: 'The job has already ended' },
} as const satisfies Record<string, { status: number; retryable: boolean; title: string }>;

export type ErrorCode = keyof typeof codes;

/** What a program can go on with after an error. */
export type ErrorDetails = {
  /** The text of an answer that came before it broke off. */
  text?: string;
  /** How many tokens the model can read, where the server said so. */
  contextTokens?: number;
  /** What a failed call has used all the same. */
  usage?: { inputTokens: number | null; outputTokens: number | null; costUsd: number | null };
};

const brand = Symbol.for('intentui.AppError');

/**
 * An error that carries its code; the code alone decides HTTP status and retry.
 * `message` is for people and says what to do; it never holds a path, a key or SQL.
 * A bundled process holds this module more than once, each with a class of its own: ask `isAppError`, not `instanceof`.
 */
export class AppError extends Error {
  readonly [brand] = true;
  readonly code: ErrorCode;
  /** Seconds after which another try makes sense, where somebody said so. */
  readonly retryAfterSeconds: number | undefined;

  /** When a source that is left alone for a while is asked again. */
  readonly nextTryAt: Date | undefined;
  /** False where nobody was asked: it says nothing new of a source. */
  readonly wasAsked: boolean;

  /** Each faulty field of a request, with a path such as `input_data.query`. */
  readonly fields: { path: string; message: string }[] | undefined;
  readonly details: ErrorDetails;

  constructor(
    code: ErrorCode,
    message?: string,
    options?: {
      cause?: unknown;
      retryAfterSeconds?: number;
      nextTryAt?: Date;
      wasAsked?: boolean;
      fields?: { path: string; message: string }[];
      details?: ErrorDetails;
    },
  ) {
    super(message ?? codes[code].title, options?.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.retryAfterSeconds = options?.retryAfterSeconds;
    this.nextTryAt = options?.nextTryAt;
    this.wasAsked = options?.wasAsked ?? true;
    this.fields = options?.fields;
    this.details = options?.details ?? {};
  }

  get status(): number {
    return codes[this.code].status;
  }

  get retryable(): boolean {
    return codes[this.code].retryable;
  }

  get title(): string {
    return codes[this.code].title;
  }
}

/** Whether this is an AppError, whichever copy of this module made it. */
export function isAppError(thrown: unknown): thrown is AppError {
  return thrown instanceof Error && brand in thrown && (thrown as AppError).code in codes;
}

/** Makes an AppError of anything thrown; what is not one yet becomes `internal` with the cause kept. */
export function toAppError(thrown: unknown): AppError {
  return isAppError(thrown) ? thrown : new AppError('internal', undefined, { cause: thrown });
}

/** What was thrown and what caused it, the innermost last. */
export function* causesOf(thrown: unknown): Generator<Error> {
  let cause = thrown;
  for (let depth = 0; cause instanceof Error && depth < 6; depth += 1) {
    yield cause;
    cause = cause.cause;
  }
}

/** The AppError among what was thrown and its causes. */
export const appErrorIn = (thrown: unknown): AppError | undefined => [...causesOf(thrown)].find(isAppError);
