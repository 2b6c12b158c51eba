import { AppError, appErrorIn, causesOf, type ErrorCode } from '#lib/errors.ts';
import { readRetryAfter } from '#lib/http/retry-after.ts';
import { redact } from '#lib/text/one-line.ts';
import { isContextExceeded, readContextLimit } from './context-limit.ts';
import { findRefusal, readWords } from './stream-failure.ts';

/** What a failure is about; `secrets` never stand in what is said of it. */
export type About = {
  modelId: string;
  secrets: readonly string[];
  /** The settings that a person changes. */
  settings: { model: string; key: string; address: string };
};
type Failure = { status: number | undefined; words: string; retryAfterSeconds: number | undefined };
type Kind = {
  when: (failure: Failure) => boolean;
  code: ErrorCode;
  say: (about: About, failure: Failure & { said: string }) => string;
};

const at = ({ status }: Failure) => (status === undefined ? '' : ` (${status})`);
const is = (statuses: readonly number[], words?: RegExp) => (failure: Failure) =>
  (failure.status === undefined ? words !== undefined : statuses.includes(failure.status)) &&
  (words?.test(failure.words) ?? true);

/** What refusals mean, the first that fits; a status alone, or words where servers disagree about the status. */
const kinds: Kind[] = [
  {
    when: (failure) =>
      failure.status === 413 ||
      (is([400, 403, 404, 422, 500], /./)(failure) && isContextExceeded(failure.words)),
    code: 'model_context_exceeded',
    say: ({ modelId }, failure) =>
      `The prompt is too long for the model "${modelId}"${at(failure)}${failure.said}`,
  },
  {
    when: is(
      [400, 403, 422, 500],
      /content[_ ]?(filter|management|policy)|ResponsibleAI|moderation|flagged/i,
    ),
    code: 'model_refused',
    say: (_, failure) => `The gateway's content filter refused the prompt${at(failure)}${failure.said}`,
  },
  {
    when: (failure) =>
      failure.status === 402 ||
      // Some say "quota" of what is free again in a moment; those say when.
      (failure.retryAfterSeconds === undefined &&
        is(
          [400, 403, 429],
          /insufficient[_ ](quota|balance|credit|funds)|billing|out of credit|credit balance|credits? .{0,30}(left|exhausted|insufficient)|(exceeded|reached) your (current )?(quota|monthly)|quota.{0,40}(exhausted|has been exceeded)|payment required|arrears/i,
        )(failure)),
    code: 'model_rejected',
    say: ({ settings }, failure) =>
      `The account at the gateway has no credit or quota left${at(failure)}; see to it at the provider, or set ${settings.key} to the key of another account${failure.said}`,
  },
  {
    when: is(
      [400, 401, 403],
      /api[_ ]?key|incorrect key|invalid key|unauthori[sz]ed|authentication|invalid (bearer )?token/i,
    ),
    code: 'model_rejected',
    say: ({ settings }, failure) =>
      `The gateway does not accept the key${at(failure)}; check ${settings.key}.`,
  },
  {
    when: ({ status }) => status === 401,
    code: 'model_rejected',
    say: ({ settings }) => `The gateway does not accept the key (401); check ${settings.key}.`,
  },
  {
    when: is([400, 404, 422, 500, 503], /no models? (is |are )?(currently )?loaded/i),
    code: 'model_rejected',
    say: (_, failure) => `The model server has no model loaded${at(failure)}; load one there, and try again.`,
  },
  {
    when: is(
      [425, 503, 504, 529],
      /\bloading\b|(being|not yet|currently|still) (loaded|starting|initiali[sz]ing)|warm(ing)?[ -]?up/i,
    ),
    code: 'model_rate_limited',
    say: ({ modelId }, failure) => `The model "${modelId}" is still being loaded${at(failure)}.`,
  },
  {
    when: is(
      [400, 404, 422],
      /model[\s\S]{0,80}(not (be )?(found|exist)|doesn.t exist|no such|not available)|not a valid model|(unknown|invalid|no such) model|model_not_found|deployment.{0,40}not exist/i,
    ),
    code: 'model_rejected',
    say: ({ modelId, settings }, failure) =>
      `The gateway knows no model "${modelId}"${at(failure)}; check ${settings.model}${failure.said}`,
  },
  {
    when: ({ status }) => status === 403,
    code: 'model_rejected',
    say: ({ modelId, settings }, failure) =>
      `The gateway does not let this key use the model "${modelId}" (403); check ${settings.key} and ${settings.model}${failure.said}`,
  },
  {
    when: is([404, 405, 301, 302, 307, 308]),
    code: 'model_rejected',
    say: ({ modelId, settings }, failure) =>
      `There is no API, or no model "${modelId}", at ${settings.address}${at(failure)}; that address often ends in /v1, and ${settings.model} names the model.`,
  },
  {
    when: is([429, 529], /rate.?limit|too many requests|overloaded|high (demand|traffic)|server is busy/i),
    code: 'model_rate_limited',
    say: (_, failure) => `The model gateway asks to wait${at(failure)}.`,
  },
  {
    // A 503 that names a time is no fault.
    when: ({ status, retryAfterSeconds }) =>
      status === 429 || status === 529 || (status === 503 && retryAfterSeconds !== undefined),
    code: 'model_rate_limited',
    say: (_, failure) => `The model gateway asks to wait${at(failure)}.`,
  },
  {
    when: ({ status }) => status === undefined || status >= 500 || [408, 409, 425].includes(status),
    code: 'model_failed',
    say: (_, failure) => `The model gateway failed${at(failure)}${failure.said}`,
  },
];

