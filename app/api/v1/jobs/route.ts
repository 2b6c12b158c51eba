import { createHash } from 'node:crypto';
import { jobDefinitions } from '#inngest/jobs/index.ts';
import { AppError } from '#lib/errors.ts';
import { canonicalJson, readWait } from '#lib/http/read-headers.ts';
import { jsonResponse, parse, parseQuery, readJson, route } from '#lib/http/route.ts';
import { jobTypes } from '#lib/job-types/index.ts';
import { JobTypeName } from '#lib/job-types/job-type-of.ts';
import { JobFilter, listJobs } from '#lib/jobs/job-list.ts';
import { toWire } from '#lib/jobs/job-wire.ts';
import { createJob } from '#lib/jobs/jobs.ts';
import { count } from '#lib/schema/count.ts';
import { CreateJob } from '#lib/schema/job.ts';
import { checkPrices } from '#lib/server/check-prices.ts';
import { runtime } from '#lib/server/runtime.ts';
import { takeJob } from '#lib/server/take-job.ts';
import { waitForEnd } from '#lib/server/wait-for-end.ts';

export const dynamic = 'force-dynamic';

const Body = CreateJob.extend({ job_type: JobTypeName });
const longestWaitSeconds = 60;
const bodyLimits = jobTypes.map(({ maxBodyBytes }) => maxBodyBytes);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  /** The caller's jobs, newest first. */
  GET: async (request, { userId }) => {
    const filter = parseQuery(JobFilter, request);
    return jsonResponse(await listJobs(runtime().db, { userId, filter }));
  },

  /** Accepts a job: 202 and the job, which is stored; `Prefer: wait=N` holds for its end, N seconds at most. */
  POST: async (request, { caller, userId }) => {
    const { db, config, wakeOutbox } = runtime();
    const body = await readBody(request);
    const definition = jobDefinitions.find(({ type }) => type === body.job_type);
    if (!definition)
      throw new AppError('invalid_request', `job_type: ${body.job_type} jobs are not available here yet.`);
    const input = parse(definition.input, body.input_data, { prefix: 'input_data' });
    definition.check(input);
    if (body.budget?.cost_usd !== undefined) checkPrices(runtime());
    const wait = readWait(request.headers.get('prefer'));
    const waitSeconds = wait === null ? null : Math.min(wait, longestWaitSeconds);
    const order = {
      userId,
      jobType: body.job_type,
      input,
      priority: body.priority,
      metadata: body.metadata,
      budget: body.budget,
      deadlineSeconds: body.deadline_seconds ?? config.JOB_TIMEOUT_SECONDS,
      idempotency: readIdempotency(request, body),
    };
    const { job, replayed } = await takeJob(caller, async () => {
      const taken = await createJob(db, order);
      return { ...taken, isNew: !taken.replayed };
    });
    wakeOutbox();
    const held = waitSeconds
      ? await waitForEnd({ jobId: job.jobId, waitSeconds, signal: request.signal })
      : job;
    const wire = toWire(held);
    return jsonResponse(wire, {
      status: wire.completed_at && waitSeconds ? 200 : 202,
      headers: {
        location: wire.urls.self,
        ...(replayed && { 'idempotent-replayed': 'true' }),
        ...(waitSeconds !== null && { 'preference-applied': `wait=${waitSeconds}` }),
      },
    });
  },
});

/** Reads as much as any job type may send, then holds the body to the limit of its own. */
async function readBody(request: Request): Promise<CreateJob> {
  const given = await readJson(request, { maxBytes: Math.max(...bodyLimits) });
  const name = (given as { job_type?: unknown } | null)?.job_type;
  const maxBytes = jobTypes.find(({ type }) => type === name)?.maxBodyBytes ?? Math.min(...bodyLimits);
  if (Buffer.byteLength(JSON.stringify(given)) > maxBytes)
    throw new AppError('body_too_large', `The body must not be larger than ${count(maxBytes, 'byte')}.`);
  return parse(Body, given);
}

function readIdempotency(request: Request, body: CreateJob) {
  const key = request.headers.get('idempotency-key');
  if (key === null) return undefined;
  if (key.length < 1 || key.length > 255) {
    throw new AppError('invalid_request', 'Idempotency-Key: 1 to 255 characters.');
  }
  return { key, bodyHash: createHash('sha256').update(canonicalJson(body)).digest('hex') };
}
