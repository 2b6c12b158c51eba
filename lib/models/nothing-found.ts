/** Our fixed wording for a question, or a part of one, that the evidence does not answer. */
export function nothingFound(subject?: string): string {
  return subject
    ? `Nothing was found in the sources about this part: ${subject}`
    : 'Nothing was found in the sources that answers this question.';
}

/** Whether a sentence is our own wording that nothing was found, and so rests on no quote. */
export function isNothingFound(sentence: string): boolean {
  return /^\W*(nothing was found\b|the pages that were read\b)/i.test(sentence);
}
