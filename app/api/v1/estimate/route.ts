import { z } from 'zod';
import { jsonResponse, parseQuery, route } from '#lib/http/route.ts';
import { Preset, typicalUse } from '#lib/job-types/research/schema.ts';
import { estimateJob } from '#lib/jobs/estimate-job.ts';
import type { Estimate } from '#lib/schema/estimate.ts';
import { runtime } from '#lib/server/runtime.ts';

export const dynamic = 'force-dynamic';

const Query = z.strictObject({ preset: Preset.default('standard') });

export const { GET, POST, PUT, PATCH, DELETE } = route({
  /** What a research job of a preset is likely to use: by the caller's earlier ones, else a guess that says so. */
  GET: async (request, { userId }) => {
    const { preset } = parseQuery(Query, request);
    const { db, models } = runtime();
    const model = models.nameOf('writer');
    return jsonResponse((await estimateJob(db, { userId, preset, model })) ?? guess(preset, model));
  },
});

/** What the preset is likely to do, where nothing of the kind has run here. */
function guess(preset: Preset, model: string): Estimate {
  const { calls, tokens, pages } = typicalUse[preset];
  const none = { preset, model, jobs: 0, pages, seconds: null };
  if (model === 'built-in') return { ...none, calls: 0, tokens: 0, cost_usd: 0 };
  const price = runtime().config.MODEL_PRICES?.[model];
  // Nine tokens are read for each one that is written.
  const perMillion = price && 0.9 * price.input_usd_per_million + 0.1 * price.output_usd_per_million;
  const cost_usd = perMillion === undefined ? null : (tokens * perMillion) / 1_000_000;
  return { ...none, calls, tokens, cost_usd };
}
