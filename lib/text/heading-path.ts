import { clipAtWord } from './clip-at-word.ts';

const longest = 90;
const plain = (words: string) => words.replaceAll('`', '').replace(/\s+/g, ' ').trim();
/** Without the number of a chapter or section. */
const unnumbered = (words: string) =>
  plain(words)
    .replace(
      /^(?:(?:\p{L}+ )?\p{Lu}?\d+(?:\.\d+)*\.|\d+(?:\.\d+)+|\p{Lu}\p{Ll}{3,} (?:\p{Lu}|\d+)(?:[.:]| [–—-])?)\s+(?=\S)/u,
      '',
    )
    .toLowerCase();
/** What stands between a page's own title and the name of the place that it is from. */
const separator = /^\s*[—–|·•:»-]\s|^\s+\([^()]*(?:\([^()]*\)[^()]*)*\)$/;

/**
 * The page and the headings above a place, as they are read: nothing that is said twice in a row, and where the title
 * only adds the site's name to the first heading, or that goes on from it, the heading alone; of long ones the beginning.
 */
export function headingPath(title: string, heading: readonly string[]): string[] {
  const said = [title, ...heading].map((words) => words.replace(/\s+/g, ' ').trim()).filter(Boolean);
  const path = said.filter((words, at) => at === 0 || unnumbered(words) !== unnumbered(said[at - 1] ?? ''));
  const [page = '', first = '', ...rest] = path;
  const isSame =
    first !== '' &&
    (beginsWith(page, first, separator) ||
      beginsWith(unnumbered(page), unnumbered(first).replace(/^\d+\s+(?=\S)/, ''), separator) ||
      beginsWith(first, page, /^(?![\p{L}\p{M}\p{N}_-])/u));
  return (isSame ? [first, ...rest] : path).map((words) => clipAtWord(words, longest));
}

const beginsWith = (whole: string, beginning: string, before: RegExp): boolean =>
  plain(whole).startsWith(plain(beginning)) && before.test(plain(whole).slice(plain(beginning).length));
