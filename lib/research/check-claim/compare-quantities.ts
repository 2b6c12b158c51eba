import type { Quantity } from './quantity.ts';
import type { DateParts } from './read-dates.ts';
import { isCurrency, sized } from './unit-names.ts';

const isClose = (one: number, other: number) => Math.abs(one - other) <= 1e-9 * Math.max(1, Math.abs(one));

/** Whether two quantities may have the same unit: a bare number on either side may have any, a counted thing has none. */
export function mayShareUnit(one: Quantity, other: Quantity): boolean {
  if (!one.units && !other.units) return true;
  if (!one.units || !other.units) return one.counted === null && other.counted === null;
  return [...one.units].some((unit) => other.units?.has(unit));
}

/** Whether a claim's quantity is said by one of the source: the same value and unit, or a bound or rounding of it. */
export function saysQuantity(claim: Quantity, source: Quantity): boolean {
  return readingsOf(claim).some((one) => readingsOf(source).some((other) => saysReading(one, other)));
}

/** "3.2m" may be 3.2 metres and 3.2 million of something. */
const readingsOf = (quantity: Quantity): Quantity[] => {
  const values = quantity.values.map((value) => value * 1e6);
  return quantity.orMillions
    ? [quantity, { ...quantity, values, units: null, counted: null, scaled: true }]
    : [quantity];
};

function saysReading(claim: Quantity, source: Quantity): boolean {
  if (claim.kind === 'date' || source.kind === 'date') return saysDate(claim, source);
  if (claim.kind !== source.kind) return false;
  const same = claim.values.some((value) => source.values.some((other) => isClose(value, other)));
  if (same && mayShareUnit(claim, source)) return true;
  if (isFractionOf(claim, source) || isFractionOf(source, claim)) return true;
  if (isConverted(claim, source) || isInverse(claim, source)) return true;
  return (
    mayShareUnit(claim, source) &&
    claim.values.some((value) =>
      source.values.some((other) =>
        isRounded(claim, value, { source: other, isSameBound: claim.bound === source.bound }),
      ),
    )
  );
}

/** "half" is 50 %. */
const isFractionOf = (fraction: Quantity, whole: Quantity) =>
  !fraction.units &&
  whole.units?.has('percent') === true &&
  fraction.values.some(
    (value) => value < 1 && whole.values.some((other) => Math.abs(value * 100 - other) < 0.5),
  );

/** What pays half pays of the other "the double": in words, either may be told of either side. */
const isInverse = (one: Quantity, other: Quantity) =>
  isFactor(one) &&
  isFactor(other) &&
  one.values.some((value) => value !== 1 && other.values.some((each) => isClose(value * each, 1)));
const isFactor = ({ text, units, values }: Quantity) =>
  !/\d/.test(text) && !units && values.some((value) => value < 1 || value === 2);

/** "85 cents" are "€0.85". */
const isHundredth = (unit: string, whole: string) => unit === 'cent' && isCurrency(whole);

function isConverted(one: Quantity, other: Quantity): boolean {
  for (const unit of one.units ?? []) {
    for (const otherUnit of other.units ?? []) {
      const [value = 0, otherValue = 0] = [one.values[0], other.values[0]];
      if (isHundredth(unit, otherUnit) && isClose(value, 100 * otherValue)) return true;
      if (isHundredth(otherUnit, unit) && isClose(100 * value, otherValue)) return true;
      const [left, right] = [sized(value, unit), sized(otherValue, otherUnit)];
      if (left && right && left.kind === right.kind && isClose(left.value, right.value)) return true;
    }
  }
  return false;
}

