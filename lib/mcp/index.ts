import type { Config } from '#lib/config.ts';
import { readVariable } from '#lib/config.ts';
import type { fetchUrl } from '#lib/fetch-url/fetch-url.ts';
import type { Log } from '#lib/log.ts';
import type { Source, SourceThatIsOff } from '#lib/sources/source.ts';
import { calendarSource, calendarTools } from './calendar-source.ts';
import { type Connection, createConnection } from './connection.ts';
import type { Limits } from './open-server.ts';
import { accountIn } from './read-caldav.ts';
import { findFile, readServers } from './read-servers.ts';
import type { AllowedTool, ServerSpec } from './server-spec.ts';
import { toolSource } from './tool-source.ts';
import { zaiSearch } from './zai-search.ts';

/** Every MCP server that the operator declared, as sources: those that can be asked, and those that are off, and why. */
export type McpServers = {
  sources(): (Source | SourceThatIsOff)[];
  /** Ends every server that was started; no question is answered afterwards. */
  stop(): Promise<void>;
};

export type McpOptions = {
  config: Pick<Config, 'MCP_CONFIG' | 'ZAI_API_KEY' | 'ZAI_BASE_URL' | 'TIME_ZONE'>;
  log: Log;
  limits?: Partial<Limits>;
  /** How a web page is read that a tool points at. */
  fetchPage?: typeof fetchUrl;
};

/**
 * Reads the operator's MCP servers and makes each allowed tool a source; a server that lists and reads calendars is one
 * source. No server is started before a source of it is asked; all jobs share it. What is declared wrongly is off with
 * the reason, and stops nothing else.
 */
export function createMcpServers({ config, log, limits, fetchPage }: McpOptions): McpServers {
  const { servers, faults, warnings } = readServers({
    file: findFile(config.MCP_CONFIG),
    variable: readVariable,
  });
  for (const warning of warnings) log.warn(warning);
  for (const { name, off } of faults) log.warn('an MCP server is off', { server: name, reason: off });
  const connections: Connection[] = [];
  const connect = (spec: ServerSpec) => {
    const connection = createConnection({ spec, log, limits, timeZone: config.TIME_ZONE });
    connections.push(connection);
    return connection;
  };
  const nameIds = createIds();
  const timeZone = config.TIME_ZONE;

  function sourcesOf(spec: ServerSpec): (Source | SourceThatIsOff)[] {
    const server = slug(spec.name);
    if (spec.tools.length === 0) {
      return [
        {
          id: nameIds(`mcp-${server}`),
          name: spec.name,
          kind: 'tool',
          off: 'Name the tools that it may be asked, under "tools" in mcp.json.',
        },
      ];
    }
    const given = { connection: connect(spec), secrets: spec.secrets, log };
    const isCalendar = calendarTools.every((name) => spec.tools.some((tool) => tool.name === name));
    const isNamed = (wanted: string) => spec.tools.find(({ name }) => name === wanted);
    // The pair that ChatGPT's connectors have: `search` answers ids, `fetch` the page of an id.
    const fetchTool = isNamed('search') && isNamed('fetch');
    const taken = [...(isCalendar ? calendarTools : []), ...(fetchTool ? ['fetch'] : [])];
    const tools = spec.tools.filter(({ name }) => !taken.includes(name));
    const calendar = () => {
      const title = spec.tools.find(({ name }) => name === 'list-events')?.title ?? 'Calendar';
      return calendarSource({
        ...given,
        server,
        id: nameIds(`mcp-${server}-calendar`),
        name: title,
        timeZone,
        account: spec.reach.by === 'stdio' ? accountIn(spec.reach.env) : null,
      });
    };
    return [
      ...(isCalendar ? [calendar()] : []),
      ...tools.map((allowed) => {
        const id = nameIds(`mcp-${server}-${slug(allowed.name)}`);
        const place = `${server}/${id.slice(`mcp-${server}-`.length)}`;
        const pair = allowed.name === 'search' ? { fetchTool } : {};
        return toolSource({ ...given, id, place, name: titleOf(allowed, spec), allowed, fetchPage, ...pair });
      }),
    ];
  }

  function zaiSource(): Source | SourceThatIsOff {
    const { id, name, off, tool } = zaiSearch;
    const key = config.ZAI_API_KEY;
    if (!key) return { id, name, kind: 'web', off };
    const connection = connect(zaiSearch.server(config, key));
    const given = { id, name, place: `${id}/search`, connection, secrets: [key], log, fetchPage };
    return { ...toolSource({ ...given, allowed: tool }), kind: 'web' };
  }

  const all = [
    ...servers.flatMap(sourcesOf),
    ...faults.map(({ name, off }): SourceThatIsOff => {
      const id = nameIds(name === 'MCP servers' ? 'mcp' : `mcp-${slug(name)}`);
      return { id, name, kind: 'tool', off };
    }),
    zaiSource(),
  ];
  return {
    sources: () => all,
    stop: async () => void (await Promise.allSettled(connections.map((connection) => connection.stop()))),
  };
}

const titleOf = ({ title, name }: AllowedTool, server: ServerSpec) => title ?? `${name} (${server.name})`;

/** A name as it stands in ids and addresses. */
function slug(name: string): string {
  const words = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return words.slice(0, 60) || 'server';
}

/** Makes ids unique: the second of a name ends with `-2`. */
function createIds(): (wanted: string) => string {
  const taken = new Set<string>();
  return (wanted) => {
    let id = wanted;
    for (let count = 2; taken.has(id); count += 1) id = `${wanted}-${count}`;
    taken.add(id);
    return id;
  };
}
