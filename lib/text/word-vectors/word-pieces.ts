/** What parts words: spaces go, a mark or symbol and each character of a script without spaces is a word of its own. */
const words =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|[\p{L}\p{N}\p{M}]+|[^\s\p{L}\p{N}\p{M}]/gu;
const longestWord = 100;

/**
 * The pieces of a text as places in a vocabulary: words in lower case and without accents, cut from the left into the
 * longest pieces that the vocabulary has (`##` before what goes on a word); a word that it cannot spell is left out.
 * The cut is that of WordPiece (uncased BERT), so a vocabulary made for it fits.
 */
export function wordPieces(text: string, vocabulary: ReadonlyMap<string, number>): number[] {
  const plain = text
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase();
  const pieces: number[] = [];
  for (const [word] of plain.matchAll(words)) {
    const whole = vocabulary.get(word);
    if (whole === undefined) pieces.push(...cut(word, vocabulary));
    else pieces.push(whole);
  }
  return pieces;
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
