import type { Db } from '#lib/db.ts';
import { loadPages, recalledQuery } from '#lib/evidence/evidence.ts';
import type { EvidencePage } from '#lib/research/evidence-page.ts';
import { type Answered, mergeHits } from '#lib/research/merge-hits.ts';
import { runtime } from '#lib/server/runtime.ts';
import { visionSourceId } from '#lib/vision/vision-source-id.ts';

/** Of the pages that searches have found, these many, the best first; what is asked for counts beside them. */
const mostFound = 30;

/** The pages that a job has read as research works on them: ranked over all sources and queries that found them. */
export async function loadEvidencePages(db: Db, jobId: string): Promise<EvidencePage[]> {
  const pages = await loadPages(db, jobId);
  const answers = new Map<string, Answered>();
  for (const { source_id, url, title, found } of pages) {
    for (const { sub_question, query, score, passages } of found) {
      const key = JSON.stringify([source_id, sub_question, query]);
      const answer = answers.get(key) ?? { source_id, sub_question, hits: [] };
      answer.hits.push({ url, title, snippet: '', score, passages });
      answers.set(key, answer);
    }
  }
  const byUrl = new Map(pages.map((page) => [page.url, page]));
  const ranked = mergeHits([...answers.values()], { limit: pages.length }).flatMap(
    ({ url, score, passages }) => {
      const page = byUrl.get(url);
      if (!page) return [];
      const { title, snapshot_id, text, source_id } = page;
      const isNew = page.found.some(({ query }) => query !== recalledQuery);
      return [
        {
          url,
          title,
          snapshot_id,
          text,
          score,
          passages,
          ...(isNew && isAskedFor(source_id) && { asked_for: true as const }),
        },
      ];
    },
  );
  const found = ranked.filter(({ asked_for }) => !asked_for).slice(0, mostFound);
  return ranked.filter((page) => page.asked_for || found.includes(page));
}

/** Pictures that the job names, and what stands in a calendar, which is asked only about its days. */
function isAskedFor(sourceId: string): boolean {
  if (sourceId === visionSourceId) return true;
  return runtime().sources.some(({ id, suits }) => id === sourceId && suits === 'times');
}
