const digits: Record<string, number> = {
  零: 0,
  〇: 0,
  一: 1,
  二: 2,
  两: 2,
  兩: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
};
const scales: Record<string, number> = { 十: 10, 百: 100, 千: 1000, 万: 1e4, 萬: 1e4, 亿: 1e8, 億: 1e8 };
const run = /[零〇一二两兩三四五六七八九十百千万萬亿億]+(?:[多余][万萬亿億])?/g;
/** What is counted in Chinese and Japanese: a single numeral before one of these is a number, elsewhere part of a word. */
const counter =
  /^(?:年|个|個|名|位|人|次|台|座|条|種|种|家|只|件|张|枚|本|岁|歳|倍|层|层楼|级|届|项|部|所|支|艘|辆|匹|月|日|天|周|週|小时|時間|分钟|分|秒|元|円|米|公里|公斤|克|吨|点|时|時|つ|回|度|%|％|社|国|州|省|市|章|页|頁|代)/;
const notNumbers =
  /^(?:十分|万一|千万别|百姓|三星|一些|一般|一起|一样|一直|一定|一切|一度|一方|一部|一旦|一带)/;

/** 三成 is three tenths. */
const tenths = /^成(?![立为功本员果长交熟份分绩就都])/;

export type HanNumber = {
  value: number;
  tenths: boolean;
  start: number;
  end: number;
  ordinal: boolean;
  weak: boolean;
};

/** The numbers written in Han numerals; `weak` where the numeral may be part of a word. */
export function readHanNumbers(text: string): HanNumber[] {
  const found: HanNumber[] = [];
  for (const match of text.matchAll(run)) {
    const start = match.index;
    const before = text.slice(Math.max(start - 3, 0), start);
    // "3万" and "1.5亿" are read with their digits.
    if (/\d\s*$/.test(before)) continue;
    const end = start + match[0].length;
    const after = text.slice(end, end + 3);
    if (after.startsWith('分之')) continue;
    const value = numeralValue(match[0].replace(/[多余]/, ''));
    const inTenths = tenths.test(after) && value < 10;
    const counted = inTenths || counter.test(after) || /百分之$/.test(before);
    const weak =
      value <= 1 ||
      notNumbers.test(text.slice(start, end + 2)) ||
      /[数几上成多]$/.test(before) ||
      /^[多余几]/.test(after) ||
      (match[0].length === 1 && !counted);
    found.push({
      value: inTenths ? value * 10 : value,
      tenths: inTenths,
      start,
      end,
      ordinal: /第$/.test(before),
      weak,
    });
  }
  return found;
}

/** The value of a run of Han numerals: `二百五十` 250, `一九九八` 1998, `三万五千` 35,000. */
function numeralValue(numerals: string): number {
  if (![...numerals].some((character) => character in scales)) {
    return Number([...numerals].map((character) => digits[character] ?? 0).join(''));
  }
  let total = 0;
  let section = 0;
  let digit: number | undefined;
  for (const character of numerals) {
    const scale = scales[character];
    if (scale === undefined) {
      digit = digits[character] ?? 0;
    } else if (scale >= 1e4) {
      total = (total + section + (digit ?? (total + section === 0 ? 1 : 0))) * scale;
      section = 0;
      digit = undefined;
    } else {
      section += (digit ?? 1) * scale;
      digit = undefined;
    }
  }
  return total + section + (digit ?? 0);
}

/** The scale that a Han numeral right after digits says: `3万` is 30,000. */
export const hanScale = (character: string): number | undefined => scales[character];
