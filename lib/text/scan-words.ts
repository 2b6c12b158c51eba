/** Signs of ASCII by code: what parts words whatever stands beside it (0), letters, digits, `_` and `$` (1), the rest (2). */
const kinds = new Uint8Array(128);
for (const code of kinds.keys()) {
  if (/[\w$]/.test(String.fromCharCode(code))) kinds[code] = 1;
}
// These join words, make other signs with what follows, or tell which form a capital takes in lower case.
for (const sign of `.-'+#<=>:^\``) kinds[sign.charCodeAt(0)] = 2;

const dot = '.'.charCodeAt(0);
const hyphen = '-'.charCodeAt(0);
const apostrophe = "'".charCodeAt(0);

/**
 * Goes through the words of a text in order: runs of letters, digits, `_` and `$`, which `joins` lets dots, hyphens and
 * apostrophes join (`next.config.js`). Words of stretches in ASCII go to `take`, with their place; any other stretch,
 * which nothing in it parts for certain, goes to `other` whole, for a pattern that knows all scripts. Thousands of pages
 * are read so, most of them in ASCII: such a pattern is some ten times slower.
 */
export function scanWords(
  text: string,
  {
    joins,
    take,
    other,
  }: {
    joins: boolean;
    take: (start: number, end: number) => void;
    other: (start: number, end: number) => void;
  },
): void {
  for (let at = 0; at < text.length; ) {
    if (kindAt(text, at) === 0) {
      at += 1;
      continue;
    }
    const start = at;
    let isAscii = true;
    for (let kind = kindAt(text, at); kind !== 0; kind = kindAt(text, at)) {
      if (kind === 3) isAscii = false;
      at += 1;
    }
    if (isAscii) takeWords(text, { start, end: at, joins, take });
    else other(start, at);
  }
}

/** As `kinds` has it; 3 for what is not ASCII, 0 beyond the end. */
function kindAt(text: string, at: number): number {
  if (at >= text.length) return 0;
  const code = text.charCodeAt(at);
  return code < 128 ? (kinds[code] as number) : 3;
}

function takeWords(
  text: string,
  {
    start,
    end,
    joins,
    take,
  }: { start: number; end: number; joins: boolean; take: (start: number, end: number) => void },
): void {
  for (let at = start; at < end; ) {
    if (kindAt(text, at) !== 1) {
      at += 1;
      continue;
    }
    let after = at + 1;
    while (after < end && (kindAt(text, after) === 1 || (joins && isJoint(text, after, end)))) after += 1;
    take(at, after);
    at = after;
  }
}

/** A sign that joins what stands before it to a letter or a digit behind. */
function isJoint(text: string, at: number, end: number): boolean {
  const code = text.charCodeAt(at);
  return (
    (code === dot || code === hyphen || code === apostrophe) && at + 1 < end && kindAt(text, at + 1) === 1
  );
}
