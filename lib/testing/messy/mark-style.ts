/** A sentence of a text before it has marks. */
export type MarkedSentence = { text: string; quotes: readonly number[] };

/** How a writer puts marks on a paragraph of sentences; without spaces between them where the language has none. */
export type MarkStyle = (sentences: readonly MarkedSentence[], gap: string) => string;

const all = (sentences: readonly MarkedSentence[]) => [...new Set(sentences.flatMap(({ quotes }) => quotes))];
const each =
  (mark: (number: number) => string): MarkStyle =>
  (sentences, gap) =>
    sentences.map(({ text, quotes }) => `${text}${quotes.map(mark).join('')}`).join(gap);

/** The forms that models use, `[q3]` first: all say the same. */
export const markStyles: Readonly<Record<string, MarkStyle>> = {
  '[q3]': each((number) => `[q${number}]`),
  '[3]': each((number) => `[${number}]`),
  '【q3】': each((number) => `【q${number}】`),
  '(q3)': each((number) => ` (q${number})`),
  '[^q3]': each((number) => `[^q${number}]`),
  '[q3](https://…)': each((number) => `[q${number}](https://example.com/${number})`),
  'before the full stop': (sentences, gap) =>
    sentences
      .map(({ text, quotes }) =>
        text.replace(/([.。।]?)$/, ` ${quotes.map((number) => `[q${number}]`).join('')}$1`),
      )
      .join(gap),
  'at the end of the paragraph': (sentences, gap) =>
    `${sentences.map(({ text }) => text).join(gap)} [${all(sentences)
      .map((number) => `q${number}`)
      .join(', ')}]`,
  'list items': (sentences) =>
    sentences
      .map(({ text, quotes }) => `- ${text} ${quotes.map((number) => `[q${number}]`).join('')}`)
      .join('\n'),
  'in a fence': (sentences, gap) =>
    `\`\`\`markdown\n${each((number) => `[q${number}]`)(sentences, gap)}\n\`\`\``,
};
