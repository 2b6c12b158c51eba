/** Every fault that the engine tells, and the HTTP status it answers with. */
const codes = {
  invalid_request: { status: 400, title: 'The request is not valid' },
  malformed_json: { status: 400, title: 'The body is not valid JSON' },
  unauthorized: { status: 401, title: 'The key is missing or wrong' },
  forbidden_host: { status: 403, title: 'This host name is not allowed' },
  forbidden_origin: { status: 403, title: 'Requests from this origin are refused' },
  not_found: { status: 404, title: 'Not found' },
  method_not_allowed: { status: 405, title: 'Method not allowed' },
  body_too_large: { status: 413, title: 'The body is too large' },
  internal: { status: 500, title: 'Something went wrong on the server' },
  invalid_configuration: { status: 500, title: 'The configuration is not valid' },
  database_unavailable: { status: 503, title: 'The database cannot be reached' },
  engine_unavailable: { status: 503, title: 'The engine cannot be reached' },
  migration_failed: { status: 503, title: 'The database could not be brought up to date' },
} as const;

export type EngineErrorCode = keyof typeof codes;

const brand = Symbol.for('inngest-in-process.EngineError');

/** An error of the engine, with a code; `message` is for people and says what to do. */
export class EngineError extends Error {
  readonly [brand] = true;
  readonly code: EngineErrorCode;

  constructor(code: EngineErrorCode, message: string = codes[code].title, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'EngineError';
    this.code = code;
  }

  get status(): number {
    return codes[this.code].status;
  }
}

/** Whether this is an EngineError, whichever copy of this module made it. */
export function isEngineError(thrown: unknown): thrown is EngineError {
  return thrown instanceof Error && brand in thrown && (thrown as EngineError).code in codes;
}

/** Makes an EngineError of anything thrown; what is none yet becomes `internal` with the cause kept. */
export function toEngineError(thrown: unknown): EngineError {
  return isEngineError(thrown) ? thrown : new EngineError('internal', undefined, { cause: thrown });
}
