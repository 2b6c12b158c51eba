/** JSON that Postgres can read: it refuses NUL and half surrogate pairs in a text, so those are replaced. */
export const plainJson = (value: unknown): string =>
  JSON.stringify(value, (_, item) =>
    typeof item === 'string' ? item.toWellFormed().replaceAll('\0', '\ufffd') : item,
  );
