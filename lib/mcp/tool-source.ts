import { prepareText, readWebPage } from '#lib/documents/prepare-page.ts';
import { AppError, isAppError } from '#lib/errors.ts';
import type { fetchUrl } from '#lib/fetch-url/fetch-url.ts';
import type { Log } from '#lib/log.ts';
import type { TimeRange } from '#lib/schema/plan.ts';
import type { Hit, Page } from '#lib/schema/source.ts';
import type { Source } from '#lib/sources/source.ts';
import { clip } from '#lib/text/clip.ts';
import { oneLine, redact } from '#lib/text/one-line.ts';
import { tokenize } from '#lib/text/tokenize.ts';
import { fillArguments, findQueryArgument, nameOf, requiredOf, stillTakesQuery } from './choose-arguments.ts';
import type { Connection, Tool } from './connection.ts';
import type { Finding } from './finding.ts';
import { createPageStore } from './page-store.ts';
import { parseAnswer } from './parse-answer.ts';
import type { AllowedTool } from './server-spec.ts';

/** A text this long in a list of results is the page itself and not what a search says of it. */
const wholePage = 1500;
const snippetLength = 400;
const longestUrl = 2000;

export type ToolSourceOptions = {
  id: string;
  name: string;
  /** Where its answers are, such as `server/tool`. */
  place: string;
  allowed: AllowedTool;
  /** The tool by which the server gives what it has found, by its id. */
  fetchTool?: AllowedTool | undefined;
  connection: Connection;
  secrets: readonly string[];
  log: Log;
  fetchPage?: typeof fetchUrl | undefined;
};

/**
 * A tool of an MCP server as a source. Which argument takes the query is read from the tool's schema, which is asked for
 * again before every call: an argument that no longer takes a text, or another that is now needed, fails the source
 * instead of being guessed at. What an answer says itself is its page, at an address `mcp://server/tool?query=…#n`; a
 * web page that it only points at is read through the guard, and where that fails the search's own words stand for it.
 * Where the server has a tool that gives what it has found by its id, that is asked first. Of web pages that were read as
 * such the links are told, and may be followed through the guard.
 */
export function toolSource(options: ToolSourceOptions): Source {
  const { id, name, allowed } = options;
  const kept = createPageStore<Finding & { url: string }>();
  // Found once: a tool that changes its mind is not followed.
  let queryArgument: string | null | undefined;

  async function find(
    query: string,
    {
      signal,
      timeRange,
      all = false,
    }: { signal: AbortSignal; timeRange?: TimeRange | undefined; all?: boolean },
  ) {
    const tool = await findTool(options, signal);
    queryArgument = chooseArgument(tool, { allowed, before: queryArgument });
    const args = fillArguments(tool, { allowed, queryArgument, query, timeRange });
    const answer = await options.connection.call(tool.name, { arguments: args, signal });
    const found = findingsOf(answer, options);
    const addressed = withAddresses(found, { ...options, query: queryArgument === null ? null : query });
    // A tool that is not told the query answers the same each time: it fits where a word of the query stands in it.
    return queryArgument === null && !timeRange && !all ? addressed.filter(mentions(query)) : addressed;
  }

  return {
    id,
    name,
    kind: 'tool',
    followsLinks: true,
    ...(allowed.suits && { suits: allowed.suits }),
    async search(query, { signal, limit, timeRange }) {
      signal.throwIfAborted();
      const found = await find(query, { signal, timeRange });
      for (const finding of found) kept.set(finding.url, finding);
      return found.slice(0, limit).map((finding, index): Hit => toHit(finding, 1 - index / (limit + 1)));
    },
    async read(hit, { signal }) {
      signal.throwIfAborted();
      let finding = kept.get(hit.url);
      if (!finding) {
        // Found by another process, or long ago: asked for again.
        const again = queryIn(hit.url);
        if (again !== null)
          for (const one of await find(again, { signal, all: true })) kept.set(one.url, one);
        finding = kept.get(hit.url);
      }
      if (finding) return readFinding(finding, { ...options, signal });
      return readOther(hit, { ...options, signal });
    },
  };
}

