-- Jobs that were erased, until the engine has surely forgotten their runs; and what removing old rows looks up.

CREATE TABLE "erasure" (
    "job_id" UUID NOT NULL,
    "erased_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "due_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "tries" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "erasure_pkey" PRIMARY KEY ("job_id")
);
CREATE INDEX "erasure_due_at_idx" ON "erasure"("due_at");

CREATE INDEX "job_completed_at_idx" ON "job"("completed_at");
CREATE INDEX "source_snapshot_id_idx" ON "source"("snapshot_id");
-- Addresses may be longer than a sorted index takes.
CREATE INDEX "source_url_idx" ON "source" USING HASH ("url");
CREATE INDEX "quote_snapshot_id_idx" ON "quote"("snapshot_id");
CREATE INDEX "idempotency_key_job_id_idx" ON "idempotency_key"("job_id");
CREATE INDEX "idempotency_key_created_at_idx" ON "idempotency_key"("created_at");
CREATE INDEX "web_page_url_idx" ON "web_page" USING HASH ("url");
