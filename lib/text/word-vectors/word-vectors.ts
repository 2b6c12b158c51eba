import { readFileSync } from 'node:fs';
import path from 'node:path';
import { wordPieces } from './word-pieces.ts';

/** `scripts/fit-word-vectors/fit.py` writes it and says what stands in it. */
const file = path.join(process.cwd(), 'data', 'english-words.bin');
const mostPieces = 512;

type WordVectors = {
  vocabulary: ReadonlyMap<string, number>;
  dimension: number;
  scales: Float32Array;
  /** One row a piece; times the scale of its row it is the piece's vector. */
  rows: Int8Array;
};

let loaded: WordVectors | undefined;

/**
 * What an English text is about, as a vector of length 1: the sum of the vectors of its pieces of words, each counting by
 * the logarithm of how often it stands there. Vectors were fitted so that texts which a sentence encoder holds to be alike
 * lie near each other. Undefined where no word is known.
 */
export function meaningOf(text: string): Float32Array | undefined {
  loaded ??= readVectors();
  const { vocabulary, dimension, scales, rows } = loaded;
  const counts = new Map<number, number>();
  for (const piece of wordPieces(text, vocabulary, mostPieces))
    counts.set(piece, (counts.get(piece) ?? 0) + 1);
  const sum = new Float32Array(dimension);
  for (const [piece, count] of counts) {
    const weight = (1 + Math.log(count)) * (scales[piece] ?? 0);
    const start = piece * dimension;
    for (let at = 0; at < dimension; at += 1) sum[at] = (sum[at] ?? 0) + weight * (rows[start + at] ?? 0);
  }
  const length = Math.hypot(...sum);
  return length > 0 ? sum.map((value) => value / length) : undefined;
}

/** Whether a word in lower case is one that English has, names apart, as far as the vectors know. */
export function isEnglishWord(word: string): boolean {
  loaded ??= readVectors();
  return loaded.vocabulary.has(word);
}

/** How near two texts are in meaning, from -1 to 1; 0 where one of them is unknown. */
export function nearness(one: Float32Array | undefined, other: Float32Array | undefined): number {
  if (!one || !other) return 0;
  let sum = 0;
  for (let at = 0; at < one.length; at += 1) sum += (one[at] ?? 0) * (other[at] ?? 0);
  return sum;
}

/** Three counts of 32 bits (pieces, dimension, bytes of the vocabulary), the vocabulary by lines, scales, rows. */
function readVectors(): WordVectors {
  const bytes = readFileSync(file);
  const [count = 0, dimension = 0, textBytes = 0] = [0, 4, 8].map((at) => bytes.readUInt32LE(at));
  const names = bytes.toString('utf8', 12, 12 + textBytes).split('\n');
  let start = 12 + textBytes + ((4 - (textBytes % 4)) % 4);
  const buffer = bytes.buffer.slice(bytes.byteOffset + start, bytes.byteOffset + start + 4 * count);
  const scales = new Float32Array(buffer).map((scale) => scale / 127);
  start += 4 * count;
  return {
    vocabulary: new Map(names.map((name, at) => [name, at])),
    dimension,
    scales,
    rows: new Int8Array(bytes.buffer, bytes.byteOffset + start, count * dimension),
  };
}