async function findTool(
  { connection, allowed }: Pick<ToolSourceOptions, 'connection' | 'allowed'>,
  signal: AbortSignal,
): Promise<Tool> {
  const tools = await connection.listTools(signal);
  const names = [allowed.name, ...(allowed.aliases ?? [])];
  const tool = tools.find(({ name }) => names.includes(name));
  if (tool) return tool;
  const known = tools
    .slice(0, 20)
    .map(({ name }) => nameOf(name))
    .join(', ');
  throw new AppError(
    'source_unavailable',
    `${connection.name} has no tool ${allowed.name}; it has: ${known || 'none'}.`,
  );
}

function chooseArgument(
  tool: Tool,
  { allowed, before }: { allowed: AllowedTool; before: string | null | undefined },
): string | null {
  if (before === undefined) return findQueryArgument(tool, allowed);
  if (before !== null && !stillTakesQuery(tool, before)) {
    throw new AppError(
      'source_unavailable',
      `The tool ${allowed.name} was not called: its schema has changed and "${nameOf(before)}" takes no text any more.`,
    );
  }
  // What else it needs is judged again with the argument that is known.
  return findQueryArgument(tool, before === null ? allowed : { ...allowed, query_argument: before });
}

function findingsOf(
  answer: Awaited<ReturnType<Connection['call']>>,
  { allowed, name, secrets }: Pick<ToolSourceOptions, 'allowed' | 'name' | 'secrets'>,
): Finding[] {
  try {
    return parseAnswer(answer, { results: allowed.results });
  } catch (thrown) {
    if (!isAppError(thrown)) throw thrown;
    throw new AppError('source_failed', `${name} could not answer: ${redact(thrown.message, secrets)}`, {
      cause: thrown,
    });
  }
}

const mentions = (query: string) => {
  const words = new Set(tokenize(query));
  return ({ text, title, snippet }: Finding) =>
    tokenize(`${title}\n${snippet}\n${text}`).some((word) => words.has(word));
};

function withAddresses(
  findings: readonly Finding[],
  { place, query }: { place: string; query: string | null },
): (Finding & { url: string })[] {
  const asked = query === null ? '' : `?query=${encodeURIComponent(clip(query, 500).toWellFormed())}`;
  const base = `mcp://${place}${asked}`;
  const seen = new Set<string>();
  return findings.flatMap((finding, index) => {
    const url = webAddress(finding.uri) ?? `${base}#${index + 1}`;
    if (seen.has(url)) return [];
    seen.add(url);
    return [{ ...finding, url }];
  });
}

/** A uri that a browser may open; everything else gets an address of ours. */
function webAddress(uri: string | null): string | null {
  const url = uri === null || uri.length > longestUrl ? null : URL.parse(uri.trim());
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password) return null;
  return url.href;
}

const queryIn = (url: string): string | null =>
  url.startsWith('mcp:') ? (URL.parse(url)?.searchParams.get('query') ?? '') : null;

function toHit(finding: Finding & { url: string }, score: number): Hit {
  const words = oneLine(finding.snippet || finding.text.slice(0, 2 * snippetLength), snippetLength);
  return { url: finding.url, title: titleOf(finding), snippet: words, score, passages: [] };
}

