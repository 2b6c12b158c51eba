import type { DateParts } from './read-dates.ts';

/** A number, date or time of day of a text. */
export type Quantity = {
  kind: 'number' | 'date' | 'time';
  /** What the number may be: "1.500" is 1500 or 1.5. Times in minutes. Empty for dates with a month. */
  values: readonly number[];
  dates: readonly DateParts[];
  /** Months or days of the week between it and the next, in "from April to October". */
  spanned: readonly DateParts[];
  /** The units that its name may mean; null where it has none. */
  units: ReadonlySet<string> | null;
  bound: 'about' | 'over' | 'under' | null;
  /** Whether it may well be no number ("one", a numeral within a word): known, but no fault where it is missing. */
  weak: boolean;
  /** "the 1990s" */
  decade: boolean;
  /** The next word where it is no unit: what is counted. */
  counted: string | null;
  /** Written with a scale or fraction ("3.2 million"), so likely rounded. */
  scaled: boolean;
  /** "5m": metres or millions. */
  orMillions: boolean;
  ordinal: boolean;
  /** Where the half that was added ends, in "two years and a half". */
  halfUntil: number;
  text: string;
  start: number;
  end: number;
};
