import type { Db } from '#lib/db.ts';
import type { ListedJob } from '#lib/schema/job.ts';
import { nameScore } from '#lib/schema/name-score.ts';

export type ResultSummary = Pick<ListedJob, 'judge' | 'partial' | 'winner'>;

/** What a list says of the results of jobs, by their ids; read where they lie, since a result is a whole report. */
export async function summarizeResults(db: Db, jobIds: string[]): Promise<Map<string, ResultSummary>> {
  if (jobIds.length === 0) return new Map();
  const rows = await db.$queryRaw<
    {
      job_id: string;
      judged: boolean;
      overall: number | null;
      claims: number;
      supported: number;
      copied: number;
      unchecked: number;
      relevance: number | null;
      correctness: number | null;
      completeness: number | null;
      partial: boolean;
      winner: string | null;
    }[]
  >`
    SELECT job_id::text,
      COALESCE(jsonb_typeof(result->'verdict') = 'object', false) AS judged,
      (result->'verdict'->>'overall')::float8 AS overall,
      jsonb_array_length(claims) AS claims,
      jsonb_array_length(jsonb_path_query_array(claims, '$[*] ? (@.verdict == "supported")')) AS supported,
      jsonb_array_length(jsonb_path_query_array(claims, '$[*] ? (@.copied == true)')) AS copied,
      jsonb_array_length(jsonb_path_query_array(claims, '$[*] ? (@.verdict == "unchecked")')) AS unchecked,
      (result->'verdict'->'relevance'->>'score')::float8 AS relevance,
      (result->'verdict'->'correctness'->>'score')::float8 AS correctness,
      (result->'verdict'->'completeness'->>'score')::float8 AS completeness,
      COALESCE(jsonb_typeof(result->'partial') = 'object', false) AS partial,
      result->'comparison'->>'winner' AS winner
    FROM job, LATERAL (
      SELECT CASE jsonb_typeof(result->'verdict'->'claims') WHEN 'array' THEN result->'verdict'->'claims' ELSE '[]' END
    ) AS judged (claims)
    WHERE job_id = ANY(${jobIds}::uuid[]) AND jsonb_typeof(result) = 'object'`;
  return new Map(
    rows.map(
      ({ job_id, judged, overall, claims, supported, copied, unchecked, partial, winner, ...scores }) => [
        job_id,
        {
          judge: judged
            ? { overall, overall_is: nameOf(scores), claims, supported, copied, unchecked }
            : null,
          partial,
          winner: winner as ListedJob['winner'],
        },
      ],
    ),
  );
}

function nameOf(scores: Record<'relevance' | 'correctness' | 'completeness', number | null>) {
  const { relevance, correctness, completeness } = scores;
  return nameScore({
    relevance: { score: relevance },
    correctness: { score: correctness },
    completeness: { score: completeness },
  });
}
