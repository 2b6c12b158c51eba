const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Longer than any sign that a person reads as one, such as a family of emoji. */
const longestSign = 64;
/** So much before the cut is looked at: where signs begin depends on what stands before them. */
const lookedAt = 4096;

/**
 * The beginning of a text, `most` UTF-16 units of it at most, cut between two signs as people read them: never in the
 * middle of a surrogate pair, an emoji or a letter with its accents. A sign without end is cut between two characters.
 */
export function clip(text: string, most: number): string {
  if (text.length <= most) return text;
  const from = Math.max(0, most - lookedAt);
  const sign = segmenter.segment(text.slice(from, most + longestSign)).containing(most - from);
  const end = from + (sign?.index ?? 0);
  if (most - end <= longestSign) return text.slice(0, end);
  const isSplit = /[\ud800-\udbff]/.test(text.charAt(most - 1)) && /[\udc00-\udfff]/.test(text.charAt(most));
  return text.slice(0, isSplit ? most - 1 : most);
}
