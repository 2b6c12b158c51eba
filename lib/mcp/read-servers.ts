import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { plainIssue } from '#lib/schema/plain-issue.ts';
import { codeOf } from './read-fault.ts';
import { isRecord } from './read-record.ts';
import { type FaultyServer, HttpServer, type ServerSpec, StdioServer } from './server-spec.ts';

const File = z.object({ mcpServers: z.record(z.string().min(1), z.unknown()) });
const largestFile = 1_000_000;
/** What the well-known clients keep beside, and what makes no difference here. */
const knownKeys = new Set([
  ...Object.keys(StdioServer.shape),
  ...Object.keys(HttpServer.shape),
  'description',
  'autoApprove',
  'alwaysAllow',
]);

/**
 * Reads the servers that the operator declared, in the form that MCP clients share: `{ "mcpServers": { name: … } }`,
 * each with `tools`, what it may be asked. `${NAME}` and `${NAME:-default}` stand for variables, read with `variable`.
 * What is faulty is answered as such and never thrown: the rest works without it. `warnings` are for the log.
 */
export function readServers({
  file,
  variable,
}: {
  /** Its path; null for none. */
  file: string | null;
  variable: (name: string) => string | undefined;
}): { servers: ServerSpec[]; faults: FaultyServer[]; warnings: string[] } {
  const nothing = { servers: [], faults: [], warnings: [] };
  if (file === null) return nothing;
  const read = parseFile(file);
  if ('off' in read) return { ...nothing, faults: [{ name: 'MCP servers', off: read.off }] };
  const servers: ServerSpec[] = [];
  const faults: FaultyServer[] = [];
  const warnings: string[] = [];
  for (const [name, entry] of Object.entries(read.mcpServers)) {
    const place = `${path.basename(file)}, mcpServers.${name}`;
    const server = readServer({ name, entry, place, folder: path.dirname(path.resolve(file)), variable });
    if ('off' in server) faults.push(server);
    else servers.push(server);
    for (const key of Object.keys(isRecord(entry) ? entry : {})) {
      if (!knownKeys.has(key)) warnings.push(`${place}: there is no setting "${key}"; it is left out`);
    }
  }
  return { servers, faults, warnings };
}

/** The file to read: the one that is named, else `mcp.json` in the working directory if it is there. */
export function findFile(configured: string | undefined): string | null {
  if (configured) return path.resolve(configured);
  const usual = path.resolve('mcp.json');
  return existsSync(usual) ? usual : null;
}

function parseFile(file: string): z.infer<typeof File> | { off: string } {
  const name = path.basename(file);
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    return {
      off: `${name} cannot be read (${codeOf(error) ?? 'unknown'}): correct MCP_CONFIG or the file's rights.`,
    };
  }
  if (text.length > largestFile) return { off: `${name} is larger than a megabyte.` };
  try {
    const parsed = File.safeParse(JSON.parse(text), { error: plainIssue });
    if (parsed.success) return parsed.data;
    return { off: `${name} has another form than { "mcpServers": { … } }: ${faultsOf(parsed.error)}.` };
  } catch (error) {
    // The parser's own words repeat a part of the file, which may hold keys.
    const at = /position \d+(?: \(line \d+ column \d+\))?/.exec(error instanceof Error ? error.message : '');
    return { off: `${name} is not valid JSON${at ? ` (${at[0]})` : ''}: correct it and start again.` };
  }
}

function readServer(given: {
  name: string;
  entry: unknown;
  place: string;
  folder: string;
  variable: (name: string) => string | undefined;
}): ServerSpec | FaultyServer {
  const { name, entry, place, folder, variable } = given;
  const off = (fault: string): FaultyServer => ({ name, off: `${place}${fault}` });
  if (isRecord(entry) && entry.disabled === true) return off(' is disabled there.');
  if (isRecord(entry) && entry.type === 'sse') {
    return off('.type: servers are reached by streamable HTTP ("http"), not by "sse".');
  }
  const isHttp = isRecord(entry) && 'url' in entry;
  if (isRecord(entry) && isHttp === 'command' in entry) {
    return off(' needs either a command (stdio) or a url (HTTP).');
  }
  const unset = new Set<string>();
  const secrets: string[] = [];
  const expanded = expandAll(entry, { variable, unset, secrets });
  if (unset.size > 0) return off(`: the variable ${[...unset].join(', ')} is not set.`);
  const form = isHttp ? HttpServer : StdioServer;
  const parsed = form.safeParse(expanded, { error: plainIssue });
  if (!parsed.success) return off(`: ${faultsOf(parsed.error)}.`);
  const refused = `${name} refused the credentials: correct them in ${place}`;
  const { tools } = parsed.data;
  if ('url' in parsed.data) {
    const { url, headers } = parsed.data;
    const values = Object.values(headers);
    secrets.push(...values, ...values.map((value) => value.replace(/^\S+\s+/, '')));
    return { name, tools, refused, secrets: longEnough(secrets), reach: { by: 'http', url, headers } };
  }
  const { command, args, env, cwd } = parsed.data;
  secrets.push(...Object.values(env));
  const reach = { by: 'stdio' as const, command, args, env, cwd: path.resolve(folder, cwd ?? '.') };
  return { name, tools, refused, secrets: longEnough(secrets), reach };
}

/** Words this short stand everywhere, and hiding them would hide nothing. */
const longEnough = (secrets: string[]) => [...new Set(secrets)].filter((secret) => secret.length >= 4);

/** The same value with every variable in its texts replaced; names what is not set, and keeps what was put in. */
function expandAll(
  value: unknown,
  given: { variable: (name: string) => string | undefined; unset: Set<string>; secrets: string[] },
): unknown {
  if (Array.isArray(value)) return value.map((item) => expandAll(item, given));
  if (isRecord(value)) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, expandAll(item, given)]));
  }
  if (typeof value !== 'string') return value;
  return value.replace(/\$\{([A-Za-z_]\w*)(?::-([^}]*))?\}/g, (_, name: string, otherwise?: string) => {
    const found = given.variable(name) || otherwise;
    if (found === undefined) given.unset.add(name);
    else given.secrets.push(found);
    return found ?? '';
  });
}

const faultsOf = ({ issues }: z.ZodError): string =>
  issues.flatMap(innermost).slice(0, 3).map(worded).join('; ');

type Issue = z.core.$ZodIssue;

/** Of what fits none of several forms, what is wrong with the one that was meant. */
function innermost(issue: Issue): Issue[] {
  if (issue.code !== 'invalid_union') return [issue];
  const isOther = ([first]: Issue[]) => first?.code === 'invalid_type' && first.path.length === 0;
  const meant = issue.errors.find((branch) => !isOther(branch));
  if (!meant) return [issue];
  return meant.flatMap((inner) => innermost({ ...inner, path: [...issue.path, ...inner.path] }));
}

function worded({ path: at, message }: Issue): string {
  const place = at.map(String).join('.');
  if (!place) return message;
  return /^(?:must|is|has|holds)\b/.test(message) ? `${place} ${message}` : `${place}: ${message}`;
}
