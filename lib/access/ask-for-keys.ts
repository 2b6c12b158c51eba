import type { Config } from '#lib/config.ts';
import { isLoopbackName, parsePublicUrl } from '#lib/public-url.ts';

/**
 * Whether whoever comes has to show a key: where others can reach the product, since it listens beyond loopback or has a
 * public address, and where the operator wants it so. On plain loopback nobody has to.
 */
export const asksForKeys = (config: Config): boolean => reasonForKeys(config) !== undefined;

/** The setting by which keys are asked for, in words; undefined where they are not. */
export function reasonForKeys({ REQUIRE_KEY, HOST, PUBLIC_URL }: Config): string | undefined {
  if (!isLoopbackName(HOST) && HOST !== '::1') return `HOST=${HOST} lets other machines in`;
  if (PUBLIC_URL !== undefined && !isLoopbackName(parsePublicUrl(PUBLIC_URL).hostname))
    return 'PUBLIC_URL names an address that others can use';
  return REQUIRE_KEY ? 'REQUIRE_KEY is set' : undefined;
}
