import { cleanPage } from '../clean-page.ts';
import { labelLines } from '../label-lines.ts';
import { adocBlocks } from '../markup/adoc-blocks.ts';
import { manualPage } from '../markup/manual-blocks.ts';
import { rstBlocks } from '../markup/rst-blocks.ts';
import { vimHelp } from '../markup/vim-help-blocks.ts';
import { pageOf } from '../page-of.ts';
import { textForm } from '../text-form.ts';
import { markHeadings } from '../text-headings.ts';
import type { Reader } from './reader.ts';

export const plainText: Reader = {
  name: 'plain text',
  endings: ['txt', 'text', 'log'],
  mediaTypes: ['text/plain'],
  isText: true,
  read({ path, asText, text }) {
    const page = cleanPage({ path, mediaType: 'text/plain', text: withoutOverstrike(text()) });
    if (asText) return page;
    const form = textForm(page.text);
    if (form === 'asciidoc') return pageOf(adocBlocks(page.text), { path });
    if (form === 'restructured-text') return pageOf(rstBlocks(page.text), { path });
    if (form === 'manual-page') {
      const { title, blocks } = manualPage(page.text);
      return pageOf(blocks, { path, title: title ?? page.title });
    }
    if (form === 'vim-help') {
      const { title, blocks } = vimHelp(page.text);
      return pageOf(blocks, { path, title: title || page.title });
    }
    return { ...page, text: markHeadings(listLabels(listChanges(page.text))) };
  },
};

/** Whose changes a version has, as `git shortlog` tells them, one a line: each is an item. */
const listChanges = (text: string): string =>
  text.replace(
    /^(\S[^\n]{0,100} \(\d{1,5}\):)\n((?: {6}\S[^\n]*(?:\n|$))+)/gm,
    (_, whose: string, lines: string) => `${whose}\n\n${lines.replace(/^ {6}/gm, '- ')}`,
  );

/** Terminals print a letter twice to make it bold, and a line below one; newer ones have sequences for it. */
const withoutOverstrike = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: so it is written
  text.replace(/[^\n]\x08|\x1b\[[\d;]{0,20}m/g, '');

/** The text as it is, but for lines that are labels with their values: each becomes an item, to be quoted by itself. */
function listLabels(text: string): string {
  return text.replace(/(?:^[^\n]{1,200}\n){2,}/gm, (lines) => {
    const all = lines.slice(0, -1).split('\n');
    const isProse = all.some((line) => /^\s/.test(line)) || labelLines(all) === undefined;
    return isProse ? lines : all.map((line) => `- ${line}\n`).join('');
  });
}
