import { Problem } from '#lib/schema/problem.ts';

const brand = Symbol.for('intentui.ApiError');

/** A refused or failed call to the API; `problem` is what the server said, or our words where it said nothing. */
export class ApiError extends Error {
  readonly [brand] = true;
  readonly problem: Problem;
  /** Seconds after which another try makes sense, where the server said so. */
  readonly retryAfterSeconds: number | undefined;

  constructor(problem: Problem, options?: { cause?: unknown; retryAfterSeconds?: number | undefined }) {
    super(
      problem.detail || problem.title,
      options?.cause === undefined ? undefined : { cause: options.cause },
    );
    this.name = 'ApiError';
    this.problem = problem;
    this.retryAfterSeconds = options?.retryAfterSeconds;
  }
}

/** Whether this is an ApiError, whichever copy of this module made it. */
export function isApiError(thrown: unknown): thrown is ApiError {
  return thrown instanceof Error && brand in thrown;
}

/** Makes an ApiError of an answer that is not 2xx, whatever its body holds. */
export async function readApiError(response: Response): Promise<ApiError> {
  const body: unknown = await response.json().catch(() => undefined);
  const parsed = Problem.safeParse(body);
  const retryAfterSeconds = Number(response.headers.get('retry-after')) || undefined;
  if (parsed.success) return new ApiError(parsed.data, { retryAfterSeconds });
  const detail = `The server answered ${response.status} with something that could not be read.`;
  return new ApiError(ownProblem('unreadable_answer', { status: response.status, detail }), {
    retryAfterSeconds,
  });
}

/** The error of a call that never reached the server. */
export function unreachable(cause: unknown): ApiError {
  const detail = 'The server cannot be reached. Check that it runs, then try again.';
  return new ApiError(ownProblem('unreachable', { status: 0, detail }), { cause });
}

/** The error of a 2xx answer whose body is not what the contract promises. */
export function unreadableAnswer(status: number, cause: unknown): ApiError {
  const detail =
    'The server answered with something that this client does not understand. Reload, or update the client.';
  return new ApiError(ownProblem('unreadable_answer', { status, detail }), { cause });
}

function ownProblem(code: string, { status, detail }: { status: number; detail: string }): Problem {
  return { type: 'about:blank', title: detail, status, detail, code, request_id: '' };
}
