const grouped = new Intl.NumberFormat('en');

/** `1,284`. */
export const formatNumber = (value: number): string => grouped.format(value);

/** `1 page`, `41 pages`, `1,284 searches`, `2 entries`. */
export function count(amount: number, noun: string): string {
  return `${grouped.format(amount)} ${amount === 1 ? noun : pluralOf(noun)}`;
}

function pluralOf(noun: string): string {
  if (/[^aeiou]y$/.test(noun)) return `${noun.slice(0, -1)}ies`;
  return /(s|sh|ch|x)$/.test(noun) ? `${noun}es` : `${noun}s`;
}
