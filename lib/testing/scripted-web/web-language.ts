/** What the pages of the scripted web say of a pump; `indoors` and `outdoors`, `lids-all` and `lids-some` exclude each other. */
export const topics = [
  'tank',
  'reach',
  'price',
  'release',
  'designer',
  'takeover',
  'outdoors',
  'indoors',
  'lids-all',
  'lids-some',
] as const;
export type Topic = (typeof topics)[number];

/**
 * How one language says things. Forms of a topic say the same; the first stands on pages, the others are what a writer
 * makes of it. Places: {S} pump, {n} number, {u} liters, {k} kilometres, {d} day, {who}, {A} took over {B} in {y}.
 */
export type WebLanguage = {
  code: string;
  says: Partial<Record<Topic, readonly string[]>>;
  asks: Partial<Record<Topic, string>>;
  /** The unit of pages first, another one second. */
  liters: readonly [string, string];
  kilometres: readonly [string, string];
  day(date: Date): string;
  /** What sounds right and stands nowhere. */
  plausible: readonly string[];
  /** Joins two sentences to one; null where the language of the bench does not. */
  and: string | null;
};

const format = (locale: string, options: Intl.DateTimeFormatOptions) => {
  const dates = new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' });
  return (date: Date) => dates.format(date);
};
/** Days as a language writes them, with the month's name. */
export const longDays = (locale: string) =>
  format(locale, { day: 'numeric', month: 'long', year: 'numeric' });
