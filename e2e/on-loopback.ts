import dns from 'node:dns';
import { publicName } from './start-nginx.ts';

/**
 * Loaded into every process of a run through nginx (NODE_OPTIONS): the public name is nobody's, and is looked for on
 * loopback. A browser is told so by its own switch.
 */
type Tell = (error: Error | null, ...found: unknown[]) => void;
const lookup = dns.lookup as unknown as (name: string, ...rest: unknown[]) => void;
const own = { address: '127.0.0.1', family: 4 };

Object.assign(dns, {
  lookup(name: string, ...rest: unknown[]) {
    if (name !== publicName) return lookup(name, ...rest);
    const tell = rest.at(-1) as Tell;
    const isAll = (rest[0] as { all?: boolean } | undefined)?.all;
    process.nextTick(() => (isAll ? tell(null, [own]) : tell(null, own.address, own.family)));
  },
});
const lookupSoon = dns.promises.lookup as (name: string, options?: unknown) => Promise<unknown>;
Object.assign(dns.promises, {
  lookup: async (name: string, options?: { all?: boolean }) =>
    name === publicName ? (options?.all ? [own] : own) : lookupSoon(name, options),
});
