import { asksForKeys } from '#lib/access/ask-for-keys.ts';
import type { Caller } from '#lib/access/caller.ts';
import { openToken, sealToken } from '#lib/access/socket-token.ts';
import type { Config } from '#lib/config.ts';
import { AppError } from '#lib/errors.ts';
import { readKeys } from '#lib/keys.ts';
import { runtime } from '#lib/server/runtime.ts';
import { whileLetIn } from './while-let-in.ts';

type Settings = Pick<Config, 'INNGEST_SIGNING_KEY' | 'DATA_DIR'>;

/** A token to listen with, which ends with the key of who was given it. */
export function sealFor({ key }: Caller, token: string, settings: Settings): string {
  return key ? sealToken(token, { keyId: key.id, session: key.session }, secretOf(settings)) : token;
}

export type SocketWorth = {
  /** The engine's own token. */
  token: string;
  /** Aborts when what let its holder in was ended; null where nothing was asked for. */
  signal: AbortSignal | null;
  /** To be called, once, when the socket is closed. */
  leave(): void;
};

/**
 * What a WebSocket's token is worth. Throws `unauthorized` for one that nobody was given, and for one without a key where
 * keys are asked for; `too_many_streams` where the key has as many sockets as it may have.
 */
export async function guardSocket(sealed: string, config: Config): Promise<SocketWorth> {
  const { token, entry } = openToken(sealed, secretOf(config)) ?? {};
  if (token === undefined || (!entry && asksForKeys(config)))
    throw new AppError('unauthorized', 'The token is missing, wrong or too old.');
  if (!entry) return { token, signal: null, leave: () => {} };
  const { keyId, session } = entry;
  const leave = await runtime().keyPlaces.take({ keyId, kind: 'sockets', most: config.KEY_SOCKETS });
  return { token, signal: whileLetIn({ id: keyId, session }), leave };
}

/** The same in every process that shares an engine. */
const secretOf = ({ INNGEST_SIGNING_KEY, DATA_DIR }: Settings): string =>
  INNGEST_SIGNING_KEY ?? readKeys(DATA_DIR).signingKey;
