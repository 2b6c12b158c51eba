import { largestOf } from '#lib/text/long-lists.ts';

/** Inline code in backticks, one more than the longest run inside. */
export function codeSpan(value: string): string {
  const longest = largestOf(
    value.matchAll(/`+/g).map(([run]) => run.length),
    0,
  );
  const marks = '`'.repeat(longest + 1);
  const space = longest > 0 && /^`|`$/.test(value) ? ' ' : '';
  return `${marks}${space}${value}${space}${marks}`;
}

/**
 * Inline code that stands without a space between, as its own markup parts it: what goes on with a name is one span
 * ("Field." and "max_length" are `Field.max_length`), and others stand apart, as their looks tell a reader.
 */
export function codeSpans(values: readonly string[]): string {
  const spans: string[][] = [];
  for (const value of values) {
    const last = spans.at(-1);
    const isOpen = /[\p{L}\p{N}][.:=(/@#-]$/u.test(last?.at(-1) ?? '');
    if (last && (isOpen || /^[.:(=[{@#-][\p{L}\p{N}]/u.test(value))) last.push(value);
    else spans.push([value]);
  }
  return spans.map((parts) => codeSpan(parts.join(''))).join(' ');
}
