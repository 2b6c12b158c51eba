import { createHash, randomBytes } from 'node:crypto';
import { encodeTime } from 'ulid';

/** A new id for a run, an event or a request: a ULID, so that ids sort by time. */
export const newId = (): string => encodeTime(Date.now(), 10) + base32(randomBytes(10));

/**
 * The id of event `index` of a request that carries an `x-inngest-event-id-seed` header (`<ms>,<base64 of 10 bytes>`).
 * A request that is sent again yields the same ids, so nothing happens twice. Without a usable seed the id is new.
 */
export function eventIdFromSeed(seed: string | undefined, index: number): string {
  const [ms, entropy] = (seed ?? '').split(',');
  const timeMs = Number(ms);
  const bytes = Buffer.from(entropy ?? '', 'base64');
  if (!Number.isSafeInteger(timeMs) || timeMs <= 0 || bytes.length !== 10) return newId();
  bytes.writeUInt32BE((bytes.readUInt32BE(6) + index + 1) >>> 0, 6);
  return encodeTime(timeMs, 10) + base32(bytes);
}

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

function base32(bytes: Buffer): string {
  const bits = BigInt(`0x${bytes.toString('hex')}`);
  return Array.from({ length: 16 }, (_, i) => alphabet[Number((bits >> BigInt(75 - 5 * i)) & 31n)]).join('');
}

/** A UUID that is always the same for the same name: what the wire calls a function's or an app's uuid. */
export function uuidFromName(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `5${hex.slice(13, 16)}`,
    `a${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}
