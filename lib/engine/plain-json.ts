/** JSON that Postgres can read: it refuses NUL and half surrogate pairs in a text, so those are replaced. */
export const plainJson = (value: unknown): string =>
  JSON.stringify(value, (_, item) => (typeof item === 'string' ? plainText(item) : item));

/** A text that Postgres can hold. */
export const plainText = (text: string): string => text.toWellFormed().replaceAll('\0', '\ufffd');
