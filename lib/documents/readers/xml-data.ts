import { decodeText } from '#lib/fetch-url/decode-text.ts';
import { readPrologue } from '../markup/docbook/entities.ts';
import { documentForm, readDocument } from '../markup/docbook/read-document.ts';
import { pageOf } from '../page-of.ts';
import { isIndexOfPlaces } from '../search-index.ts';
import { elementsOf, parseXml, type Xml } from '../unpack/xml.ts';
import { indexError } from '../unread.ts';
import { valueBlocks } from '../value-blocks.ts';
import type { Reader } from './reader.ts';

export const xmlData: Reader = {
  name: 'XML',
  endings: ['xml', 'rss', 'atom', 'opml', 'gpx', 'kml'],
  mediaTypes: ['application/xml', 'text/xml', 'application/rss+xml', 'application/atom+xml'],
  isText: false,
  read(file) {
    const text = decodeText(file.part(0, file.sizeBytes), { contentType: 'application/xml' });
    const prologue = readPrologue(text);
    if (documentForm(prologue)) return readDocument(prologue, file.path);
    const root = parseXml(text);
    if (!file.contentType && isIndexOfPlaces(root)) throw indexError();
    return pageOf(valueBlocks(dataOf(root)), { path: file.path });
  },
};

/** Words between which elements stand are told with those inside of them, to this length. */
const longestMixed = 20_000;

/** An element with parts by name, those of one name as a list; one without parts, or with words between them, as its words. */
function dataOf(element: Xml, told: Told = new Map()): unknown {
  const parts = elementsOf(element);
  const loose = element.children.filter((child) => typeof child === 'string').join(' ');
  const isMixed = parts.length > 0 && /\S/.test(loose) && wordsOf(element, told).length <= longestMixed;
  const attributes = Object.entries(element.attributes).filter(
    ([name]) => !/^(?:xmlns|schemaLocation)/.test(name),
  );
  const words = (isMixed || parts.length === 0 ? wordsOf(element, told) : loose).trim();
  if ((isMixed || parts.length === 0) && attributes.length === 0) return words;
  const value = new Map<string, unknown[]>(attributes.map(([name, words]) => [name, [words]]));
  for (const part of isMixed ? [] : parts) {
    const same = value.get(part.name);
    if (same) same.push(dataOf(part, told));
    else value.set(part.name, [dataOf(part, told)]);
  }
  if (words) value.set('text', [...(value.get('text') ?? []), words]);
  return Object.fromEntries([...value].map(([name, each]) => [name, each.length === 1 ? each[0] : each]));
}

/** What elements say, each told once. */
type Told = Map<Xml, string>;

/** All words in an element; a space parts two elements that stand without words between. */
function wordsOf(element: Xml, told: Told): string {
  const known = told.get(element);
  if (known !== undefined) return known;
  let words = '';
  for (const [at, child] of element.children.entries()) {
    if (typeof child === 'string') words += child;
    else words += `${typeof element.children[at - 1] === 'object' ? ' ' : ''}${wordsOf(child, told)}`;
  }
  told.set(element, words);
  return words;
}
