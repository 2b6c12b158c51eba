/** A text as PostgreSQL takes it, in `text` and in JSON: without NUL and without halves of a surrogate pair. */
export const postgresText = (text: string): string => text.replaceAll('\u0000', '').toWellFormed();

/** JSON as PostgreSQL takes it. */
export function postgresJson(value: unknown): string {
  const json = JSON.stringify(value);
  if (!/\\u(?:0000|d[89a-f])/.test(json)) return json;
  return JSON.stringify(value, (_, part: unknown) => (typeof part === 'string' ? postgresText(part) : part));
}
