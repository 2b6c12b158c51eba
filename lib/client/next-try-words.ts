/** When a source that is left alone is asked again, as a sentence, seen from `at`; nothing where that is not said or over. */
export function nextTryWords(nextTryAt: string | undefined, at: string | Date): string {
  const seconds = nextTryAt ? Math.ceil((Date.parse(nextTryAt) - new Date(at).getTime()) / 1000) : 0;
  if (!(seconds > 0)) return '';
  return `It is asked again in ${seconds > 120 ? `${Math.round(seconds / 60)} minutes` : `${seconds} s`}.`;
}
