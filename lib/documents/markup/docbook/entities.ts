import { Parser } from 'htmlparser2';
import { unreadError } from '../../unread.ts';

/** What stands before the first element of an XML text: its DOCTYPE, and the entities whose words stand in there. */
export type Prologue = { doctype: string; entities: Map<string, string>; body: string };

/** Parts a text from its DOCTYPE. Entities that stand for other files are not looked at. What has no end has no body. */
export function readPrologue(text: string): Prologue {
  let at = 0;
  let doctype = '';
  const entities = new Map<string, string>();
  for (;;) {
    at = behindSpace(text, at);
    if (text.startsWith('<?', at)) at = behind(text, '?>', at);
    else if (text.startsWith('<!--', at)) at = behind(text, '-->', at);
    else if (/^<!doctype/i.test(text.slice(at, at + 9))) {
      const end = endOfDoctype(text, { at, entities });
      doctype = text.slice(at, Math.min(end, at + 1000));
      at = end;
    } else return { doctype, entities, body: text.slice(at) };
  }
}

const space = /[\s\ufeff]*/y;
function behindSpace(text: string, at: number): number {
  space.lastIndex = at;
  space.test(text);
  return space.lastIndex;
}

function behind(text: string, sign: string, at: number): number {
  const found = text.indexOf(sign, at);
  return found < 0 ? text.length : found + sign.length;
}

const entity = /<!ENTITY\s+([\w.:-]{1,200})\s+(?:"([^"]*)"|'([^']*)')/y;

/** Goes past quotes, comments and instructions, in which the sign that ends it says nothing. */
function endOfDoctype(
  text: string,
  { at: from, entities }: { at: number; entities: Map<string, string> },
): number {
  let isInside = false;
  for (let at = from + 9; at < text.length; ) {
    const sign = text[at] as string;
    if (sign === '"' || sign === "'") at = behind(text, sign, at + 1);
    else if (sign === '<' && text.startsWith('<!--', at)) at = behind(text, '-->', at);
    else if (sign === '<' && text.startsWith('<?', at)) at = behind(text, '?>', at);
    else if (sign === '<' && text.startsWith('<!ENTITY', at)) {
      entity.lastIndex = at;
      const [all = '<!ENTITY', name, double, single] = entity.exec(text) ?? [];
      // Of two, the first one counts.
      if (name && !entities.has(name)) entities.set(name, double ?? single ?? '');
      at += all.length;
    } else {
      if (sign === '[') isInside = true;
      else if (sign === ']') isInside = false;
      else if (sign === '>' && !isInside) return at + 1;
      at += 1;
    }
  }
  return text.length;
}

/** UTF-16 units that one entity stands for, and all that are told in a text. */
const longest = 20_000;
const mostTold = 5_000_000;
const reference = /&(#\d{1,7}|#[xX][\da-fA-F]{1,6}|[\p{L}_][\w.:-]{0,99});/gu;
const references = /^\s*(?:&[\p{L}_][\w.:-]{0,99};\s*)+$/u;

/** Tells what references to entities stand for. */
export type Entities = {
  /** The words with all references told: one of an entity that nobody knows by its name. `before`: the end of what stands before them. */
  told(words: string, before?: string): string;
  /** Whether there are no words but such references: so files are put into others. */
  isUnknown(words: string): boolean;
};

/** Entities as a text declares them; they are words, whatever elements they hold. Throws `damaged` where they grow on and on. */
export function entitiesOf(declared: ReadonlyMap<string, string>): Entities {
  const known = new Map<string, string>();
  let length = 0;
  const unknown = new Set<string>();
  const replace = (words: string, before?: string) =>
    words.replace(reference, (_, name: string, at: number) => {
      const own = meaning(name);
      const isFirst = before !== undefined && unknown.has(name) && beginsSentence(words, { at, before });
      return isFirst ? own.charAt(0).toUpperCase() + own.slice(1) : own;
    });
  const meaning = (name: string): string => {
    const own = known.get(name) ?? declaredMeaning(name) ?? signOf(name) ?? name;
    if (own === name && !declared.has(name)) unknown.add(name);
    known.set(name, own);
    if (declared.has(name)) length += own.length;
    if (own.length > longest || length > mostTold)
      throw unreadError('damaged', 'It is damaged: its entities stand for more and more of each other.');
    return own;
  };
  const declaredMeaning = (name: string): string | undefined => {
    const value = declared.get(name);
    if (value === undefined) return undefined;
    // One that stands for itself is told by its name.
    known.set(name, name);
    return replace(value.replace(/<[^<>]*>/g, ''));
  };
  return {
    told: (words, before) => (words.includes('&') ? replace(words, before) : words),
    isUnknown: (words) =>
      references.test(words) &&
      [...words.matchAll(reference)].every(
        ([, name = '']) => !declared.has(name) && signOf(name) === undefined,
      ),
  };
}

const lookBack = 200;

/** Whether a sentence begins at a place: its first word has a capital, as the name that an entity stands for has. */
function beginsSentence(words: string, { at, before }: { at: number; before: string }): boolean {
  const said = `${at < lookBack ? before : ''}${words.slice(Math.max(0, at - lookBack), at)}`;
  const end = said.trimEnd();
  return end === '' || (end.length < said.length && /[.!?]["”’)]?$/.test(end));
}

/** The sign of a number, or of a name that HTML and DocBook know alike; capitals name letters and no keys. */
function signOf(name: string): string | undefined {
  if (name.startsWith('#')) {
    const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    return code > 0x1f_ffff || code > 0x10_ffff || (code >= 0xd800 && code < 0xe000)
      ? ''
      : String.fromCodePoint(code);
  }
  let sign = '';
  const parser = new Parser({ ontext: (words) => (sign += words) });
  parser.end(`&${name};`);
  const isOne = [...sign].length === 1 && sign <= '\u27ff';
  return isOne && (/^[a-z]/.test(name) || /[\p{L}†‡″]/u.test(sign)) ? sign : undefined;
}
