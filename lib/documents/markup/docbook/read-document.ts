import type { CleanPage } from '../../clean-page.ts';
import { pageOf } from '../../page-of.ts';
import { allXml, elementsOf, parseRawXml, type Xml } from '../../unpack/xml.ts';
import { unreadError } from '../../unread.ts';
import { oneLine } from '../../write-blocks.ts';
import { documentBlocks, refTitle } from './blocks.ts';
import { childOf, isInfo, sections, titleOf } from './elements.ts';
import { entitiesOf, type Prologue } from './entities.ts';
import { plainWords, type Reading } from './inline.ts';

export type DocumentForm = 'DocBook' | 'Mallard';

const firstElement = /^<(?:[\w.-]{1,50}:)?([\w.-]{1,100})((?:[^<>"']|"[^"]*"|'[^']*')*)>/;
const longestTag = 5000;
/** UTF-16 units in which a document has a paragraph. */
const lookedAt = 200_000;

/** What a text of XML is by its namespace, its DOCTYPE, or its elements; undefined for other XML. */
export function documentForm({ doctype, body }: Prologue): DocumentForm | undefined {
  const [, name = '', attributes = ''] = firstElement.exec(body.slice(0, longestTag)) ?? [];
  if (/projectmallard\.org/.test(attributes)) return name === 'page' ? 'Mallard' : undefined;
  if (!sections.has(name)) return undefined;
  if (/docbook\.org\/ns\/docbook/.test(attributes) || /docbook/i.test(doctype)) return 'DocBook';
  return name !== 'page' && /<(?:para|simpara)[\s>]/.test(body.slice(0, lookedAt)) ? 'DocBook' : undefined;
}

/** The page of a DocBook or Mallard text. Throws `damaged`. */
export function readDocument({ entities: declared, body }: Prologue, path: string): CleanPage {
  const tree = parseRawXml(body);
  const root = elementsOf(tree)[0];
  if (!root) throw unreadError('damaged', 'It is damaged: there is no element in it.');
  const entities = entitiesOf(declared);
  const reading: Reading = { entities, isMallard: root.name === 'page', places: new Map(), links: [] };
  reading.places = placesIn(tree, reading);
  const blocks = documentBlocks(root, reading);
  const title = titleOf(root) ?? refTitle(root);
  const info = elementsOf(root).find(({ name }) => isInfo(name));
  const summary = info && (childOf(info, 'desc') ?? childOf(info, 'abstract'));
  const page = pageOf(blocks, {
    path,
    title: title && oneLine(plainWords(title, reading)),
    description: summary ? plainWords(summary, reading) : '',
    about: info ? aboutOf(info, reading) : {},
  });
  return reading.links.length > 0 ? { ...page, links: reading.links } : page;
}

const longestTitle = 200;

/** What each part that has an id is called. */
function placesIn(tree: Xml, reading: Reading): Map<string, string> {
  const places = new Map<string, string>();
  const left = [tree];
  for (let element = left.pop(); element; element = left.pop()) {
    const { id } = element.attributes;
    const title = id === undefined ? undefined : element.name === 'title' ? element : titleOf(element);
    const words = title ? oneLine(plainWords(title, reading)) : '';
    if (id !== undefined && words && words.length <= longestTitle) places.set(id, words);
    for (const child of element.children) if (typeof child === 'object') left.push(child);
  }
  return places;
}

const mostAuthors = 5;
const longestName = 100;

function aboutOf(info: Xml, reading: Reading): { author?: string; published?: string } {
  const people = [...allXml(info, 'author'), ...allXml(info, 'credit')].filter(
    ({ name, attributes }) => name === 'author' || /\bauthor\b/.test(attributes.type ?? ''),
  );
  const names = people.slice(0, mostAuthors).map((person) => nameOfPerson(person, reading));
  const day = ['pubdate', 'date'].map((name) => childOf(info, name)).find(Boolean);
  const published = day ? plainWords(day, reading).trim() : '';
  const author = names.filter((name) => name && name.length <= longestName).join(', ');
  return { ...(author && { author }), ...(/^\d{4}-\d\d-\d\d$/.test(published) && { published }) };
}

const nameParts = new Set(['honorific', 'firstname', 'givenname', 'othername', 'surname', 'name', 'orgname']);

function nameOfPerson(person: Xml, reading: Reading): string {
  const parts = elementsOf(childOf(person, 'personname') ?? person).filter(({ name }) => nameParts.has(name));
  return oneLine(parts.map((part) => plainWords(part, reading)).join(' '));
}
