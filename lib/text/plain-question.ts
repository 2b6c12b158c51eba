import { withoutCourtesies } from './courtesy.ts';
import { readPasted } from './read-pasted.ts';
import { withoutMarkup } from './without-markup.ts';

/** Words that ask for an answer, in the languages that people mostly use here. */
const asking = new RegExp(
  `^(?:(?:and|but|so|then|ok(?:ay)?|und|aber|et|y),? )?(?:${[
    "(?:(?:could|can|would|will) you (?:please |kindly )?(?:tell|explain|show|help|let)(?: to)?(?: me| us)?(?: know| understand)?|(?:is it|would it be) possible to (?:know|learn|find out|tell me)|(?:please )?(?:tell|show) me|i(?:['’]d| would) like to know|i (?:was|am|['’]m) wondering|do you know|does any(?:one|body) know|any idea),? ?(?=(?:what|why|who|which|where|when|how|whether|if)\\b)",
    "(?:what|how) about (?=\\S)|(?:was ist|wie (?:steht|sieht) es) mit (?=\\S)|qu['’]en est-il (?:des? |du |d['’])|(?=(?:what|why|who|which|where|when|how|is|are|can|could|do|does|did|will|should|if|wie|was|warum|wo|kann|comment|pourquoi)\\b)",
    '(?:könn(?:t)?en sie|kannst du|könntest du)(?: mir)?(?: bitte)? (?:sagen|erklären|zeigen),? ',
    '(?:pouvez-vous|pourriez-vous|peux-tu)(?: me)? (?:dire|expliquer|montrer),? ',
    '(?:me )?(?:puede|podría|puedes|podrías)(?:s)? (?:decirme|decir|explicarme|explicar|mostrarme),? ',
  ].join('|')})`,
  'i',
);
const please =
  /(?<![\p{L}])(?:,\s*)?(?:please|pls|bitte|s['’]il (?:vous|te) pla[iî]t|svp|por favor)(?![\p{L}])(?:\s*,)?/giu;

/**
 * A question without what people and programs put around it: courtesies, markup, the operators of search
 * engines, and capitals where all of it is in capitals. What is left is never empty: else the question stays as it is.
 */
export function plainQuestion(question: string): string {
  const bare = withoutMarkup(withoutCourtesies(readPasted(question)))
    .replace(/\[([^\]\n]{1,200})\]\(\S{1,500}\)/g, '$1')
    .replace(/(?<![\w*])(\*\*?|__)(?=\S)([^*_\n]{1,300}?\S)\1(?![\w*])/g, '$2')
    .replace(/^[ \t]*(?:#{1,6}|>)[ \t]+/gm, '')
    .replace(/(?<!\S)(?:site|filetype|intitle|inurl|lang):\S+/gi, ' ')
    .replace(/(?<!\S)(?:AND|OR|NOT)(?!\S)(?=.*\p{Ll})/gu, ' ')
    .replace(isSearch.test(question) ? signs : /(?<!\S)\+(?=[\p{L}"])/gu, '')
    .replace(please, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/ (?:instead|too|as well)(?=[ ?!.]*$)/i, '')
    .replace(asking, '');
  if (!/[\p{L}\p{N}]/u.test(bare)) return question;
  const quiet = isShouted(bare) ? bare.toLowerCase() : bare;
  return quiet.charAt(0).toUpperCase() + quiet.slice(1);
}

/** Typed for a search engine, where a minus is no option of a command and leaves a word out. */
const isSearch = /(?<!\S)(?:AND|OR|NOT|(?:site|filetype|intitle|inurl|lang):\S+|[+-]?"[^"\n]+")(?!\S)/;
const signs = /(?<!\S)(?:\+(?=[\p{L}"])|-(?:"[^"\n]*"|\p{L}\S*))/gu;

/** Words in capitals only say nothing about which of them are names. */
function isShouted(text: string): boolean {
  const letters = text.match(/\p{L}/gu) ?? [];
  const capitals = text.match(/\p{Lu}/gu) ?? [];
  return letters.length >= 12 && text.includes(' ') && capitals.length > 0.8 * letters.length;
}
