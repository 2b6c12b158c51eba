export type Literal = string | number | boolean | undefined | Literal[] | { [key: string]: Literal };

/**
 * Reads a JavaScript literal (array, object, string, number) that begins at `start`, without running anything: what
 * is no literal is skipped and reads as undefined. Answers the value and where its expression ends; linear in time.
 */
export function readLiteral(code: string, start: number): { value: Literal; end: number } {
  const reader = { code, at: start };
  const value = readValue(reader, 0);
  return { value, end: reader.at };
}

type Reader = { code: string; at: number };
const maxDepth = 40;

function readValue(reader: Reader, depth: number): Literal {
  skipSpace(reader);
  const character = reader.code[reader.at] ?? '';
  let value: Literal;
  if (depth < maxDepth && character === '[') value = readArray(reader, depth + 1);
  else if (depth < maxDepth && character === '{') value = readObject(reader, depth + 1);
  else if (/["'`]/.test(character)) value = readStrings(reader);
  else value = readWord(reader);
  skipRest(reader);
  return value;
}

function readArray(reader: Reader, depth: number): Literal[] {
  const items: Literal[] = [];
  reader.at += 1;
  while (!closes(reader, ']')) {
    items.push(readValue(reader, depth));
    if (reader.code[reader.at] === ',') reader.at += 1;
  }
  return items;
}

function readObject(reader: Reader, depth: number): { [key: string]: Literal } {
  const object: { [key: string]: Literal } = Object.create(null);
  reader.at += 1;
  while (!closes(reader, '}')) {
    const key = /["'`]/.test(reader.code[reader.at] ?? '') ? readString(reader) : readName(reader);
    skipSpace(reader);
    if (reader.code[reader.at] === ':') {
      reader.at += 1;
      object[key] = readValue(reader, depth);
    } else skipRest(reader);
    if (reader.code[reader.at] === ',') reader.at += 1;
  }
  return object;
}

/** Whether the list ends here; steps over the bracket, and over one that closes something else, so that reading ends. */
function closes(reader: Reader, bracket: ']' | '}'): boolean {
  skipSpace(reader);
  const character = reader.code[reader.at];
  if (character === undefined) return true;
  if (!/[\])}]/.test(character)) return false;
  reader.at += 1;
  return character === bracket || closes(reader, bracket);
}

/** A string, or several joined by `+`. */
function readStrings(reader: Reader): string {
  let joined = readString(reader);
  for (;;) {
    const before = reader.at;
    skipSpace(reader);
    if (reader.code[reader.at] !== '+') break;
    reader.at += 1;
    skipSpace(reader);
    if (!/["'`]/.test(reader.code[reader.at] ?? '')) {
      reader.at = before;
      break;
    }
    joined += readString(reader);
  }
  return joined;
}

const escapes: Record<string, string> = { n: '\n', t: '\t', r: '', b: '', f: '', v: '', '0': '', '\n': '' };

function readString(reader: Reader): string {
  const quote = reader.code[reader.at];
  let value = '';
  for (reader.at += 1; reader.at < reader.code.length; reader.at += 1) {
    const character = reader.code[reader.at] as string;
    if (character === quote) {
      reader.at += 1;
      return value;
    }
    if (character === '\\') {
      reader.at += 1;
      const escaped = reader.code[reader.at] ?? '';
      value += escapes[escaped] ?? escaped;
    } else value += character;
  }
  return value;
}

function readName(reader: Reader): string {
  const [name = ''] = /^[\w$]*/.exec(reader.code.slice(reader.at, reader.at + 100)) ?? [];
  reader.at += name.length;
  return name;
}

function readWord(reader: Reader): Literal {
  const [word = ''] = /^[\w$.+-]*/.exec(reader.code.slice(reader.at, reader.at + 100)) ?? [];
  reader.at += word.length;
  if (word === 'true' || word === 'false') return word === 'true';
  return word !== '' && Number.isFinite(Number(word)) ? Number(word) : undefined;
}

/** Skips what is left of an expression, up to the comma or bracket that ends it. */
function skipRest(reader: Reader): void {
  for (let depth = 0; reader.at < reader.code.length; ) {
    skipSpace(reader);
    const character = reader.code[reader.at] ?? '';
    if (depth === 0 && /[,\])}]/.test(character)) return;
    if (/["'`]/.test(character)) {
      readString(reader);
      continue;
    }
    if (/[[({]/.test(character)) depth += 1;
    if (/[\])}]/.test(character)) depth -= 1;
    reader.at += 1;
  }
}

function skipSpace(reader: Reader): void {
  const blank = /(?:\s|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*/y;
  blank.lastIndex = reader.at;
  reader.at += blank.exec(reader.code)?.[0].length ?? 0;
}
