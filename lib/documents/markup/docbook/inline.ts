import { codeSpans } from '../../code-span.ts';
import type { PageLink } from '../../page-links.ts';
import { elementsOf, findXml, type Xml } from '../../unpack/xml.ts';
import { oneLine } from '../../write-blocks.ts';
import { codes, isLeftOut } from './elements.ts';
import type { Entities } from './entities.ts';

/** What is known of a document while it is read; `links` are collected. */
export type Reading = {
  entities: Entities;
  isMallard: boolean;
  /** What the places are called that links within the document name. */
  places: ReadonlyMap<string, string>;
  links: PageLink[];
};

/** The words of an element, not yet on one line; inline code in backticks. */
export function wordsIn(element: Xml, reading: Reading): string {
  let words = '';
  for (let at = 0; at < element.children.length; at += 1) {
    const child = element.children[at] as Xml | string;
    if (typeof child === 'string') words += reading.entities.told(child);
    else {
      const codes = codesFrom(element, at, reading);
      if (codes) {
        words += codes.words;
        at = codes.last;
      } else words += phrase(child, reading) ?? wordsIn(child, reading);
    }
  }
  return words;
}

/** Inline code and what stands right after it; undefined where there is none. */
export function codesFrom(
  { children }: Xml,
  from: number,
  reading: Reading,
): { words: string; last: number } | undefined {
  const values: string[] = [];
  let at = from;
  for (; isCode(children[at]); at += 1) values.push(oneLine(plainWords(children[at] as Xml, reading)));
  return at > from ? { words: codeSpans(values.filter(Boolean)), last: at - 1 } : undefined;
}

const isCode = (child: Xml | string | undefined): boolean =>
  typeof child === 'object' && codes.has(child.name);

/** All words of an element as they stand, without marks. */
export function plainWords(element: Xml, reading: Reading): string {
  return element.children
    .map((child) =>
      typeof child === 'string'
        ? reading.entities.told(child)
        : isLeftOut(child)
          ? ''
          : child.name === 'sbr'
            ? '\n'
            : plainWords(child, reading),
    )
    .join('');
}

/** What an element within a sentence says by what it is; undefined where it says its words. */
export function phrase(element: Xml, reading: Reading): string | undefined {
  const { name, attributes } = element;
  if (name === 'inlinemediaobject') return plain(findXml(element, 'phrase'), reading);
  if (isLeftOut(element)) return '';
  if (name === 'keycombo' || name === 'keyseq')
    return joined(element, reading, /^seq/.test(attributes.action ?? attributes.type ?? '') ? ' ' : '+');
  if (name === 'menuchoice') return menuChoice(element, reading);
  if (name === 'guiseq') return joined(element, reading, ' > ');
  if (name === 'quote') return `“${wordsIn(element, reading).trim()}”`;
  if (name === 'link' || name === 'ulink' || name === 'xref' || name === 'olink')
    return link(element, reading);
  if (name === 'footnote') return ` (${oneLine(wordsIn(element, reading))})`;
  if (name === 'manvolnum') return `(${plainWords(element, reading).trim()})`;
  if (name === 'simplelist')
    return elementsOf(element)
      .map((member) => oneLine(wordsIn(member, reading)))
      .join(', ');
  if (name === 'glosssee') return `See ${wordsIn(element, reading).trim()}`;
  if (name === 'glossseealso') return `See also ${wordsIn(element, reading).trim()}`;
  if (name === 'optional') return `[${wordsIn(element, reading)}]`;
  return name === 'sbr' ? ' ' : undefined;
}

const plain = (element: Xml | undefined, reading: Reading) => (element ? plainWords(element, reading) : '');

/** Parts that are written one after the other, some of them as nothing but an entity: `&Ctrl;<keycap>S</keycap>`. */
function partsIn(element: Xml, reading: Reading): string[] {
  return element.children
    .flatMap((child) =>
      typeof child === 'string'
        ? (child.match(/&[^\s&;]{1,100};|[^\s&+]+|&/g) ?? []).map((part) => reading.entities.told(part))
        : isLeftOut(child)
          ? []
          : [phrase(child, reading) ?? wordsIn(child, reading)],
    )
    .map(oneLine)
    .filter(Boolean);
}

const joined = (element: Xml, reading: Reading, by: string): string => partsIn(element, reading).join(by);

/** `File > Open (Ctrl+O)` */
function menuChoice(element: Xml, reading: Reading): string {
  const isKeys = (child: Xml | string) => typeof child === 'object' && child.name === 'shortcut';
  const part = (keeps: (child: Xml | string) => boolean): Xml => ({
    ...element,
    children: element.children.filter(keeps),
  });
  const keys = partsIn(part(isKeys), reading).join(', ');
  const path = partsIn(
    part((child) => !isKeys(child)),
    reading,
  ).join(' > ');
  return keys ? `${path} (${keys})`.trim() : path;
}

/** The words of a link; of one without words what it leads to. */
function link(element: Xml, reading: Reading): string {
  const { url, href: target, linkend, xref, endterm, xreflabel } = element.attributes;
  const address = reading.entities.told(url ?? target ?? '');
  const place = linkend ?? xref ?? '';
  const own = wordsIn(element, reading);
  const title = reading.places.get(endterm ?? place.replace(/^#/, ''));
  const words = oneLine(own) ? own : xreflabel || title || address || place;
  const href = reading.isMallard ? addressOf(address || place) : address;
  if (href && oneLine(words)) reading.links.push({ words: oneLine(words), href });
  return words;
}

/** Pages of Mallard are named without their ending, and those of other books by a scheme of their own. */
function addressOf(href: string): string {
  const [, book, page = 'index'] = /^g?help:([\w.-]+)(?:\/([\w.-]+))?/.exec(href) ?? [];
  if (book) return `../${book}/${page}.page`;
  if (/^[a-z][a-z\d+.-]*:/i.test(href)) return href;
  const [name, place] = href.split('#', 2);
  return name ? `${name}.page${place ? `#${place}` : ''}` : '';
}
