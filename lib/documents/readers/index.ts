import { html } from './html.ts';
import { markdown } from './markdown.ts';
import { plainText } from './plain-text.ts';
import type { Reader } from './reader.ts';

/** Every kind of file that can be read. */
export const readers: readonly Reader[] = [markdown, html, plainText];

/** The names of files that carry no ending and are text all the same. */
const plainNames =
  /^(?:readme|license|licence|changelog|notice|authors|contributing|copying|todo|news|install)$/i;

/** The reader for a file of this name; undefined when there is none. */
export function readerOf(path: string): Reader | undefined {
  const name = path.split(/[/\\]/).at(-1) ?? '';
  if (plainNames.test(name)) return plainText;
  const ending = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase();
  return ending ? readers.find(({ endings }) => endings.includes(ending)) : undefined;
}

/** The reader for what a server sends as this media type (without parameters); undefined when there is none. */
export function readerOfMediaType(mediaType: string): Reader | undefined {
  return readers.find(({ mediaTypes }) => mediaTypes.includes(mediaType.toLowerCase()));
}
