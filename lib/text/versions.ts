/** A version by itself, or with its day: `3.2.9 - 3 April, 2026`, `[1.1.0] (2024-10-09)`; no number of a section. */
const alone = /^[[(]?v?(\d+(?:\.\d+){1,3})[\w.+-]{0,40}[\])]?(?:$| *[(–—-]+ *\d)/;
const named = /\b(?:version|release|v) ?(\d+(?:\.\d+){1,3})/i;
const inQuestion = /(?<![\p{L}\p{N}.])v?(\d+(?:\.\d+){1,3})(?!\p{L})/giu;
const asksVersion =
  /\b(?:which|what) (?:\p{L}+ ){0,2}(?:versions?|releases?)\b|\b(?:when (?:did|was|were|has|have)|since (?:when|which|what))\b/iu;

const asksChange =
  /\b(?:chang|new|fix|bug|remov|dropped|added|introduc|deprecat|break|broke|releas|version|upgrad|updated|migrat|still|no longer|since|when|neu|änder|nouveau|nuev)/iu;

/** The version that a section is about, by the lowest of its headings that tells one, as changelogs have them. */
export function versionOf(headings: readonly string[]): string | undefined {
  const told = headings.map((words) => (alone.exec(words) ?? named.exec(words))?.[1]);
  return told.findLast((version) => version !== undefined);
}

/**
 * Whether a section may answer a question by the version that its headings tell: the one that is asked about, any where a
 * change is asked for; what changed with one hardly answers anything else.
 */
export function isOfVersion(question: string, headings: readonly string[]): boolean {
  const own = versionOf(headings);
  const asked = [...question.matchAll(inQuestion)].map(([, version = '']) => version);
  if (own === undefined || asked.some((version) => begins(version, own) || begins(own, version))) return true;
  return asked.length === 0 && (asksChange.test(question) || versionOf(headings.slice(-2)) === undefined);
}

const begins = (whole = '', part = '') => `${whole}.`.startsWith(`${part}.`);

/** Whether the headings of a section tell the version or the day that is asked for. */
export const tellsVersion = (question: string, headings: readonly string[]): boolean =>
  asksVersion.test(question) && versionOf(headings) !== undefined;
