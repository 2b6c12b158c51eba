import type { Unit } from '#lib/text/split-units.ts';

/** Headings of lists of links, which say nothing themselves. */
const linkHeading =
  /^(?:related|related (?:links|pages|content|topics)|see also|learn more|next steps|further reading|additional resources|resources|references|what['’]s next|table of contents|on this page)\W*$/i;

/** Sentences that point elsewhere, talk about the page itself or to the reader of a tutorial. */
const pointer =
  /^\W*(?:\d+[.)]\s*)?(?:learn\b|see\b|let['’]s|for more\b|check out|read more|next steps|note that this (?:guide|page)|in (?:this|the next|the following) (?:example|guide|section|step|page|tutorial|recipe)|try\b|head (?:back|over)|explore\b|view\b|you(?:['’]ll| will) (?:see|learn)|congratulations|notice\b|you should (?:now |then )?see|great\b|awesome|nice work|that['’]s it|now (?:that )?you)|\b(?:learn more about|refer to|see the .{1,60} (?:documentation|docs|reference|guide|page|section)|for (?:more|further) (?:information|details)|before you (?:start|begin))\b/i;

/** A word or two without a full stop: what was a heading or a label in the page. */
const label = /^\W*(?:[\w’'-]+\W+){0,2}[\w’'-]+$/;

/** Whether a unit says nothing itself: a stray label, a question to the reader, a pointer to another place. */
export function pointsElsewhere(
  { form, text }: Pick<Unit, 'form'> & { text: string },
  heading: readonly string[],
): boolean {
  if (linkHeading.test(heading.at(-1) ?? '')) return true;
  if (form === 'sentence' && (label.test(text) || text.endsWith('?'))) return true;
  return (form === 'sentence' || form === 'item') && !text.trimEnd().endsWith(':') && pointer.test(text);
}
