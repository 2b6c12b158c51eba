import { BlockList, isIP } from 'node:net';

/** Whether an address is one of those whose word about others is taken. */
export type Trusts = (address: string) => boolean;

/** Takes addresses and networks, as `TRUSTED_PROXIES` lists them; loopback is always among them. */
export function trustedProxies(list: readonly string[]): Trusts {
  const trusted = new BlockList();
  for (const entry of ['127.0.0.0/8', '::1', ...list]) {
    const [address = '', bits] = entry.split('/');
    const family = familyOf(address);
    if (bits === undefined) trusted.addAddress(address, family);
    else trusted.addSubnet(address, Number(bits), family);
  }
  return (address) => isIP(address) !== 0 && trusted.check(address, familyOf(address));
}

/**
 * Who calls: the peer of the connection, or, as long as that is a trusted proxy, whom it names last in
 * `X-Forwarded-For`. What stands before the first untrusted address was written by who calls, and says nothing.
 */
export function callerAddress(
  { peer, forwardedFor }: { peer: string; forwardedFor: string | undefined },
  trusts: Trusts,
): string {
  let caller = plain(peer);
  const named = (forwardedFor ?? '').split(',').map((part) => plain(part.trim()));
  while (trusts(caller)) {
    const next = named.pop();
    if (next === undefined || isIP(next) === 0) break;
    caller = next;
  }
  return caller;
}

/** Without a port, brackets, and the form that IPv4 has on an IPv6 socket. */
function plain(address: string): string {
  const bare = /^\[([^\]]+)\](:\d+)?$/.exec(address)?.[1] ?? address.replace(/^([\d.]+):\d+$/, '$1');
  return bare.replace(/^::ffff:(?=[\d.]+$)/i, '');
}

const familyOf = (address: string): 'ipv4' | 'ipv6' => (isIP(address) === 6 ? 'ipv6' : 'ipv4');
