import { z } from 'zod';
import { jsonResponse, parse, readJson, route } from '#lib/http/route.ts';
import { toWire } from '#lib/jobs/job-wire.ts';
import { approvePlan } from '#lib/jobs/jobs.ts';
import { Plan } from '#lib/schema/plan.ts';
import { runtime } from '#lib/server/runtime.ts';

export const dynamic = 'force-dynamic';

const Approval = z.strictObject({ plan: Plan.nullable().default(null) });

/** Approves the plan of a waiting job: as it is, or `{plan}` in its place. */
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route<{ id: string }>({
  POST: async (request, { params, userId }) => {
    const { db, wakeOutbox } = runtime();
    const { plan } = parse(Approval, await readJson(request, { maxBytes: 64 * 1024 }));
    const job = await approvePlan(db, { jobId: params.id, userId, plan });
    wakeOutbox();
    return jsonResponse(toWire(job));
  },
});
