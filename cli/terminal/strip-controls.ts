/**
 * Removes what would steer a terminal instead of being read: control characters but newline and tab (escape sequences
 * begin with one), and marks that turn the reading direction. Texts come from pages that nobody vouches for.
 */
export function stripControls(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is removed
  return text.replace(/\r\n?/g, '\n').replace(/[\0-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/g, '');
}

/** The same for what has to stand on one line. */
export const oneLine = (text: string): string => stripControls(text).replace(/\s+/g, ' ').trim();
