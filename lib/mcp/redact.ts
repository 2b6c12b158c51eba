import { oneLine } from './one-line.ts';

/**
 * A text of a server as it may be shown in a reason: one line, without control characters, without the values that its
 * operator keeps secret, at most 200 characters.
 */
export function redact(text: string, secrets: readonly string[]): string {
  const hidden = [...secrets]
    .sort((left, right) => right.length - left.length)
    .reduce((shown, secret) => shown.replaceAll(secret, '•••'), text.slice(0, 4000));
  return oneLine(hidden, 200);
}
