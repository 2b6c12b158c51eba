/** Our fixed wording for a question, or a part of one, that the evidence does not answer. */
export function nothingFound(part?: string): string {
  return part
    ? `Nothing was found in the sources about this part: ${part}`
    : 'Nothing was found in the sources that answers this question.';
}

/** Our fixed wording for what the pages lack: names that the question asks about, or a kind of answer such as a price; empty for nothing. */
export function lacking(what: readonly string[]): string {
  return what.length === 0 ? '' : `The pages that were read say nothing of ${what.join(', ')}.`;
}

/** Our fixed wording above the words that come nearest, where none of them clearly answers. */
export function closestPassages(): string {
  return 'No clear answer was found; the closest passages:';
}

/** Our fixed wording for a wish that quotes cannot grant: shorter, in other words, in another language, reasons, second thoughts. */
export function cannotReword(): string {
  return 'Without a model an answer is made of quotes, word for word, and cannot be shortened, explained, translated or weighed again; each quote opens in its page; set GATEWAY_BASE_URL and MODEL to have one write.';
}
