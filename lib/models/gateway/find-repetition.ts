const tailLength = 4_000;
const step = 250;
/** So much of a text has to be the same words again and again before it is taken for one that never ends. */
const leastLength = 1_500;
const leastTimes = 4;
const endLength = 16;

/**
 * Watches a text as it streams in for words that come again and again without end; `push` answers true once they
 * do. Rules, tables and code that repeat themselves for less than 1,500 characters are let be.
 */
export function createRepetitionFinder() {
  let tail = '';
  let unseen = 0;
  return {
    push(delta: string): boolean {
      tail = (tail + delta).slice(-tailLength);
      unseen += delta.length;
      if (unseen < step || tail.length < leastLength) return false;
      unseen = 0;
      return endsAsBefore(tail) && repeats(tail);
    },
  };
}

/** Whether the last words of a text stand in it before, which those of most texts do not: looked at first, since it costs little. */
const endsAsBefore = (text: string): boolean =>
  text.lastIndexOf(text.slice(-endLength), text.length - endLength - 1) >= 0;

/** Whether the end of a text is one piece at least four times over, and long enough in all. */
function repeats(text: string): boolean {
  const turned = Array.from(text).reverse();
  const same = prefixMatches(turned);
  for (let period = 1; period * leastTimes <= turned.length; period += 1) {
    const length = (same[period] ?? 0) + period;
    if (length >= Math.max(leastLength, period * leastTimes)) return true;
  }
  return false;
}

/** For each place of a list, how many items from there on are those it begins with (the Z function). */
function prefixMatches(items: readonly string[]): number[] {
  const same = new Array<number>(items.length).fill(0);
  let left = 0;
  let right = 0;
  for (let at = 1; at < items.length; at += 1) {
    let length = at < right ? Math.min(right - at, same[at - left] ?? 0) : 0;
    while (at + length < items.length && items[length] === items[at + length]) length += 1;
    same[at] = length;
    if (at + length > right) [left, right] = [at, at + length];
  }
  return same;
}
