import type { Lexicon } from './lexicon.ts';
import { hanScale } from './read-han-numbers.ts';
import { isCurrency, unitsNamed } from './unit-names.ts';

/** Scales of one letter: all of them beside a currency ("€84m", "84 M€"), else only what is no unit ("25k", "84M"). */
const letters: Readonly<Record<string, number>> = { k: 1e3, m: 1e6, b: 1e9, t: 1e12 };

/** "thousand", "Mrd.", "万" behind digits: how much it is and how many characters it takes. */
export function readScale(
  after: string,
  { lexicon, isMoney }: { lexicon: Lexicon; isMoney: boolean },
): { size: number; length: number } | undefined {
  const han = /^\s?[多余]?([十百千万萬亿億]{1,2})/.exec(after);
  if (han) {
    const size = [...(han[1] ?? '')].reduce((product, character) => product * (hanScale(character) ?? 1), 1);
    return { size, length: han[0].length };
  }
  const [, gap = '', name = '', point = ''] =
    /^([\s\u00a0\u202f-]?)(\p{L}[\p{L}\p{M}]*)(\.(?=\s))?/u.exec(after) ?? [];
  const lower = name.toLowerCase();
  const size = name.length === 1 ? letters[lower] : lexicon.scales.get(lower);
  const length = gap.length + name.length;
  if (size === undefined) return undefined;
  if (name.length > 1) return { size, length: length + (name.length <= 4 ? point.length : 0) };
  // "5m" are metres and "150t" tonnes more often than not.
  const isScale = isMoney
    ? gap === '' || isMoneyAfter(after.slice(length), lexicon)
    : isMoneyAfter(after.slice(length), lexicon) || (gap === '' && /^[KM]$/.test(name)) || name === 'k';
  return isScale ? { size, length } : undefined;
}

const isMoneyAfter = (text: string, { code }: Lexicon): boolean => {
  const [, name = ''] = /^[\s\u00a0\u202f]?(\p{Sc}|\p{L}+)/u.exec(text) ?? [];
  return [...(unitsNamed(name, code) ?? [])].some(isCurrency);
};
