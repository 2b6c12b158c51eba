/** Inline code in backticks, one more than the longest run inside. */
export function codeSpan(value: string): string {
  const longest = Math.max(0, ...[...value.matchAll(/`+/g)].map(([run]) => run.length));
  const marks = '`'.repeat(longest + 1);
  const space = longest > 0 && /^`|`$/.test(value) ? ' ' : '';
  return `${marks}${space}${value}${space}${marks}`;
}
