/**
 * How a text that was cut goes on with what a model wrote next: words that it repeats from the end of the text are left
 * out, and a model that begins the text anew is told apart from one that goes on.
 */
export function joinContinuation(before: string, next: string): { startsAnew: boolean; text: string } {
  const start = next.trimStart();
  const sameStart = before.trimStart().slice(0, 40);
  if (sameStart.length >= 20 && start.startsWith(sameStart)) return { startsAnew: true, text: start };
  const longest = Math.min(before.length, next.length);
  for (let length = longest; length >= 8; length -= 1) {
    if (before.endsWith(next.slice(0, length))) return { startsAnew: false, text: next.slice(length) };
  }
  return { startsAnew: false, text: next };
}
