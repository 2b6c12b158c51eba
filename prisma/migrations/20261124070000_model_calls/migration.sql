ALTER TABLE "job" ADD COLUMN "finish_requested_at" TIMESTAMPTZ(3);
ALTER TABLE "job" ADD COLUMN "waiting_since" TIMESTAMPTZ(3);

CREATE TABLE "model_call" (
    "id" UUID NOT NULL,
    -- NULL once its job was erased: the cost stays, without what was asked and answered.
    "job_id" UUID,
    "step" TEXT NOT NULL,
    "call" INTEGER NOT NULL,
    "input_hash" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "model_id" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "answer" JSONB,
    "input_tokens" INTEGER,
    "output_tokens" INTEGER,
    "cost_usd" DOUBLE PRECISION,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "duration_ms" INTEGER NOT NULL,
    "error" JSONB,
    CONSTRAINT "model_call_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "model_call_job_id_fkey" FOREIGN KEY ("job_id") REFERENCES "job"("job_id") ON DELETE SET NULL ON UPDATE CASCADE
);
CREATE INDEX "model_call_job_id_step_call_input_hash_idx" ON "model_call"("job_id", "step", "call", "input_hash");
-- The answer that came first stays: what was paid for is used.
CREATE UNIQUE INDEX "model_call_answered_once" ON "model_call"("job_id", "step", "call", "input_hash") WHERE "outcome" = 'answered';
