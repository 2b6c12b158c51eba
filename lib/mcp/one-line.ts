/** Words as one line, for a title or a reason: without control characters, and cut to `longest` UTF-16 units. */
export function oneLine(words: string, longest = 200): string {
  const line = words
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
    .toWellFormed();
  return line.length <= longest ? line : `${line.slice(0, longest - 1)}…`.toWellFormed();
}
