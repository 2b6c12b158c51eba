import { isContextExceeded } from './context-limit.ts';
import type { Learnt } from './learnt.ts';
import { findRefusal } from './stream-failure.ts';

/** How a call was asked that was refused. */
export type Tried = Learnt & { asksForJson: boolean; maxOutputTokens: number | undefined };

/** What a refusal teaches of the model; `maxOutputTokens` holds for the call alone, since it depends on its prompt. */
export type Lesson = Partial<Learnt> & { maxOutputTokens?: number };

const jsonForms = ['json_schema', 'json_object', 'text'] as const;

/** Answer limits that a refusal names: "supports at most 4096", "valid range of max_tokens is [1, 8192]". */
const mostTokens =
  /(?:at most|less than or equal to|<=|maximum (?:allowed )?(?:number of )?(?:output|completion) tokens[^\d]{0,20}|valid range[^\d]{0,30}\d+\s*,)\s*(\d+)/i;
/** "(20000 > 16384 - 300)": what is left of the context beside the prompt. */
const leftOver = /\((\d+) > (\d+) - (\d+)\)/;

/** What refusals teach; each lesson changes what was tried, so that no call is asked twice in the same form. */
const lessons: ((words: string, tried: Tried) => Lesson | undefined | false)[] = [
  (words, { countsTokens }) =>
    countsTokens && /stream_options|include_usage/.test(words) && { countsTokens: false },
  (words, { streams }) =>
    streams &&
    /verified to stream|stream(ing)?['"`]? (is )?(not supported|unsupported)|not support stream/i.test(
      words,
    ) && {
      streams: false,
    },
  (words, { limitName }) => {
    const other = limitName === 'max_tokens' ? 'max_completion_tokens' : 'max_tokens';
    const refuses = new RegExp(
      `(unsupported|unrecognized|unknown|extra|unexpected)[^.]{0,60}\\b${limitName}\\b|\\b${limitName}\\b['"\`]? [^.]{0,40}not (supported|permitted|allowed)`,
      'i',
    );
    return (
      (refuses.test(words) || new RegExp(`use ['"\`]?${other}`, 'i').test(words)) && { limitName: other }
    );
  },
  (words, { mostTokens: known, maxOutputTokens }) => {
    if (!/max_(completion_)?tokens|max output|output tokens/i.test(words)) return undefined;
    const [, , context, prompt] = leftOver.exec(words) ?? [];
    const left = Number(context) - Number(prompt);
    if (left > 0) return left < (maxOutputTokens ?? Infinity) && { maxOutputTokens: left };
    const most = Number(mostTokens.exec(words)?.[1]);
    return most > 0 && (known === null || most < known) && { mostTokens: most };
  },
  (words, { needsLimit }) =>
    !needsLimit &&
    /max_(completion_)?tokens/.test(words) &&
    /required|missing|must be (set|specified|provided)/i.test(words) && { needsLimit: true },
  (words, { takesTemperature }) =>
    takesTemperature && /\btemperature\b/i.test(words) && { takesTemperature: false },
  (words, { takesEffort }) =>
    takesEffort &&
    /reasoning[_. ]?effort|reasoning is not|\bthinking\b/i.test(words) && { takesEffort: false },
  (words, { takesSystem }) =>
    takesSystem &&
    /system (role|message|prompt)s?[^.]{0,30}not (supported|allowed)|developer instruction is not enabled|roles must alternate|role ['"`]?system/i.test(
      words,
    ) && { takesSystem: false },
  (words, { asksForJson, jsonForm }) => {
    const next = jsonForms[jsonForms.indexOf(jsonForm) + 1];
    return asksForJson && next && refusesJson.test(words) && { jsonForm: next };
  },
];

const refusesJson =
  /response[_ ]?format|json[_ ]?(schema|object|mode)|json_validate_failed|structured[_ ]output|grammar|guided|requested parameters|additionalProperties|\bschema\b/i;

/**
 * What a refusal teaches about the model, if anything. Servers name the part that they refuse in one of many wordings
 * and under almost any status; what is about the key, the model or a rate teaches nothing.
 */
export function learnFrom(error: unknown, tried: Tried): Lesson | undefined {
  const refusal = findRefusal(error);
  const { statusCode = 400, message, responseBody } = refusal ?? {};
  const words = `${message} ${responseBody}`;
  if (!refusal || ![400, 404, 415, 422, 500, 501].includes(statusCode) || isContextExceeded(words))
    return undefined;
  for (const lesson of lessons) {
    const learnt = lesson(words, tried);
    if (learnt) return learnt;
  }
  return undefined;
}
