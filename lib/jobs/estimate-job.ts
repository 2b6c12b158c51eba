import type { Db } from '#lib/db.ts';
import type { Estimate } from '#lib/schema/estimate.ts';

/** So many of the newest jobs are looked at. */
const mostJobs = 50;

type Middle = {
  jobs: number;
  calls: number | null;
  tokens: number | null;
  pages: number | null;
  cost: number | null;
  seconds: number | null;
};

/**
 * What a job of a preset is likely to use: the median of the user's last 50 that the same model wrote and that
 * were not cut short. Null where there is none.
 */
export async function estimateJob(
  db: Db,
  { userId, jobType, preset, model }: { userId: string; jobType: string; preset: string; model: string },
): Promise<Estimate | null> {
  const [middle] = await db.$queryRaw<Middle[]>`
    WITH recent AS (
      SELECT job_id, usage, started_at, completed_at, waited FROM (
        SELECT job_id, usage, started_at, completed_at, id,
          coalesce(input_data->>'approve_plan', 'false') = 'true' AS waited,
          (SELECT model_id FROM model_call WHERE model_call.job_id = job.job_id AND role = 'writer' LIMIT 1) AS writer
        FROM job
        WHERE user_id = ${userId} AND job_type = ${jobType} AND status = 'complete' AND budget IS NULL
          AND input_data->>'preset' = ${preset} AND result->>'partial' IS NULL
      ) AS ended
      WHERE coalesce(writer, 'built-in') = ${model}
      ORDER BY id DESC LIMIT ${mostJobs}
    )
    SELECT count(*)::int AS jobs,
      percentile_cont(0.5) WITHIN GROUP (ORDER BY
        (SELECT count(*) FROM model_call WHERE model_call.job_id = recent.job_id)) AS calls,
      percentile_cont(0.5) WITHIN GROUP (ORDER BY
        (usage->>'input_tokens')::float8 + (usage->>'output_tokens')::float8) AS tokens,
      percentile_cont(0.5) WITHIN GROUP (ORDER BY (usage->>'pages')::float8) AS pages,
      percentile_cont(0.5) WITHIN GROUP (ORDER BY (usage->>'cost_usd')::float8) AS cost,
      percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM completed_at - started_at)::float8)
        FILTER (WHERE NOT waited) AS seconds
    FROM recent`;
  if (!middle || middle.jobs === 0) return null;
  const { jobs, calls, tokens, pages, cost, seconds } = middle;
  return {
    preset,
    model,
    jobs,
    calls: Math.round(calls ?? 0),
    tokens: Math.round(tokens ?? 0),
    pages: Math.round(pages ?? 0),
    cost_usd: cost,
    seconds,
  };
}
