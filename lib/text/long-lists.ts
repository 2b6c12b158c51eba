// A call takes some 120,000 arguments at most: a list as long as somebody's file is never spread into one.

/** Adds them all, however many. */
export function addAll<Of>(to: Of[], more: Iterable<Of>): void {
  for (const one of more) to.push(one);
}

/** The largest of numbers, or `least` where none is larger. */
export function largestOf(numbers: Iterable<number>, least = Number.NEGATIVE_INFINITY): number {
  let largest = least;
  for (const one of numbers) if (one > largest) largest = one;
  return largest;
}

/** The smallest of numbers; infinite where there are none. */
export function smallestOf(numbers: Iterable<number>): number {
  let smallest = Number.POSITIVE_INFINITY;
  for (const one of numbers) if (one < smallest) smallest = one;
  return smallest;
}
