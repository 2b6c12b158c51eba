import { z } from 'zod';
import { AppError } from '#lib/errors.ts';
import { jsonResponse, parseQuery, route } from '#lib/http/route.ts';
import { jobTypes } from '#lib/job-types/index.ts';
import type { TypicalUse } from '#lib/job-types/job-type.ts';
import { estimateJob } from '#lib/jobs/estimate-job.ts';
import type { Estimate } from '#lib/schema/estimate.ts';
import { runtime } from '#lib/server/runtime.ts';

export const dynamic = 'force-dynamic';

const Query = z.strictObject({ preset: z.string().default('standard') });

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  /** What a job of a preset is likely to use: by the caller's earlier ones, else a guess that says so. */
  GET: async (request, { userId }) => {
    const { preset } = parseQuery(Query, request);
    const { db, models } = runtime();
    const all = jobTypes.flatMap(({ type, typicalUse }) =>
      Object.entries(typicalUse).map(([name, use]) => ({ name, jobType: type, use })),
    );
    const known = all.find(({ name }) => name === preset);
    if (!known) {
      const names = all.map(({ name }) => name).join(', ');
      throw new AppError('invalid_request', `preset: there is no preset “${preset}”; there are: ${names}.`);
    }
    const model = models.nameOf('writer');
    const estimate = await estimateJob(db, { userId, jobType: known.jobType, preset, model });
    return jsonResponse(estimate ?? guess({ preset, model, use: known.use }));
  },
});

/** What the preset is likely to do, where nothing of the kind has run here. */
function guess({
  preset,
  model,
  use: { calls, tokens, pages },
}: {
  preset: string;
  model: string;
  use: TypicalUse;
}): Estimate {
  const none = { preset, model, jobs: 0, pages, seconds: null };
  if (model === 'built-in') return { ...none, calls: 0, tokens: 0, cost_usd: 0 };
  const price = runtime().config.MODEL_PRICES?.[model];
  // Nine tokens are read for each one that is written.
  const perMillion = price && 0.9 * price.input_usd_per_million + 0.1 * price.output_usd_per_million;
  const cost_usd = perMillion === undefined ? null : (tokens * perMillion) / 1_000_000;
  return { ...none, calls, tokens, cost_usd };
}
