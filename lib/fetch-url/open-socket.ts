import { type LookupFunction, connect as netConnect, type Socket } from 'node:net';
import { connect as tlsConnect } from 'node:tls';
import { portOf } from './check-url.ts';
import { failed, unreachable } from './failures.ts';
import { bareHostname } from './resolve-host.ts';

/** Opens a TCP connection to the first of the addresses that answers; they were checked, nothing is looked up. */
export type Connect = (target: { hostname: string; addresses: readonly string[]; port: number }) => Socket;

/**
 * Connects to one of `addresses` for a URL, with TLS for https, and answers the ready socket. Throws `source_failed`
 * and the abort reason; no socket is left open then.
 */
export async function openSocket(
  url: URL,
  {
    addresses,
    signal,
    connect = connectToFirst,
  }: { addresses: readonly string[]; signal: AbortSignal; connect?: Connect | undefined },
): Promise<Socket> {
  const hostname = bareHostname(url);
  const plain = connect({ hostname, addresses, port: portOf(url) });
  await ready(plain, { event: 'connect', signal, explain: unreachable });
  if (url.protocol === 'http:') return plain;
  const secure = tlsConnect({
    socket: plain,
    host: hostname,
    ...(addresses.includes(hostname) ? {} : { servername: hostname }),
    ALPNProtocols: ['http/1.1'],
  });
  await ready(secure, { event: 'secureConnect', signal, explain: explainTls });
  return secure;
}

function connectToFirst({ hostname, addresses, port }: Parameters<Connect>[0]): Socket {
  const lookup: LookupFunction = (_hostname, _options, callback) =>
    callback(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
  // A second for each address: the default of 250 ms gives up on hosts that are merely far away.
  return netConnect({
    host: hostname,
    port,
    lookup,
    autoSelectFamily: true,
    autoSelectFamilyAttemptTimeout: 1000,
  });
}

function ready(
  socket: Socket,
  {
    event,
    signal,
    explain,
  }: { event: 'connect' | 'secureConnect'; signal: AbortSignal; explain: (cause: unknown) => Error },
): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = (failure?: unknown) => {
      signal.removeEventListener('abort', abort);
      socket.off(event, succeed).off('close', close);
      if (failure === undefined) return resolve();
      socket.destroy();
      reject(failure);
    };
    const succeed = () => settle();
    const close = () => settle(explain('closed'));
    const abort = () => settle(signal.reason);
    // The listener for errors stays: a socket that fails between two phases must not end the process.
    socket.on('error', (error) => settle(explain(error)));
    socket.once(event, succeed).once('close', close);
    signal.addEventListener('abort', abort, { once: true });
    if (signal.aborted) abort();
  });
}

function explainTls(cause: unknown): Error {
  const code = (cause as { code?: string }).code ?? '';
  if (/CERT|SELF_SIGNED|ISSUER|SIGNATURE|ERR_TLS_/.test(code)) {
    return failed('The certificate of this address is not valid.', { cause });
  }
  return unreachable(cause);
}
