import { clip } from './clip.ts';

/** Words as one line, for a title or a reason: without control characters, and cut to `longest` UTF-16 units. */
export function oneLine(words: string, longest = 200): string {
  const line = words
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
    .toWellFormed();
  return line.length <= longest ? line : `${clip(line, longest - 1)}…`.toWellFormed();
}

/**
 * A text of a server as it may be shown in a reason: one line, without control characters, without the values that its
 * operator keeps secret, at most 200 characters.
 */
export function redact(text: string, secrets: readonly string[]): string {
  // The longest first: one secret may be the beginning of another.
  const hidden = [...secrets]
    .sort((left, right) => right.length - left.length)
    .reduce((shown, secret) => shown.replaceAll(secret, '•••'), clip(text, 4000));
  return oneLine(hidden, 200);
}
