import { Parser } from 'htmlparser2';

/** An entry of a list: what it begins with, and its words: linked ones, those before its first link, those after. */
type Entry = { begins: string; linked: number; before: number; after: number; links: number };

const least = {
  /** Entries that have another one before them in their list. */
  neighbours: 30,
  inOrder: 0.85,
  withLinks: 0.6,
  /** Of the links, those that lead to a place within a page. */
  toPlaces: 0.15,
};
const most = {
  /** Pages that are linked to, of the links: an index has many entries to a page, a directory has one. */
  pages: 0.6,
  /** Words of an entry that are no link: the term itself, and next to nothing behind it. */
  before: 4,
  after: 0.5,
  /** Words outside of entries, of those inside; and some of a head, a foot and a line of letters. */
  outside: 0.2,
  around: 100,
};
const longestBeginning = 60;
/** So Sphinx marks the index of a book, also where each letter has a page with a few entries. */
const marked = /<(?:table|div)\b[^>]{0,200}\bclass="(?:indextable(?: genindextable)?|genindex-jumpbox)"/;

/** And so javadoc its lists of what names what. */
const ofJavadoc =
  /<body class="(?:class-use|package-use|(?:package-)?tree|(?:all-\w+-)?index(?:-redirect)?)-page">/;

/**
 * Whether an HTML page is the index of a book: entries in the order of the alphabet, next to no words but terms and links,
 * many of them to places of the same pages. A table of contents is in no such order, a list of names with a page each has
 * as many pages as links, and a glossary says something.
 */
export function isLinkIndex(html: string): boolean {
  if (marked.test(html) || ofJavadoc.test(html)) return true;
  if ((html.match(/<(?:li|dt)\b/gi)?.length ?? 0) < least.neighbours) return false;
  const { entries, neighbours, inOrder, outside, places, pages, links } = readEntries(html);
  const sum = (key: 'linked' | 'before' | 'after') => entries.reduce((total, each) => total + each[key], 0);
  const inside = sum('linked') + sum('before') + sum('after');
  return (
    neighbours >= least.neighbours &&
    inOrder >= least.inOrder * neighbours &&
    entries.filter((entry) => entry.links > 0).length >= least.withLinks * entries.length &&
    places >= least.toPlaces * links &&
    pages <= most.pages * links &&
    sum('before') <= most.before * entries.length &&
    sum('after') <= most.after * entries.length &&
    outside <= most.outside * inside + most.around
  );
}

function readEntries(html: string) {
  const entries: Entry[] = [];
  const open: Entry[] = [];
  /** What the last entry of each open list begins with. */
  const lists = [''];
  const pages = new Set<string>();
  const found = { neighbours: 0, inOrder: 0, outside: 0, places: 0, links: 0 };
  let aside = 0;
  let isLinked = false;
  const parser = new Parser({
    onopentag(name, { href = '' }) {
      if (isAside(name)) aside += 1;
      else if (isList(name)) lists.push('');
      else if (isEntry(name)) {
        const entry = { begins: '', linked: 0, before: 0, after: 0, links: 0 };
        entries.push(entry);
        open.push(entry);
      } else if (name === 'a' && /^[^#]/.test(href) && !/^(?:mailto|tel|javascript):/i.test(href)) {
        isLinked = true;
        found.links += 1;
        const [page = '', place] = href.split('#');
        pages.add(page);
        if (place) found.places += 1;
        const entry = open.at(-1);
        if (entry) entry.links += 1;
      }
    },
    ontext(text) {
      if (aside > 0) return;
      const words = text.match(/[\p{L}\p{M}\p{N}_]+/gu)?.length ?? 0;
      const entry = open.at(-1);
      if (!entry) found.outside += words;
      else {
        if (entry.begins.length < longestBeginning) entry.begins += text;
        entry[isLinked ? 'linked' : entry.links > 0 ? 'after' : 'before'] += words;
      }
    },
    onclosetag(name) {
      if (isAside(name)) aside -= 1;
      else if (name === 'a') isLinked = false;
      else if (isList(name) && lists.length > 1) lists.pop();
      else if (isEntry(name)) {
        const begins = lettersOf(open.pop()?.begins ?? '');
        const last = lists.at(-1) ?? '';
        if (begins && last) found.neighbours += 1;
        if (begins && last && last <= begins) found.inOrder += 1;
        if (begins) lists[lists.length - 1] = begins;
      }
    },
  });
  parser.end(html);
  return { entries, pages: pages.size, ...found };
}

const isList = (name: string) => name === 'ul' || name === 'ol' || name === 'dl';
const isEntry = (name: string) => name === 'li' || name === 'dt';
const isAside = (name: string) =>
  name === 'head' || name === 'script' || name === 'style' || name === 'nav' || name === 'form';

/** As indexes are sorted: without signs, figures and accents. */
const lettersOf = (words: string): string =>
  words
    .toLowerCase()
    .normalize('NFD')
    .replace(/[^\p{L}]+/gu, '');
