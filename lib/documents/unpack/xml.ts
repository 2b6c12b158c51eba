import { Parser } from 'htmlparser2';
import { decodeText } from '#lib/fetch-url/decode-text.ts';
import { unreadError } from '../unread.ts';

/** An element of an XML file, its name and the names of its attributes without prefixes. */
export type Xml = { name: string; attributes: Record<string, string>; children: (Xml | string)[] };

const mostNodes = 3_000_000;
const maxDepth = 500;
/** The parts of a text for people are not nested like those of data. */
const maxDepthOfText = 100;

/** What is told of an XML file while it is read. */
type Handlers = {
  open(name: string, attributes: Record<string, string>): void;
  text(words: string): void;
  close(name: string): void;
};

/** Reads XML piece by piece. Entities that it defines are not followed: a file that does is refused. */
export function scanXml(source: Buffer | string, handlers: Handlers): void {
  const text = typeof source === 'string' ? source : decodeText(source, { contentType: 'application/xml' });
  if (/<!ENTITY/i.test(text.slice(0, 200_000))) {
    throw unreadError('damaged', 'Its XML defines entities of its own, which are not followed.');
  }
  scan(text, handlers, { decodeEntities: true, maxDepth });
}

function scan(
  text: string,
  handlers: Handlers,
  { decodeEntities, maxDepth }: { decodeEntities: boolean; maxDepth: number },
): void {
  let depth = 0;
  let nodes = 0;
  let isVerbatim = false;
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        depth += 1;
        nodes += 1;
        if (depth > maxDepth) throw unreadError('damaged', 'Its parts are nested too deep.');
        if (nodes > mostNodes) throw unreadError('too-large', 'It has more parts than are read of a file.');
        handlers.open(bare(name), withoutPrefixes(attributes));
      },
      ontext: (words) =>
        handlers.text(decodeEntities || !isVerbatim ? words : words.replaceAll('&', '&amp;')),
      oncdatastart() {
        isVerbatim = true;
      },
      oncdataend() {
        isVerbatim = false;
      },
      onclosetag(name) {
        depth -= 1;
        handlers.close(bare(name));
      },
    },
    { xmlMode: true, decodeEntities },
  );
  parser.write(text);
  parser.end();
}

/** Reads XML as a tree; undefined stays undefined. */
export function parseXml(source: Buffer | string): Xml {
  return treeOf((handlers) => scanXml(source, handlers));
}

/** The same of XML without a DOCTYPE, in which references to entities stay as they are written. */
export function parseRawXml(text: string): Xml {
  return treeOf((handlers) => scan(text, handlers, { decodeEntities: false, maxDepth: maxDepthOfText }));
}

function treeOf(scan: (handlers: Handlers) => void): Xml {
  const root: Xml = { name: '', attributes: {}, children: [] };
  const path = [root];
  scan({
    open(name, attributes) {
      const element: Xml = { name, attributes, children: [] };
      path.at(-1)?.children.push(element);
      path.push(element);
    },
    text(words) {
      const children = path.at(-1)?.children ?? [];
      const last = children.at(-1);
      if (typeof last === 'string') children[children.length - 1] = last + words;
      else children.push(words);
    },
    close() {
      if (path.length > 1) path.pop();
    },
  });
  return root;
}

const bare = (name: string) => name.slice(name.indexOf(':') + 1);

function withoutPrefixes(attributes: Record<string, string>): Record<string, string> {
  // Where `id` and `r:id` stand together, the one with a prefix is meant.
  const all = Object.entries(attributes).sort(
    ([left], [right]) => Number(left.includes(':')) - Number(right.includes(':')),
  );
  return Object.fromEntries(all.map(([name, value]) => [bare(name), value]));
}

/** The elements in an element. */
export const elementsOf = (element: Xml): Xml[] =>
  element.children.filter((child) => typeof child !== 'string');

/** The first element of this name below an element, at any depth. */
export function findXml(element: Xml | undefined, name: string): Xml | undefined {
  return element && allXml(element, name).next().value;
}

/** Every element of this name below an element, in order; what is inside of one is not looked at again. */
export function* allXml(element: Xml, name: string): Generator<Xml, undefined> {
  for (const child of elementsOf(element)) {
    if (child.name === name) yield child;
    else yield* allXml(child, name);
  }
}

/** All words in an element. */
export function wordsOfXml(element: Xml | undefined): string {
  if (!element) return '';
  return element.children.map((child) => (typeof child === 'string' ? child : wordsOfXml(child))).join('');
}
