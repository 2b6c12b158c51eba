/**
 * Writes text in an encoding that Node can only read: its decoder turned round. Throws at a character that the
 * encoding has not.
 */
export function encodeText(text: string, encoding: string): Buffer {
  if (/^utf-?16/i.test(encoding)) {
    const bytes = Buffer.from(text, 'utf16le');
    return encoding.endsWith('be') ? bytes.swap16() : bytes;
  }
  const bytesOf = tableOf(encoding);
  return Buffer.concat(
    [...text].map((character) => {
      const bytes = bytesOf.get(character);
      if (!bytes) throw new Error(`${encoding} has no ${character}.`);
      return bytes;
    }),
  );
}

const tables = new Map<string, Map<string, Buffer>>();

function tableOf(encoding: string): Map<string, Buffer> {
  const known = tables.get(encoding);
  if (known) return known;
  const table = new Map<string, Buffer>();
  const decoder = new TextDecoder(encoding, { fatal: true });
  const put = (...bytes: number[]) => {
    try {
      const character = decoder.decode(Uint8Array.from(bytes));
      if ([...character].length === 1 && !table.has(character)) table.set(character, Buffer.from(bytes));
    } catch {
      // These bytes stand for nothing.
    }
  };
  for (let first = 0; first < 256; first += 1) put(first);
  if (/jis|gb|euc|big5/i.test(encoding)) {
    for (let first = 0x81; first < 0xff; first += 1) {
      for (let second = 0x40; second < 0xff; second += 1) put(first, second);
    }
  }
  tables.set(encoding, table);
  return table;
}
