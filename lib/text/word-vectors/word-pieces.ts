/** What parts words: spaces go, a mark or symbol and each character of a script without spaces is a word of its own. */
const words =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|[\p{L}\p{N}\p{M}]+|[^\s\p{L}\p{N}\p{M}]/gu;
/** The same for text in ASCII in lower case, several times as fast. */
const asciiWords = /[a-z0-9]+|[^\sa-z0-9]/g;
const longestWord = 100;
/** Text is read in stretches of so many signs, to the next blank, until there are pieces enough. */
const stretchLength = 4000;

/** How words were cut before: texts are made of the same few thousand. Of a longer one V8 keeps all that it stood in. */
const cuts = new WeakMap<ReadonlyMap<string, number>, Map<string, readonly number[]>>();
const mostCuts = 20_000;
const longestKept = 12;

/**
 * The pieces of a text as places in a vocabulary, the first `most`: words in lower case and without accents, cut from the
 * left into the longest pieces that the vocabulary has (`##` before what goes on a word); a word that it cannot spell is
 * left out. The cut is that of WordPiece (uncased BERT), so a vocabulary made for it fits.
 */
export function wordPieces(
  text: string,
  vocabulary: ReadonlyMap<string, number>,
  most = Number.POSITIVE_INFINITY,
): number[] {
  const known = cuts.get(vocabulary) ?? new Map<string, readonly number[]>();
  cuts.set(vocabulary, known);
  const piecesOf = (word: string): readonly number[] => {
    const before = known.get(word);
    const own = before ?? cut(word, vocabulary);
    if (!before && word.length <= longestKept) {
      if (known.size >= mostCuts) known.clear();
      known.set(word, own);
    }
    return own;
  };
  const pieces: number[] = [];
  for (let start = 0; start < text.length && pieces.length < most; ) {
    const blank = text.slice(start + stretchLength).search(/\s/);
    const end = blank < 0 ? text.length : start + stretchLength + blank;
    for (const word of wordsOf(text.slice(start, end))) {
      const whole = vocabulary.get(word);
      if (whole === undefined) for (const piece of piecesOf(word)) pieces.push(piece);
      else pieces.push(whole);
    }
    start = end;
  }
  return pieces.length > most ? pieces.slice(0, most) : pieces;
}

function wordsOf(stretch: string): string[] {
  if (!/[^\p{ASCII}]/u.test(stretch)) return stretch.toLowerCase().match(asciiWords) ?? [];
  const plain = stretch
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase();
  return plain.match(words) ?? [];
}

function cut(word: string, vocabulary: ReadonlyMap<string, number>): number[] {
  if (word.length > longestWord) return [];
  const pieces: number[] = [];
  let start = 0;
  while (start < word.length) {
    let end = word.length;
    let piece: number | undefined;
    while (piece === undefined && end > start) {
      piece = vocabulary.get((start > 0 ? '##' : '') + word.slice(start, end));
      if (piece === undefined) end -= 1;
    }
    if (piece === undefined) return [];
    pieces.push(piece);
    start = end;
  }
  return pieces;
}
