import { cleanPage } from '../clean-page.ts';
import { labelLines } from '../label-lines.ts';
import type { Reader } from './reader.ts';

export const plainText: Reader = {
  name: 'plain text',
  endings: ['txt', 'text', 'log'],
  mediaTypes: ['text/plain'],
  isText: true,
  read({ path, asText, text }) {
    const page = cleanPage({ path, mediaType: 'text/plain', text: text() });
    return asText ? page : { ...page, text: listLabels(page.text) };
  },
};

/** The text as it is, but for lines that are labels with their values: each becomes an item, to be quoted by itself. */
function listLabels(text: string): string {
  return text.replace(/(?:^[^\n]{1,200}\n){2,}/gm, (lines) => {
    const all = lines.slice(0, -1).split('\n');
    const isProse = all.some((line) => /^\s/.test(line)) || labelLines(all) === undefined;
    return isProse ? lines : all.map((line) => `- ${line}\n`).join('');
  });
}
