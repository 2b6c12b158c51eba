import type { ApiKey, Expiry, NewKey } from '#lib/access/api-keys.ts';
import { keyToWire } from '#lib/access/key-wire.ts';
import { Scope, UserId } from '#lib/schema/api-key.ts';
import { count } from '#lib/schema/count.ts';
import { type CommandContext, defineCommand } from '../command.ts';
import { readChoice, readNothing } from '../read-values.ts';
import { pad } from '../terminal/display-width.ts';
import { oneLine } from '../terminal/strip-controls.ts';
import { UsageError } from '../usage-error.ts';

const unitSeconds = { h: 3600, d: 86_400, w: 604_800 } as const;
const longestName = 100;

/** Makes, lists and ends the keys that let in. */
export const keys = defineCommand({
  name: 'keys',
  usage: 'create NAME | list | revoke KEY [options]',
  summary: 'Make, list and revoke the keys that let in',
  details: `create prints the key, once: it is stored as a hash and cannot be shown again.
revoke takes the id of a key, its name or how it begins; whoever uses it is
refused from then on. The keys are those of the database: of DATABASE_URL, or of
DATA_DIR, whether or not the product runs.`,
  options: {
    user: {
      type: 'string',
      value: 'USER',
      help: 'create: whose jobs and documents it sees; a user of its own by default, “local” for what was made without keys',
    },
    scope: { type: 'string', value: 'SCOPE', help: `create: ${Scope.options.join(', ')}; write by default` },
    expires: {
      type: 'string',
      value: 'WHEN',
      help: 'create: a date such as 2027-01-31, or 12h, 30d, 8w; never by default',
    },
    json: { type: 'boolean', help: 'Print the answer as one JSON document' },
  },
  async run({ values, positionals }, context) {
    const [action, ...rest] = positionals;
    const isCreate = action === 'create';
    for (const name of ['user', 'scope', 'expires'] as const)
      if (values[name] !== undefined && !isCreate) throw new UsageError(`--${name} belongs to keys create.`);
    if (isCreate) {
      const wish: NewKey = {
        name: readName(rest),
        userId: readUser(values.user),
        scope: readChoice('scope', { value: values.scope, choices: Scope.options }) ?? 'write',
        expires: readExpiry(values.expires),
      };
      return create(wish, { context, asJson: values.json });
    }
    if (action === 'list') {
      readNothing(rest);
      return list({ context, asJson: values.json });
    }
    if (action === 'revoke') return revoke(rest, { context, asJson: values.json });
    throw new UsageError('Say what to do: keys create NAME, keys list, or keys revoke KEY.');
  },
});

type Way = { context: CommandContext; asJson: boolean | undefined };

async function create(wish: NewKey, { context, asJson }: Way): Promise<number> {
  const { screen } = context;
  const { withData, createKey } = await loadKeys();
  const { secret, ...key } = await withData(context.config, (db) => createKey(db, wish));
  if (asJson) screen.out(`${JSON.stringify({ ...keyToWire(key), secret }, null, 2)}\n`);
  else screen.out(`${secret}\n`);
  const until = key.expiresAt ? ` until ${key.expiresAt.toISOString()}` : '';
  screen.say(`Key “${oneLine(key.name)}” (${key.scope}, user ${key.userId})${until}. It is not shown again.`);
  return 0;
}

async function list({ context, asJson }: Way): Promise<number> {
  const { screen } = context;
  const { withData, listKeys } = await loadKeys();
  const all = await withData(context.config, (db) => listKeys(db));
  if (asJson) {
    const data = all.map(({ lastUsedAt, ...key }) => ({ ...keyToWire(key), last_used_at: lastUsedAt }));
    screen.out(`${JSON.stringify({ data }, null, 2)}\n`);
    return 0;
  }
  for (const key of all) {
    const fields = [
      key.id,
      `${key.prefix}…`,
      key.scope,
      stateOf(key),
      oneLine(key.userId),
      oneLine(key.name),
    ];
    screen.out(
      screen.isTerminal
        ? `${fields.map((field, at) => pad(field, [36, 11, 5, 18, 12][at] ?? 0)).join('  ')}\n`
        : `${fields.join('\t')}\n`,
    );
  }
  if (all.length === 0) screen.line('There is no key yet: keys create NAME makes one.');
  return 0;
}

async function revoke(named: string[], { context, asJson }: Way): Promise<number> {
  const { screen } = context;
  const [name, ...more] = named;
  if (!name || more.length > 0) throw new UsageError('Say which key: its id, its name, or how it begins.');
  const { withData, revokeKey } = await loadKeys();
  const key = await withData(context.config, (db) => revokeKey(db, name.replace(/…$/, '')));
  if (asJson) screen.out(`${JSON.stringify(keyToWire(key), null, 2)}\n`);
  screen.say(`Key “${oneLine(key.name)}” (${key.prefix}…) lets nobody in any more.`);
  return 0;
}

/** Loaded when asked for: no other command needs a database. */
async function loadKeys() {
  const { withData } = await import('#lib/access/with-data.ts');
  const { createKey, listKeys, revokeKey } = await import('#lib/access/api-keys.ts');
  return { withData, createKey, listKeys, revokeKey };
}

function readName(words: string[]): string {
  const name = words.join(' ').trim();
  if (!name) throw new UsageError('Give the key a name that says who or what will use it.');
  if (name.length <= longestName) return name;
  throw new UsageError(`The name of a key has at most ${count(longestName, 'character')}.`);
}

function readUser(given: string | undefined): string | undefined {
  if (given === undefined) return undefined;
  const user = UserId.safeParse(given);
  if (user.success) return user.data;
  throw new UsageError(`--user takes ${user.error.issues[0]?.message}.`);
}

function readExpiry(given: string | undefined): Expiry | undefined {
  if (given === undefined) return undefined;
  const [, number, unit] = /^(\d{1,4})([hdw])$/.exec(given) ?? [];
  if (number && Number(number) > 0)
    return { inSeconds: Number(number) * unitSeconds[unit as keyof typeof unitSeconds] };
  const at = /^\d{4}-\d\d-\d\d(T[\d:.]+(Z|[+-]\d\d:\d\d))?$/.test(given) ? new Date(given) : undefined;
  if (at && !Number.isNaN(at.getTime())) return { at };
  throw new UsageError(`--expires takes a date such as 2027-01-31, or 12h, 30d, 8w, not “${given}”.`);
}

function stateOf({ revokedAt, expiresAt }: ApiKey): string {
  if (revokedAt) return `revoked ${revokedAt.toISOString().slice(0, 10)}`;
  if (!expiresAt) return 'valid';
  return `${expiresAt <= new Date() ? 'expired' : 'until'} ${expiresAt.toISOString().slice(0, 10)}`;
}
