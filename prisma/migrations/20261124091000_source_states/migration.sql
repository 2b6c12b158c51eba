-- What came of asking a source last: one row a source, over all jobs and processes.

CREATE TABLE "source_state" (
    "source_id" TEXT NOT NULL,
    "last_used_at" TIMESTAMPTZ(3) NOT NULL,
    "answered_at" TIMESTAMPTZ(3),
    "latency_ms" INTEGER,
    "error" TEXT,
    "failed_at" TIMESTAMPTZ(3),

    CONSTRAINT "source_state_pkey" PRIMARY KEY ("source_id")
);
