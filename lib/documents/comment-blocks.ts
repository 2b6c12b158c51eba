import { oneLine, type PageBlock } from './write-blocks.ts';

/** Comments between signs, texts that describe what they stand in, and lines that are comments, one after the other. */
const comments =
  /\/\*+([\s\S]{1,4000}?)\*\/|^[ \t]*[rRuU]?("""|''')([\s\S]{1,4000}?)\2|(?:^[ \t]*(?:\/\/[/!]?|#+(?!!|\[|include|define|pragma)|--+\|?|;+|%+)(?![^\s|])[^\n]*\n?)+/gm;
const sign = /^\s*(?:\/\/[/!]?|#+|--+\s*\|?|;+|%+|\*+)(?:\s+|$)/;
/** What stands at the head of every file says nothing of this one. */
const legal = /licen[cs]e|copyright|SPDX/i;
const fewestWords = 4;
const longest = 1500;

/** What comments in code say in sentences, in their order: no code that was put aside, no tags for programs. */
export function commentBlocks(code: string): PageBlock[] {
  return [...code.matchAll(comments)].flatMap(([all, block, , text]): PageBlock[] => {
    const lines = (block ?? text ?? all).split('\n').map((line) => line.replace(sign, '').trim());
    return lines
      .filter((line) => !/^[@\\:]/.test(line))
      .join('\n')
      .split(/\n{2,}/)
      .map((part) => oneLine(part.replace(/<\/?[a-z][^<>\n]{0,100}>/gi, ' ')))
      .filter(isProse)
      .map((words) => ({ kind: 'paragraph', words: words.slice(0, longest).toWellFormed() }));
  });
}

function isProse(words: string): boolean {
  if (/[{};=,(]$/.test(words) || legal.test(words)) return false;
  const letters = words.match(/[\p{L}\p{M}\s]/gu)?.length ?? 0;
  const isUnspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u.test(words);
  return (isUnspaced || words.split(' ').length >= fewestWords) && letters >= words.length * 0.75;
}
