import { AppError, isAppError } from '#lib/errors.ts';
import { readRetryAfter } from '#lib/http/retry-after.ts';

type About = { modelId: string; apiKey: string | undefined };

/** What a person can do about a refusal, by its status. */
const advice: Record<number, (modelId: string) => string> = {
  401: () => 'The gateway does not accept the key (401); check GATEWAY_API_KEY.',
  402: () => 'The account at the gateway has no credit left (402).',
  403: (id) => `The gateway does not let this key use the model "${id}" (403); check GATEWAY_API_KEY.`,
  404: (id) => `The gateway knows no model "${id}" (404); check the model's id and GATEWAY_BASE_URL.`,
  413: (id) => `The prompt is too large for the model "${id}" (413).`,
};
const worthAnotherTry = new Set([408, 409, 425]);

/**
 * Makes the AppError of whatever a call to the gateway threw: `model_rate_limited` for 429 and for 503 with
 * Retry-After, `model_rejected` for what another try cannot mend, else `model_failed`. The message never holds the key.
 */
export function explainFailure(thrown: unknown, { modelId, apiKey }: About): AppError {
  for (let error = thrown; error instanceof Error; error = error.cause) if (isAppError(error)) return error;
  const { status, words, headers } = readFailure(thrown);
  const said = words ? `: ${clip(apiKey ? words.replaceAll(apiKey, '…') : words)}` : '.';
  const failure = (code: 'model_failed' | 'model_rejected' | 'model_rate_limited', message: string) => {
    const retryAfterSeconds = code === 'model_rate_limited' ? readRetryAfter(headers) : undefined;
    return new AppError(code, message, { cause: thrown, ...(retryAfterSeconds && { retryAfterSeconds }) });
  };

  if (status === undefined) return failure('model_failed', describeLostConnection(thrown));
  if (status === 429 && /insufficient_quota|billing|credit/i.test(words)) {
    return failure('model_rejected', 'The account at the gateway has no credit left (429).');
  }
  if (status === 429 || (status === 503 && readRetryAfter(headers) !== undefined)) {
    return failure('model_rate_limited', `The model gateway asks to wait (${status}).`);
  }
  if (status >= 500 || worthAnotherTry.has(status)) {
    return failure('model_failed', `The model gateway failed (${status})${said}`);
  }
  return failure(
    'model_rejected',
    advice[status]?.(modelId) ?? `The gateway refused the request (${status})${said}`,
  );
}

/** The status, words and headers of an error answer, be it the whole answer or an error within a stream. */
function readFailure(thrown: unknown): {
  status: number | undefined;
  words: string;
  headers: Record<string, string> | undefined;
} {
  const { statusCode, message, responseBody, responseHeaders } = Object(thrown) as {
    statusCode?: number;
    message?: string;
    responseBody?: string;
    responseHeaders?: Record<string, string>;
  };
  const isError = statusCode !== undefined && statusCode >= 400;
  return {
    status: isError ? statusCode : undefined,
    words: isError ? message || responseBody || '' : '',
    headers: responseHeaders,
  };
}

function describeLostConnection(thrown: unknown): string {
  for (let error = thrown; error instanceof Error; error = error.cause) {
    const code = 'code' in error ? error.code : undefined;
    if (code === 'ECONNREFUSED' || code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
      return 'The model gateway cannot be reached; check GATEWAY_BASE_URL and that it runs.';
    }
  }
  return 'The connection to the model was lost before it had finished.';
}

const clip = (words: string) => (words.length > 200 ? `${words.slice(0, 200)}…` : words);
