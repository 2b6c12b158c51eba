/**
 * How many letters have to be put in, left out, changed or swapped with the next one to turn a word into another, at
 * most `most` + 1: whoever is further apart is not measured. The first letter and the last one are typed, or swapped with the
 * one beside them: words that differ there otherwise are other words (`docker`, `locker`, `docked`), and further apart.
 */
export function editDistance(one: string, other: string, most: number): number {
  const far = most + 1;
  const begins = one[0] === other[0] || (one[0] === other[1] && one[1] === other[0]);
  if (Math.abs(one.length - other.length) > most || !begins) return far;
  let before: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let row = 1; row <= one.length; row += 1) {
    const next = [row];
    for (let column = 1; column <= other.length; column += 1) {
      const isSame = one[row - 1] === other[column - 1];
      const isEnd = row === one.length && column === other.length;
      const isSwapped = one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      next[column] = Math.min(
        (last[column] ?? far) + 1,
        (next[column - 1] ?? far) + 1,
        (last[column - 1] ?? far) + (isSame ? 0 : isEnd ? far : 1),
        isSwapped ? (before[column - 2] ?? far) + 1 : far,
      );
    }
    if (Math.min(...next) > most) return far;
    [before, last] = [last, next];
  }
  return Math.min(last[other.length] ?? far, far);
}
