/** A text without what only says where words come from: citation marks of any form, signs of quotes and lists, emphasis, link targets. */
export function withoutMarks(text: string): string {
  return text
    .replace(/ ?\[\^?\d{1,3}\]\(#[^)\s]*\)/g, '')
    .replace(/!?\[([^\]]{0,1000})\]\((?:[^()\s]|\([^()\s]*\))*\)/g, '$1')
    .replace(/(?<!`)\s?(?:\[\s*[q^]?\d{1,3}(?:\s*[,;–-]\s*[q^]?\d{1,3})*\s*\]|【[^】\n]{1,20}】)/gi, '')
    .replace(/[¹²³⁰⁴-⁹]{1,3}(?=\s|[.,;]|$)(?<!(?:m|km|cm|ft)[²³])/g, '')
    .replace(/^[ \t]*(?:>[ \t]+)+/gm, '')
    .replace(/^\s{0,3}(?:[-*+•]|\d{1,3}[.)])\s+/gm, '')
    .replace(/\*\*|__|(?<!\p{L})[*_](?=\p{L})|(?<=\p{L})[*_](?!\p{L})|`/gu, '');
}
