/** Prints rows under each other in columns. */
export function printTable(title: string, rows: readonly Record<string, string | number>[]): void {
  const names = Object.keys(rows[0] ?? {});
  const width = (name: string) => Math.max(name.length, ...rows.map((row) => String(row[name] ?? '').length));
  const line = (cells: (name: string) => string) =>
    names
      .map((name) => cells(name).padEnd(width(name)))
      .join('  ')
      .trimEnd();
  process.stdout.write(
    `\n${title}\n${[line((name) => name), ...rows.map((row) => line((name) => String(row[name] ?? '')))].join('\n')}\n`,
  );
}

/** `7 of 8 (88 %)`. */
export const share = (part: number, whole: number): string =>
  `${part} of ${whole} (${whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`})`;

export const sum = <T>(items: readonly T[], of: (item: T) => number): number =>
  items.reduce((total, item) => total + of(item), 0);