function titleOf({ title, text, url }: Finding & { url: string }): string {
  const [firstLine = ''] = text.trimStart().split('\n', 1);
  return oneLine(title) || oneLine(firstLine.replace(/^#+\s*/, ''), 80) || oneLine(url);
}

type Reading = ToolSourceOptions & { signal: AbortSignal };

async function readFinding(finding: Finding & { url: string }, given: Reading): Promise<Page> {
  const { url, id } = finding;
  const isWeb = !url.startsWith('mcp:');
  if (id !== undefined && given.fetchTool && finding.text.length < wholePage) {
    return readBehind(finding, given, async () => {
      try {
        return await fetchById(id, given);
      } catch (thrown) {
        given.signal.throwIfAborted();
        if (!isWeb) throw thrown;
        return readWebPage(url, given);
      }
    });
  }
  if (isWeb && finding.text.length < wholePage) {
    return readBehind(finding, given, () => readWebPage(url, given));
  }
  if (finding.isResource && finding.uri) {
    return readBehind(finding, given, () => readResource(finding.uri as string, given));
  }
  const page = await prepareText(finding.text || finding.snippet, given.signal);
  if (!page.text.trim()) throw new AppError('source_failed', 'There is no text in this answer.');
  return { url, title: titleOf(finding), text: page.text, ...aboutOf(finding, page.about) };
}

/** What the page says of itself, and when it was published, where the answer says so in a form that is sure. */
function aboutOf({ published = '' }: Finding, page?: Page['about']): Pick<Page, 'about'> {
  const [day] = /^\d{4}-\d{2}-\d{2}(?!\d)/.exec(published) ?? [];
  const about = { ...(day !== undefined && { published: day }), ...page };
  return Object.keys(about).length > 0 ? { about } : {};
}

/** A page as the server itself gives it. It is told an id that it has answered, and never an address. */
async function fetchById(id: string, given: Reading): Promise<Pick<Page, 'title' | 'text' | 'about'>> {
  const { connection, signal, name, secrets, fetchTool } = given;
  const tool = await findTool({ ...given, allowed: fetchTool as AllowedTool }, signal);
  const strange = requiredOf(tool).find((argument) => argument !== 'id');
  if (strange !== undefined) {
    throw new AppError(
      'source_failed',
      `The tool ${tool.name} was not called: it needs "${nameOf(strange)}".`,
    );
  }
  const answer = await connection.call(tool.name, { arguments: { ...fetchTool?.arguments, id }, signal });
  const [found] = findingsOf(answer, { allowed: fetchTool as AllowedTool, name, secrets });
  const page = await prepareText(found?.text ?? '', signal);
  if (!page.text.trim()) throw new AppError('source_failed', 'There is no text in this answer.');
  return { ...page, title: found?.title ?? '' };
}

/** What an answer points at; where it cannot be read, what the answer says of it, which its title then tells. */
async function readBehind(
  finding: Finding & { url: string },
  { log, name, signal }: Reading,
  read: () => Promise<Pick<Page, 'title' | 'text' | 'about' | 'links_to'>>,
): Promise<Page> {
  const { url } = finding;
  try {
    const page = await read();
    return {
      url,
      title: oneLine(page.title) || titleOf(finding),
      text: page.text,
      ...aboutOf(finding, page.about),
      ...(page.links_to && { links_to: page.links_to }),
    };
  } catch (thrown) {
    signal.throwIfAborted();
    const words = [finding.text, finding.snippet].sort((left, right) => right.length - left.length)[0] ?? '';
    const { text } = await prepareText(words, signal);
    if (!text.trim()) throw thrown;
    const reason = isAppError(thrown) ? thrown.message : 'it failed';
    log.info('what a search says stands for a page that could not be read', { source: name, reason });
    return { url, title: `${titleOf(finding)} (as the search describes it)`, text };
  }
}

async function readResource(
  uri: string,
  { connection, signal }: Reading,
): Promise<Pick<Page, 'title' | 'text' | 'about'>> {
  const { contents } = await connection.readResource(uri, signal);
  const texts = contents.flatMap((part) =>
    'text' in part && typeof part.text === 'string' ? [part.text] : [],
  );
  const page = await prepareText(texts.join('\n\n'), signal);
  if (!page.text.trim()) throw new AppError('source_failed', 'There is no text in this resource.');
  return { ...page, title: '' };
}

/** A web page whose finding is not kept any more is read as such; an answer that is gone cannot be. */
async function readOther(hit: Hit, given: Reading): Promise<Page> {
  if (webAddress(hit.url) === null) {
    throw new AppError('source_failed', 'The tool no longer gives this answer.');
  }
  const finding = {
    uri: hit.url,
    url: hit.url,
    title: hit.title,
    snippet: hit.snippet,
    text: '',
    isResource: false,
  };
  return readBehind(finding, given, () => readWebPage(hit.url, given));
}
