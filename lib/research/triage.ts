import type { Plan } from '#lib/schema/plan.ts';
import { tokenize } from '#lib/text/tokenize.ts';
import { hostOf } from './describe-task.ts';
import type { FoundPage } from './ports.ts';

/** Of ten pages that are read, at most these many may be of one host of the web. */
const perHostOfTen = 2;
/** How much a rank counts less than the one before it. */
const rankDamping = 10;

/**
 * Chooses which of the found pages are read next, at most `limit`, the best first: each sub-question has its own list,
 * ranked by where the searches put a page and by how much of the sub-question its title and snippet hold, and the lists
 * are drawn from in turn. The same page under two addresses is read once, a host of the web not too often.
 */
export function triage({
  plan,
  found,
  limit,
  ownSources,
  read = [],
}: {
  plan: Plan;
  found: readonly FoundPage[];
  limit: number;
  /** Ids of sources whose pages are the asker's own: hosts do not matter there. */
  ownSources: ReadonlySet<string>;
  /** Pages that were read already; they count for hosts and copies. */
  read?: readonly FoundPage[];
}): FoundPage[] {
  const chosen: FoundPage[] = [];
  const copies = new Set(read.map(copyKey));
  const hosts = new Map<string, number>();
  for (const page of read) countHost(hosts, page);
  const mostOfHost = Math.max(perHostOfTen, Math.ceil((perHostOfTen * limit) / 10));
  const mayTake = (page: FoundPage) => {
    if (copies.has(copyKey(page))) return false;
    return ownSources.has(page.source_id) || (hosts.get(hostOf(page.url)) ?? 0) < mostOfHost;
  };
  const queues = plan.sub_questions.map((_, index) => rankFor(index, { plan, found }));
  while (chosen.length < limit && queues.some((queue) => queue.length > 0)) {
    for (const queue of queues) {
      const at = queue.findIndex((page) => !chosen.includes(page) && mayTake(page));
      const page = at < 0 ? undefined : queue[at];
      queue.splice(0, at < 0 ? queue.length : at + 1);
      if (!page || chosen.length >= limit) continue;
      chosen.push(page);
      copies.add(copyKey(page));
      countHost(hosts, page);
    }
  }
  return chosen;
}

const countHost = (hosts: Map<string, number>, { url }: FoundPage) =>
  void hosts.set(hostOf(url), (hosts.get(hostOf(url)) ?? 0) + 1);

/** The same for addresses that differ in scheme, `www.`, a trailing slash, a fragment or what campaigns add. */
function copyKey({ url, title }: Pick<FoundPage, 'url' | 'title'>): string {
  if (!/^https?:/.test(url) || !URL.canParse(url)) return url;
  // A copy in an archive is the page that it is of.
  const [, original] = /^https?:\/\/web\.archive\.org\/web\/\d+[a-z_]*\/(https?:\/\/.+)$/.exec(url) ?? [];
  if (original && URL.canParse(original)) return copyKey({ url: original, title });
  const address = new URL(url);
  for (const name of [...address.searchParams.keys()])
    if (/^(?:utm_\w+|gclid|fbclid|ref)$/i.test(name)) address.searchParams.delete(name);
  const path = address.pathname.replace(/\/(?:index\.html?)?$/, '');
  return `${hostOf(url)}${path}${address.search}\n${path === '' ? title : ''}`;
}

function rankFor(index: number, { plan, found }: { plan: Plan; found: readonly FoundPage[] }): FoundPage[] {
  const words = new Set(tokenize(plan.sub_questions[index]?.question ?? ''));
  const ranks = ranksOf(index, found);
  return found
    .flatMap((page) => {
      const rank = ranks.get(page.url);
      if (rank === undefined) return [];
      const said = new Set(tokenize(`${page.title}\n${page.snippet}`));
      const share = [...words].filter((word) => said.has(word)).length / Math.max(words.size, 1);
      return [{ page, score: rank + 0.5 * share * topRank }];
    })
    .sort((left, right) => right.score - left.score || (left.page.url < right.page.url ? -1 : 1))
    .map(({ page }) => page);
}

const topRank = 1 / (rankDamping + 1);

/** The sum of 1 / (10 + rank) over all answers of a sub-question that hold the page. */
function ranksOf(index: number, found: readonly FoundPage[]): Map<string, number> {
  const answers = new Map<string, { url: string; score: number }[]>();
  for (const { url, source_id, found: reasons } of found) {
    for (const { sub_question, query, score } of reasons) {
      if (sub_question !== index) continue;
      const key = `${source_id}\n${query}`;
      answers.set(key, [...(answers.get(key) ?? []), { url, score }]);
    }
  }
  const sums = new Map<string, number>();
  for (const hits of answers.values()) {
    hits.sort((left, right) => right.score - left.score);
    for (const [rank, { url }] of hits.entries())
      sums.set(url, (sums.get(url) ?? 0) + 1 / (rankDamping + 1 + rank));
  }
  return sums;
}
