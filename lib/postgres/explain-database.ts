import { AppError, causesOf, isAppError } from '#lib/errors.ts';

/**
 * What a fault on the way to the operator's database means and what to do about it, in a sentence: never a stack, never a
 * password. What has been explained already stays as it is.
 */
export function explainDatabase(thrown: unknown, url: URL, setting = 'DATABASE_URL'): AppError {
  if (isAppError(thrown)) return thrown;
  const error = [...causesOf(thrown)].at(-1) as (Error & { code?: string }) | undefined;
  const message = error?.message || error?.code || String(thrown);
  const found = meanings.find(({ is }) => is({ code: error?.code ?? '', message }));
  const words = found?.words(url, message) ?? `The database of ${setting} cannot be reached: ${message}`;
  return new AppError(found?.code ?? 'database_unavailable', words.replaceAll('DATABASE_URL', setting), {
    cause: thrown,
  });
}

type Fault = { code: string; message: string };
type Meaning = {
  is(fault: Fault): boolean;
  code?: 'invalid_configuration';
  words(url: URL, message: string): string;
};

const userOf = (url: URL) => decodeURIComponent(url.username) || 'the user';
const addressOf = (url: URL) => `${url.hostname}:${url.port || '5432'}`;
const nameOf = (url: URL) => decodeURIComponent(url.pathname.slice(1));

const meanings: Meaning[] = [
  {
    is: ({ code }) => ['ENOTFOUND', 'EAI_AGAIN'].includes(code),
    words: (url) => `There is no host ${url.hostname} on the network: check the name in DATABASE_URL.`,
  },
  {
    is: ({ code }) => code === 'ECONNREFUSED',
    words: (url) =>
      `No database server listens at ${addressOf(url)}: start it, or correct host and port in DATABASE_URL.`,
  },
  {
    is: ({ code, message }) =>
      ['ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH'].includes(code) || /timeout expired/.test(message),
    words: (url) =>
      `The database server at ${addressOf(url)} does not answer: see whether it runs and a firewall lets this machine through, or correct host and port in DATABASE_URL.`,
  },
  {
    is: ({ code, message }) =>
      code === 'EPROTO' ||
      /unexpected (message|commandComplete|response)|Received invalid response|wrong version number/i.test(
        message,
      ),
    code: 'invalid_configuration',
    words: (url) =>
      `What listens at ${addressOf(url)} is no PostgreSQL: correct host and port in DATABASE_URL.`,
  },
  {
    is: ({ message }) => /Connection terminated|ECONNRESET|socket hang up/.test(message),
    words: (url) =>
      `The server at ${addressOf(url)} hung up at once: it may still be starting, or be no PostgreSQL; see whether DATABASE_URL names the right host and port.`,
  },
  {
    is: ({ code }) => ['28P01', '28000'].includes(code),
    code: 'invalid_configuration',
    words: (url, message) =>
      `The database server at ${url.host} did not let ${userOf(url)} in (${message}): check the user and the password in DATABASE_URL.`,
  },
  {
    is: ({ code, message }) =>
      code === '3D000' || /no such database|database "[^"]*" does not exist/.test(message),
    code: 'invalid_configuration',
    words: (url) =>
      `There is no database ${nameOf(url)} at ${url.host}, and ${userOf(url)} may not make it: create it, or name another in DATABASE_URL.`,
  },
  {
    is: ({ message }) => /unsupported startup parameter/.test(message),
    code: 'invalid_configuration',
    words: (url) =>
      `The pool at ${url.host} takes no search path from DATABASE_URL: leave out schema and options there, and run \`ALTER ROLE ${userOf(url)} SET search_path = …\` in the database.`,
  },
  {
    is: ({ message }) => /does not support SSL/.test(message),
    code: 'invalid_configuration',
    words: (url) =>
      `The database server at ${url.host} speaks no TLS: leave sslmode out of DATABASE_URL, or set sslmode=disable.`,
  },
  {
    is: ({ code, message }) => /ALTNAME/.test(code) || /altnames/.test(message),
    code: 'invalid_configuration',
    words: (url) =>
      `The certificate of the database server is not for the name ${url.hostname}: use the name that it is for in DATABASE_URL, or sslmode=verify-ca.`,
  },
  {
    is: ({ code, message }) => /CERT|SELF_SIGNED|UNABLE_TO_VERIFY/.test(code) || /certificate/.test(message),
    code: 'invalid_configuration',
    words: (url, message) =>
      `The certificate of the database server at ${url.host} is not trusted (${message.split(';')[0]}): name its authority in DATABASE_URL with sslrootcert=/path/to/ca.pem, or set sslmode=require to take any.`,
  },
  {
    is: ({ code }) => code === 'ENOENT' || code === 'EACCES',
    code: 'invalid_configuration',
    words: () =>
      'A file of certificates that DATABASE_URL names (sslrootcert, sslcert or sslkey) cannot be read.',
  },
  {
    is: ({ message }) => /no pg_hba\.conf entry/.test(message),
    code: 'invalid_configuration',
    words: (url) =>
      `The database server at ${url.host} takes no such connection: it may ask for TLS (sslmode=require in DATABASE_URL).`,
  },
  {
    is: ({ code }) => code === '53300',
    words: (url) =>
      `The database server at ${url.host} has no connection left: a product needs about 30 (max_connections).`,
  },
];
