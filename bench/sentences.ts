import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { cleanPage } from '#lib/documents/clean-page.ts';
import { splitSentences } from '#lib/text/split-sentences.ts';

const library = path.resolve(import.meta.dirname, '../node_modules/next/dist/docs');

/** Sentences of real documentation, and a way to draw from them that is the same at every run. */
export function drawSentences(): { next: (below: number) => number; some: () => string } {
  const sentences = readSentences();
  let seed = 1;
  const next = (below: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return seed % below;
  };
  return { next, some: () => sentences[next(sentences.length)] ?? '' };
}

function readSentences(): string[] {
  return readdirSync(library, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.mdx?$/.test(entry.name))
    .slice(0, 150)
    .flatMap((entry) => {
      const file = path.join(entry.parentPath, entry.name);
      const { text } = cleanPage({ path: file, text: readFileSync(file, 'utf8') });
      return splitSentences(text, { start: 0, end: text.length }).map(({ start, end }) =>
        text.slice(start, end),
      );
    })
    .map((sentence) => sentence.replace(/[#\n`|*<>{}]+/g, ' ').trim())
    .filter((sentence) => sentence.length > 40 && sentence.length < 300);
}
