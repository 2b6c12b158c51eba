/** The value of a decimal digit of any script, -1 for what is none: digits of a script stand side by side, its zero first. */
export function decimalValue(character: string): number {
  if (!/\p{Nd}/u.test(character)) return -1;
  const code = character.charCodeAt(0);
  let value = 0;
  while (value < 9 && /\p{Nd}/u.test(String.fromCharCode(code - value - 1))) value += 1;
  return value;
}

/** The same text, as long as before, with the digits of every script as 0 to 9. */
export const asciiDigits = (text: string): string =>
  text.replace(/(?![0-9])\p{Nd}/gu, (digit) => (digit.length === 1 ? String(decimalValue(digit)) : digit));