function isRounded(
  claim: Quantity,
  value: number,
  { source, isSameBound }: { source: number; isSameBound: boolean },
): boolean {
  if (claim.bound === 'about') return Math.abs(value - source) <= 0.1 * Math.abs(source);
  // "more than 20 days" may be told of 30, but not of "more than 30".
  const room = isSameBound ? 1.1 : 1.5;
  if (claim.bound === 'over') return source >= value && source <= value * room;
  if (claim.bound === 'under') return source <= value && source >= value / room;
  if (!claim.scaled || value === 0) return false;
  const digits = String(value)
    .replace(/\D/g, '')
    .replace(/^0+|0+$/g, '').length;
  return digits >= 2 && Number(source.toPrecision(digits)) === Number(value.toPrecision(digits));
}

/** A claim's date is said where every part that it tells is; a year may also stand by itself. */
function saysDate(claim: Quantity, source: Quantity): boolean {
  if (claim.kind !== 'date') {
    // "2000 people" in a page that says 2000 without a unit.
    return claim.values.some((value) =>
      source.dates.some(({ year, month }) => month === undefined && year === value),
    );
  }
  if (source.kind !== 'date') {
    return claim.dates.some(
      ({ year, month }) => month === undefined && source.values.includes(year ?? Number.NaN),
    );
  }
  if (claim.decade) {
    return source.dates.some(({ year = 0 }) =>
      claim.dates.some((date) => Math.floor(year / 10) * 10 === date.year),
    );
  }
  return claim.dates.some((date) =>
    [...source.dates, ...source.spanned].some((other) => isWithin(date, other)),
  );
}

const isWithin = (claim: DateParts, source: DateParts) =>
  (['year', 'month', 'day', 'weekday'] as const).every(
    (part) => claim[part] === undefined || claim[part] === source[part],
  );

/**
 * Whether a number can be reckoned from those of a sentence: the sum of all that it counts, the sum or difference of two
 * of its unit ("rises by 15 euros" of "from 80 to 95 euros"), years so far apart ("closed in 1913" of "in 1911 … two
 * years later").
 */
export function isReckoned(quantity: Quantity, among: readonly Quantity[]): boolean {
  const [value] = quantity.values;
  if (value === undefined || quantity.kind === 'time') return false;
  const years = among.flatMap(({ dates, values }) => (dates[0]?.year === undefined ? [] : values));
  const valuesOf = (some: readonly Quantity[]) => some.flatMap(({ values }) => values.slice(0, 1));
  if (quantity.kind === 'date') {
    const spans = valuesOf(among.filter(({ units }) => units?.has('year')));
    return years.some((year) => spans.some((span) => span > 0 && Math.abs(value - year) === span));
  }
  // "two thirds" where another has a third.
  if (value < 1 && !quantity.units)
    return among.some(({ values }) => values.some((other) => Math.abs(1 - other - value) < 0.01));
  const numbers = among.filter(({ kind, weak }) => kind === 'number' && !weak);
  const counts = valuesOf(numbers.filter(({ units }) => !units));
  const sum = counts.reduce((total, one) => total + one, 0);
  if (!quantity.units) return counts.length > 2 && isClose(sum, value);
  const alike = valuesOf(numbers.filter((one) => one.units && mayShareUnit(quantity, one)));
  const terms = quantity.units.has('year') ? [...alike, ...years] : alike;
  return terms.some((one, at) =>
    terms.slice(at + 1).some((other) => isClose(Math.abs(one - other), value) || isClose(one + other, value)),
  );
}

/** Whether one of the quantities of the sources, or several together, say a claim's. */
export const isSaid = (claim: Quantity, sources: readonly Quantity[]): boolean =>
  sources.some((source) => saysQuantity(claim, source)) || saysDateInParts(claim, sources);

/** Whether a claim's day and month are said and its year stands elsewhere. */
function saysDateInParts(claim: Quantity, sources: readonly Quantity[]): boolean {
  return claim.dates.some(({ year, month, day }) => {
    if (month === undefined) return false;
    const years = sources.some(
      ({ dates, values }) => dates.some((date) => date.year === year) || values.includes(year ?? 0),
    );
    const rest = sources.some(({ dates }) =>
      dates.some((date) => date.year === undefined && isWithin({ month, ...(day && { day }) }, date)),
    );
    return (year === undefined || years) && rest;
  });
}
