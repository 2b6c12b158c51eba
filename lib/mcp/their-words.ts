/**
 * Somebody else's words within a reason, always last and marked as such: they may repeat what was asked, and whoever
 * stores reasons for long leaves them out by this mark.
 */
export const itSays = (words: string): string => `it says: ${words}`;
