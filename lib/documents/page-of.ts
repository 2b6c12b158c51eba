import type { AboutPage } from './about-page.ts';
import { type CleanPage, nameOf } from './clean-page.ts';
import { oneLine, type PageBlock, writeBlocks } from './write-blocks.ts';

/** A page of blocks; without a title of its own it is called as its first heading or its file. */
export function pageOf(
  blocks: readonly PageBlock[],
  {
    path,
    title,
    description = '',
    about,
  }: { path: string; title?: string | undefined; description?: string; about?: AboutPage },
): CleanPage {
  const heading = blocks.slice(0, 20).find((block) => block.kind === 'heading');
  return {
    title:
      oneLine(title ?? '') ||
      (heading && 'words' in heading
        ? heading.words.replaceAll('`', '').replace(/^Slide \d+(?:: |$)/, '')
        : '') ||
      nameOf(path),
    text: writeBlocks(blocks),
    description: oneLine(description),
    ...(about && { about: Object.fromEntries(Object.entries(about).filter(([, value]) => value)) }),
  };
}
