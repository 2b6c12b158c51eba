import { languages } from './languages/index.ts';

let made: ReadonlyMap<string, number> | undefined;

/** The months from 1 to 12 by their names, long and short, alone and within a date, as CLDR has them. */
export function monthNames(): ReadonlyMap<string, number> {
  made ??= collect();
  return made;
}

function collect(): ReadonlyMap<string, number> {
  const names = new Map<string, number>();
  for (const { code } of languages) {
    for (const options of [
      { month: 'long' },
      { month: 'short' },
      { month: 'long', day: 'numeric' },
      { month: 'short', day: 'numeric' },
    ] as const) {
      const format = new Intl.DateTimeFormat(code, { ...options, timeZone: 'UTC', calendar: 'gregory' });
      for (let month = 1; month <= 12; month++) {
        const parts = format.formatToParts(Date.UTC(2024, month - 1, 15));
        const name = parts.find(({ type }) => type === 'month')?.value ?? '';
        // Chinese and Japanese months are numbers, read where they stand.
        if (/^[^\d\p{Script=Han}]{2,}$/u.test(name)) names.set(name.toLowerCase().replace(/\.$/, ''), month);
      }
    }
  }
  return names.set('sept', 9);
}
