-- What a scrape of /metrics counts: jobs that have not ended, however many have.
CREATE INDEX "job_unended_idx" ON "job"("status", "job_type", "created_at") WHERE "status" IN ('pending', 'in_progress', 'waiting');
