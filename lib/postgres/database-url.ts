import { AppError } from '#lib/errors.ts';

/** Settings of Prisma and of other clients that addresses carry, and that no server is told. */
const ofClients = [
  'connection_limit',
  'pool_timeout',
  'connect_timeout',
  'socket_timeout',
  'statement_cache_size',
  'sslaccept',
];

const tlsModes = ['disable', 'allow', 'prefer', 'require', 'verify-ca', 'verify-full', 'no-verify'];

/**
 * A `DATABASE_URL` as every client of the product takes it: the schema that it names, `?schema=…`, is the search path of
 * connections too; `sslmode` means what it means to PostgreSQL's own programs. `schema` stays for Prisma, `pgbouncer` says that
 * it leads through a pool. Throws `invalid_configuration` where it is no address; never says what stands in it.
 */
export function readDatabaseUrl(text: string, setting = 'DATABASE_URL'): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^postgres(ql)?:$/.test(url.protocol) || url.pathname.length < 2) {
    const example = 'postgresql://user:password@host:5432/name';
    const hint = 'signs such as @, / and # in a password are written as %40, %2F and %23';
    throw new AppError('invalid_configuration', `${setting} is no address such as ${example}; ${hint}.`);
  }
  for (const name of ofClients) url.searchParams.delete(name);
  const tls = url.searchParams.get('sslmode');
  if (tls !== null && !tlsModes.includes(tls)) {
    throw new AppError('invalid_configuration', `sslmode in ${setting} is none of ${tlsModes.join(', ')}.`);
  }
  // What pg makes of these words is stricter than what they mean everywhere else; the last is its own.
  if (tls !== null && tls !== 'no-verify') url.searchParams.set('uselibpqcompat', 'true');
  const schema = url.searchParams.get('schema');
  const options = url.searchParams.get('options') ?? '';
  if (schema && !/search_path/.test(options))
    url.searchParams.set('options', `${options} -c search_path=${escapeOption(schema)}`.trim());
  const first = /search_path\s*=\s*"?([^",\s\\]+)/.exec(options)?.[1];
  if (!schema && first && first !== '$user') url.searchParams.set('schema', first);
  return url;
}

/** Within `options` a blank or backslash ends a word; a name in quotes keeps its case. */
const escapeOption = (schema: string): string =>
  (/^[a-z_][a-z0-9_]*$/.test(schema) ? schema : `"${schema.replaceAll('"', '""')}"`).replace(
    /[\\ ]/g,
    '\\$&',
  );
