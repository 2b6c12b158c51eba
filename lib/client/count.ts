const grouped = new Intl.NumberFormat('en');

/** `1 page`, `41 pages`, `1,284 searches`. */
export function count(amount: number, noun: string): string {
  const plural = /(s|sh|ch|x)$/.test(noun) ? `${noun}es` : `${noun}s`;
  return `${grouped.format(amount)} ${amount === 1 ? noun : plural}`;
}
