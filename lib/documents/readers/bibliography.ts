import { wordsOfLatex } from '../markup/latex-blocks.ts';
import { pageOf } from '../page-of.ts';
import type { PageBlock } from '../write-blocks.ts';
import type { Reader } from './reader.ts';

const entry = /@([a-z]{1,40})\s*\{\s*([^,\s{}]{1,200})\s*,/gi;
const field =
  /([a-z][\w-]{0,60})\s*=\s*(?:\{((?:[^{}]|\{[^{}]*\}){0,4000})\}|"([^"]{0,4000})"|(\w{1,100}))/gi;

export const bibliography: Reader = {
  name: 'a bibliography',
  endings: ['bib'],
  mediaTypes: ['application/x-bibtex'],
  isText: true,
  read(file) {
    const text = file.text();
    const blocks = file.asText ? [] : entriesOf(text);
    if (blocks.length === 0) return { title: '', description: '', text };
    return pageOf(blocks, { path: file.path });
  },
};

/** Each work under its title, with what is said of it. */
function entriesOf(text: string): PageBlock[] {
  const found = [...text.matchAll(entry)];
  return found.flatMap((match, at): PageBlock[] => {
    const said = text.slice(match.index + match[0].length, found[at + 1]?.index);
    const items = [...said.matchAll(field)].flatMap(([, name = '', ...values]) => {
      const words = wordsOfLatex(values.find((value) => value !== undefined) ?? '');
      return words ? [{ name: name.toLowerCase(), words }] : [];
    });
    if (items.length === 0) return [];
    const title = items.find(({ name }) => name === 'title')?.words ?? match[2] ?? '';
    const asItem = ({ name, words }: { name: string; words: string }): PageBlock[] => [
      { kind: 'paragraph', words: `${name}: ${words}` },
    ];
    return [
      { kind: 'heading', depth: 2, words: title },
      { kind: 'list', firstNumber: undefined, items: items.map(asItem) },
    ];
  });
}
