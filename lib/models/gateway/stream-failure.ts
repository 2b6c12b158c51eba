import { causesOf } from '#lib/errors.ts';
/** What a server says when it does not answer: with a status, or within an answer that had begun. */
export type Refusal = {
  statusCode: number | undefined;
  message: string;
  responseBody: string;
  responseHeaders: Record<string, string>;
};

const told = Symbol('told within an answer');
const receivedText = Symbol('the text that had come');

/** An error that a server tells within an answer, in the form in which one tells it with a status. */
export type StreamFailure = Error & { statusCode: number | undefined; responseBody: string; [told]: true };

/** Makes it of an error object as servers write them: `{message, code, type}`, `{detail}`, or words alone. */
export function streamFailure(error: Record<string, unknown> | string): StreamFailure {
  const { code, status, status_code } = Object(error) as Record<string, unknown>;
  const statusCode = [code, status, status_code].map(Number).find((number) => number >= 400 && number < 600);
  const responseBody = typeof error === 'string' ? error : JSON.stringify(error);
  return Object.assign(new Error(wordsOf(error) ?? responseBody), {
    statusCode,
    responseBody,
    [told]: true as const,
  });
}

/** The refusal that an error comes from; undefined where the server refused nothing. */
export function findRefusal(thrown: unknown): Refusal | undefined {
  for (const error of causesOf(thrown)) {
    const { statusCode, responseBody = '', responseHeaders = {} } = error as Error & Partial<Refusal>;
    if (told in error || (statusCode !== undefined && statusCode >= 300)) {
      return { statusCode, message: error.message, responseBody, responseHeaders };
    }
  }
  return undefined;
}

/** An error of an answer of which some text had come, which stays with it. */
export const withReceived = (cause: unknown, text: string): Error =>
  Object.assign(new Error('the answer broke off', { cause }), { [receivedText]: text });

/** The text of an answer that had come before an error; empty where none had. */
export function findReceived(thrown: unknown): string {
  for (const error of causesOf(thrown)) {
    if (receivedText in error) return String(error[receivedText]);
  }
  return '';
}

/** What the body of an error answer says, in whatever form; undefined where it is no JSON. */
export function readWords(body: string): string | undefined {
  try {
    return wordsOf(JSON.parse(body));
  } catch {
    return undefined;
  }
}

function wordsOf(error: unknown): string | undefined {
  if (typeof error === 'string') return error;
  if (Array.isArray(error)) return wordsOf(error[0]);
  if (typeof error !== 'object' || error === null) return undefined;
  const { message, detail, error: inner, msg } = error as Record<string, unknown>;
  for (const words of [message, inner, detail, msg]) {
    const said = wordsOf(words);
    if (said) return said;
  }
  return undefined;
}
