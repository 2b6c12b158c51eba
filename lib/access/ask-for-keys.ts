import type { Config } from '#lib/config.ts';

/** Whether whoever comes has to show a key. On plain loopback nobody has to, unless the operator wants it so. */
export const asksForKeys = (config: Config): boolean => config.REQUIRE_KEY;
