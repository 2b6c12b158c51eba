import { createHash } from 'node:crypto';
import type { Config } from '#lib/config.ts';
import { findEngine } from '#lib/find-engine.ts';

/**
 * Asks the REST API of the engine that is configured, with its signing key where there is one. No other server ever
 * hears of the product's jobs.
 */
export function askEngine(
  config: Config,
  {
    path,
    method = 'GET',
    body,
    timeoutMs,
  }: { path: string; method?: 'GET' | 'PUT' | 'DELETE'; body?: unknown; timeoutMs: number },
): Promise<Response> {
  const key = config.INNGEST_SIGNING_KEY;
  return fetch(`${findEngine(config).url}${path}`, {
    method,
    headers: {
      ...(key && { authorization: `Bearer ${hashSigningKey(key)}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(timeoutMs),
  });
}

/** The key as the engine's API wants it: its prefix, then the sha256 of the decoded rest, in hex. */
function hashSigningKey(key: string): string {
  const prefix = /^signkey-\w+-/.exec(key)?.[0] ?? '';
  const secret = Buffer.from(key.slice(prefix.length), 'hex');
  return prefix + createHash('sha256').update(secret).digest('hex');
}
