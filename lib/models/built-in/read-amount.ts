const numbers = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
const few: Record<string, number> = { 'a couple of': 2, 'a few': 3 };
const number = String.raw`(\d{1,3}|an?|a single|${numbers.join('|')}|a couple of|a few)`;
const counted = new RegExp(
  String.raw`\b${number}\s+(?:(?:short|brief|key|main|most|important|telling|concise|full|simple|bullet)\s+){0,3}(sentences?|bullets?|points?|lines?|takeaways?|facts?|ideas?|items?|highlights?|paragraphs?)\b`,
  'i',
);
const countedWords = /\b(\d{1,4})[\s-]words?\b/i;
const list = /\b(?:bullets?|bullet[ -]points?|list|key points|main points|takeaways|highlights)\b/i;
const brief = /\b(?:tl;?\s?dr|brief|briefly|short|gist|in short|one-liner|headline)\b/i;

/** How much of a text a task asks for: at most so many sentences or words, null where it does not say; and the form. */
export type Amount = { sentences: number | null; words: number | null; form: 'prose' | 'list' };

/** Reads "in two sentences", "3 key points", "in 50 words", "as a list", "briefly". */
export function readAmount(task: string): Amount {
  const [, many = '', unit = ''] = counted.exec(task) ?? [];
  const isList = list.test(task) || /^(?:bullet|point|takeaway|fact|idea|item|highlight)/i.test(unit);
  const words = Number(countedWords.exec(task)?.[1] ?? 0);
  return {
    sentences: unit ? readNumber(many) * (/^paragraph/i.test(unit) ? 4 : 1) : brief.test(task) ? 2 : null,
    words: words > 0 ? words : null,
    form: isList ? 'list' : 'prose',
  };
}

const readNumber = (many: string): number =>
  Math.max(Number(many) || few[many.toLowerCase()] || numbers.indexOf(many.toLowerCase()) + 1, 1);
