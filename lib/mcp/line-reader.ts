/** How much of both ends of a line that is too long is kept: enough to find the number of the request it answers. */
const endsLength = 512;

/**
 * Cuts a stream of bytes into lines, keeping at most `maxBytes` of one. A longer line is counted and thrown away as it
 * comes: `onTooLong` then gets both of its ends.
 */
export function createLineReader({
  maxBytes,
  onLine,
  onTooLong,
}: {
  maxBytes: number;
  onLine(line: string): void;
  onTooLong(line: { ends: string; bytes: number }): void;
}) {
  let pieces: Buffer[] = [];
  let bytes = 0;
  let head = '';
  let tail: Buffer = Buffer.alloc(0);

  function add(piece: Buffer): void {
    bytes += piece.length;
    if (bytes <= maxBytes) {
      pieces.push(piece);
      return;
    }
    if (pieces.length > 0) {
      const kept = Buffer.concat(pieces);
      head = kept.toString('latin1', 0, endsLength);
      tail = kept.subarray(-endsLength);
      pieces = [];
    }
    head ||= piece.toString('latin1', 0, endsLength);
    tail = Buffer.from(Buffer.concat([tail, piece.subarray(-endsLength)]).subarray(-endsLength));
  }

  function end(): void {
    if (bytes > maxBytes) onTooLong({ ends: `${head}\n${tail.toString('latin1')}`, bytes });
    else if (bytes > 0) onLine(Buffer.concat(pieces).toString('utf8'));
    pieces = [];
    bytes = 0;
    head = '';
    tail = Buffer.alloc(0);
  }

  return {
    push(chunk: Buffer): void {
      let start = 0;
      for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, start)) {
        add(chunk.subarray(start, at));
        end();
        start = at + 1;
      }
      if (start < chunk.length) add(chunk.subarray(start));
    },
    /** Bytes of the line that has not ended. */
    pending: (): number => bytes,
  };
}
