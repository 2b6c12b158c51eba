import type { Quantity } from './quantity.ts';
import { sized } from './unit-names.ts';

type Given = {
  text: string;
  /** Reads scale and unit behind a number anew, now that it ends elsewhere. */
  read: (quantity: Quantity) => Quantity;
};

/** Makes one number of those that are told in parts: "two and a half years", "half a million", "two thirds", "1½". */
export function joinParts(found: readonly Quantity[], given: Given): Quantity[] {
  const joined: Quantity[] = [];
  for (const next of found) {
    const last = joined.at(-1);
    // The half of "two years and a half" is part of what stands before.
    if (last && next.start < last.halfUntil) continue;
    const both = last && joinTwo(last, next, given);
    if (both) joined.pop();
    joined.push(asFraction(withHalf(both ?? next, given), given));
  }
  return joined;
}

const andHalf =
  /^(\s+\p{L}+)?(?:\s+(?:and a half|et demie?|y medi[oa]|e mezz[oa]|e mei[oa]|с половиной)(?!\p{L})|\s?½)|^([年月日天时時間小]{1,3})半/u;

/** "two and a half", and "two years and a half" where the word between is a unit. */
function withHalf(quantity: Quantity, { text, read }: Given): Quantity {
  const [value = 0] = quantity.values;
  if (quantity.kind !== 'number' || quantity.scaled || !Number.isInteger(value) || quantity.halfUntil > 0)
    return quantity;
  const [all = '', spoken, han] = andHalf.exec(text.slice(quantity.end, quantity.end + 40)) ?? [];
  const unit = spoken ?? han;
  if (all === '' || (unit && !quantity.units)) return quantity;
  const until = quantity.end + all.length;
  const half = { ...quantity, values: [value + 0.5], weak: false, halfUntil: until };
  return unit ? half : read({ ...half, end: until });
}

function joinTwo(one: Quantity, next: Quantity, { text, read }: Given): Quantity | undefined {
  if (one.kind !== 'number' || next.kind !== 'number') return undefined;
  const between = text.slice(one.end, next.start);
  const [[value = 0], [factor = 0]] = [one.values, next.values];
  const join = (weak: boolean, scaled: boolean) => {
    const [values, said] = [[value * factor], text.slice(one.start, next.end)];
    const joined = read({ ...next, start: one.start, text: said, values, weak, scaled });
    // "three quarters of an hour"
    return { ...joined, units: joined.units ?? next.units };
  };
  if (isMeasured(one, next, between)) {
    const [whole, part] = [sizeOf(one), sizeOf(next)];
    if (
      whole &&
      part &&
      whole.kind === part.kind &&
      whole.size > part.size &&
      factor * part.size < whole.size
    )
      return {
        ...next,
        start: one.start,
        values: [(value * whole.size) / part.size + factor],
        text: text.slice(one.start, next.end),
        weak: false,
      };
  }
  const isScale = factor >= 1000 && /^\P{Nd}+$/u.test(next.text);
  if (value > 0 && value < 1 && isScale && /^[\s-]+(?:(?:of )?an?\s|de\s|d['’])?$/.test(between))
    return join(false, true);
  const isPart = factor > 0 && factor < 1 && factor !== 0.5;
  if (isPart && !one.ordinal && Number.isInteger(value) && value > 0 && value < 20 && /^[\s-]$/.test(between))
    return join(value === 1, false);
  return undefined;
}

/** "one hour and twenty minutes", "2 h 30 min" */
const isMeasured = (one: Quantity, next: Quantity, between: string) =>
  one.units !== null &&
  next.units !== null &&
  /^\s?\p{L}+\.?,?(?:\s(?:and|und|et|y|e|en|и))?\s$/u.test(between);

const sizeOf = ({ units }: Quantity) => {
  const [size] = [...(units ?? [])].flatMap((unit) => sized(1, unit) ?? []);
  return size && { kind: size.kind, size: size.value };
};

/** "a fifth of", "less than a third.", "one in ten": also their share. */
function asFraction(quantity: Quantity, { text }: Given): Quantity {
  const [value = 0] = quantity.values;
  if (quantity.kind !== 'number' || value < 2 || !Number.isInteger(value) || quantity.units) return quantity;
  const before = text.slice(Math.max(quantity.start - 12, 0), quantity.start);
  const isShare =
    oneIn.test(before) ||
    (quantity.ordinal &&
      /(?:^|\s)(?:an?|one|une?|uno|um|een)\s$/i.test(before) &&
      ofWhat.test(text.slice(quantity.end, quantity.end + 12)));
  return isShare
    ? {
        ...quantity,
        values: [value, 1 / value],
        weak: quantity.weak || quantity.ordinal || /^\p{L}/u.test(quantity.text),
      }
    : quantity;
}

const oneIn =
  /(?:^|\s)(?:(?:one|1) (?:in|out of)|(?:une?|1) sur|(?:un[oa]?|1) (?:de cada|su)|(?:één|1) op de|jede[rsnm]?)\s$/i;
const ofWhat = /^\s*[.,;:!?)]|^\s+(?:of|d[eiu]s?|dell[ae]?|del|d[oa]s?|van)(?!\p{L})/u;
