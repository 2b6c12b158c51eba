import { pageOf } from '../page-of.ts';
import { isIndexOfPlaces } from '../search-index.ts';
import { elementsOf, parseXml, wordsOfXml, type Xml } from '../unpack/xml.ts';
import { indexError } from '../unread.ts';
import { valueBlocks } from '../value-blocks.ts';
import type { Reader } from './reader.ts';

export const xmlData: Reader = {
  name: 'XML',
  endings: ['xml', 'rss', 'atom', 'opml', 'gpx', 'kml'],
  mediaTypes: ['application/xml', 'text/xml', 'application/rss+xml', 'application/atom+xml'],
  isText: false,
  read(file) {
    const root = parseXml(file.part(0, file.sizeBytes));
    if (!file.contentType && isIndexOfPlaces(root)) throw indexError();
    return pageOf(valueBlocks(dataOf(root)), { path: file.path });
  },
};

/** An element with parts by name, those of one name as a list; one without parts as its words. */
function dataOf(element: Xml): unknown {
  const parts = elementsOf(element);
  const attributes = Object.entries(element.attributes).filter(
    ([name]) => !/^(?:xmlns|schemaLocation)/.test(name),
  );
  if (parts.length === 0 && attributes.length === 0) return wordsOfXml(element).trim();
  const value = new Map<string, unknown[]>(attributes.map(([name, words]) => [name, [words]]));
  for (const part of parts) {
    const same = value.get(part.name);
    if (same) same.push(dataOf(part));
    else value.set(part.name, [dataOf(part)]);
  }
  const words = element.children
    .filter((child) => typeof child === 'string')
    .join(' ')
    .trim();
  if (words) value.set('text', [...(value.get('text') ?? []), words]);
  return Object.fromEntries([...value].map(([name, each]) => [name, each.length === 1 ? each[0] : each]));
}
