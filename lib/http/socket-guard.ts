import { asksForKeys } from '#lib/access/ask-for-keys.ts';
import type { Caller } from '#lib/access/caller.ts';
import { openToken, sealToken } from '#lib/access/socket-token.ts';
import type { Config } from '#lib/config.ts';
import { AppError } from '#lib/errors.ts';
import { readKeys } from '#lib/keys.ts';
import { whileLetIn } from './while-let-in.ts';

type Settings = Pick<Config, 'INNGEST_SIGNING_KEY' | 'DATA_DIR'>;

/** A token to listen with, which ends with the key of who was given it. */
export function sealFor({ key }: Caller, token: string, settings: Settings): string {
  return key ? sealToken(token, { keyId: key.id, session: key.session }, secretOf(settings)) : token;
}

/**
 * What a WebSocket's token is worth: the engine's token in it, and a signal that aborts when what let its holder in was
 * ended. Throws `unauthorized` for one that nobody was given, and for one without a key where keys are asked for.
 */
export function guardSocket(sealed: string, config: Config): { token: string; signal: AbortSignal | null } {
  const { token, entry } = openToken(sealed, secretOf(config)) ?? {};
  if (token === undefined || (!entry && asksForKeys(config)))
    throw new AppError('unauthorized', 'The token is missing, wrong or too old.');
  return { token, signal: entry ? whileLetIn({ id: entry.keyId, session: entry.session }) : null };
}

/** The same in every process that shares an engine. */
const secretOf = ({ INNGEST_SIGNING_KEY, DATA_DIR }: Settings): string =>
  INNGEST_SIGNING_KEY ?? readKeys(DATA_DIR).signingKey;
