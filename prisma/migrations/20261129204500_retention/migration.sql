-- What model calls of jobs that are gone have cost, the oldest first.
CREATE INDEX "model_call_without_job_idx" ON "model_call"("started_at") WHERE "job_id" IS NULL;
