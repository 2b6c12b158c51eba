/** Somebody else's words, ended as a sentence, and once only. */
export const asSentence = (words: string): string => (/[.!?…。！？]$/.test(words) ? words : `${words}.`);
