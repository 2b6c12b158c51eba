import type { Config } from '#lib/config.ts';
import { AppError } from '#lib/errors.ts';
import type { fetchUrl } from '#lib/fetch-url/fetch-url.ts';
import { arxivSource } from './arxiv.ts';
import { braveSource } from './brave.ts';
import { crossrefSource } from './crossref.ts';
import { documentsSource } from './documents.ts';
import { europePmcSource } from './europe-pmc.ts';
import { exaSource } from './exa.ts';
import { githubSource } from './github.ts';
import { hackerNewsSource } from './hacker-news.ts';
import { openalexSource } from './openalex.ts';
import { ownSearchSource } from './own-search.ts';
import { searxngSource } from './searxng.ts';
import { serperSource } from './serper.ts';
import type { Source, SourceThatIsOff } from './source.ts';
import { stackExchangeSource } from './stack-exchange.ts';
import { tavilySource } from './tavily.ts';
import { withinFilters } from './web-search/within-filters.ts';
import { wikipediaSource } from './wikipedia.ts';

/**
 * Every source that there is here: those that are asked, and those that are off with the reason. SOURCES names the
 * ones to ask. Made once for a process, since a source remembers that it cannot be reached. `more` are those that
 * the installation adds. Throws `invalid_configuration` when SOURCES names one that is not there.
 */
export function sources({
  config,
  documents,
  fetchPage,
  more = [],
}: {
  config: Config;
  documents: Parameters<typeof documentsSource>[0];
  /** How pages of others are fetched. */
  fetchPage?: typeof fetchUrl | undefined;
  more?: readonly (Source | SourceThatIsOff)[];
}): { on: Source[]; off: SourceThatIsOff[] } {
  const reading = fetchPage ? { fetchPage } : {};
  const all = [
    documentsSource(documents),
    wikipediaSource(config),
    arxivSource(config, reading),
    openalexSource(config, reading),
    europePmcSource(config, reading),
    crossrefSource(config, reading),
    stackExchangeSource(config),
    githubSource(config),
    hackerNewsSource(config),
    searxngSource(config, reading),
    tavilySource(config, reading),
    braveSource(config, reading),
    exaSource(config, reading),
    serperSource(config, reading),
    ownSearchSource(config, reading),
    ...more,
  ];
  checkNames(config.SOURCES ?? [], all);
  const on: Source[] = [];
  const off: SourceThatIsOff[] = [];
  for (const source of all) {
    if ('off' in source) off.push(source);
    else if (!config.SOURCES || config.SOURCES.includes(source.id)) on.push(withinFilters(source));
    else off.push(leftOut(source));
  }
  return { on, off };
}

function checkNames(named: readonly string[], all: readonly { id: string }[]): void {
  const known = all.map(({ id }) => id);
  const unknown = named.filter((id) => !known.includes(id));
  if (unknown.length === 0) return;
  throw new AppError(
    'invalid_configuration',
    `SOURCES: there is no ${unknown.join(', ')}; there are ${known.join(', ')}.`,
  );
}

const leftOut = ({ id, name, kind }: Source): SourceThatIsOff => ({
  id,
  name,
  kind,
  off: `SOURCES leaves it out: add ${id} to SOURCES, or leave SOURCES unset to ask all.`,
});