/**
 * Makes the AppError of whatever a call to the gateway threw. By its code a caller knows what to do: wait
 * (`model_rate_limited`, where the server names them with seconds), try again (`model_failed`), ask with less
 * (`model_context_exceeded`, with the limit where it is named), with another prompt (`model_refused`), or leave it
 * until a setting or an account is changed (`model_rejected`, `model_unreachable`).
 * The message says what a person can change and never holds a secret.
 */
export function explainFailure(thrown: unknown, about: About): AppError {
  const known = appErrorIn(thrown);
  if (known) return known;
  const refusal = findRefusal(thrown);
  if (!refusal) return explainLostConnection(thrown, about);
  const { statusCode: status, responseBody: body, responseHeaders: headers } = refusal;
  const isPage = /^\s*</.test(body);
  const words = `${refusal.message} ${isPage ? '' : body}`;
  const quoted = redact(isPage ? '' : (readWords(body) ?? refusal.message), about.secrets);
  const said = quoted ? `: ${quoted}` : '.';
  const retryAfterSeconds = readRetryAfter(headers) ?? readWait(words);
  const failure = { status, words, retryAfterSeconds, said };
  const kind = kinds.find(({ when }) => when(failure));
  const contextTokens = kind?.code === 'model_context_exceeded' ? readContextLimit(words) : undefined;
  return new AppError(
    kind?.code ?? 'model_refused',
    kind?.say(about, failure) ?? `The gateway refused the request${at(failure)}${failure.said}`,
    {
      cause: thrown,
      ...(kind?.code === 'model_rate_limited' && retryAfterSeconds && { retryAfterSeconds }),
      ...(contextTokens && { details: { contextTokens } }),
    },
  );
}

/** "Please try again in 1m20.5s": the seconds; undefined where nothing of the kind is said. */
function readWait(words: string): number | undefined {
  const said = /(?:try again|retry) in (?:(\d+)h)?(?:(\d+)m(?!s))?(?:(\d+(?:\.\d+)?) ?(ms|s))?/i.exec(words);
  const [, hours = 0, minutes = 0, rest = 0, unit] = said ?? [];
  const seconds = 3600 * Number(hours) + 60 * Number(minutes) + Number(rest) / (unit === 'ms' ? 1000 : 1);
  return seconds > 0 ? seconds : undefined;
}

const nobodyThere = new Set([
  'ECONNREFUSED',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);
const badCertificate = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS|ERR_SSL|EPROTO/;

function explainLostConnection(thrown: unknown, { settings }: About): AppError {
  for (const error of causesOf(thrown)) {
    const code = 'code' in error ? String(error.code) : '';
    const unreachable = (message: string) => new AppError('model_unreachable', message, { cause: thrown });
    if (code === 'ENOTFOUND')
      return unreachable(`There is no host of the name in ${settings.address}; check its spelling.`);
    if (badCertificate.test(code))
      return unreachable(
        `The certificate at ${settings.address} is not accepted (${code}); check http or https, or name its authority's file in NODE_EXTRA_CA_CERTS.`,
      );
    if (nobodyThere.has(code))
      return unreachable(`The model gateway cannot be reached; check ${settings.address} and that it runs.`);
  }
  const message = 'The connection to the model was lost before it had finished.';
  return new AppError('model_failed', message, { cause: thrown });
}
