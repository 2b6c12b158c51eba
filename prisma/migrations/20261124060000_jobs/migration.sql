CREATE TABLE "job" (
    "id" BIGSERIAL NOT NULL,
    "job_id" UUID NOT NULL,
    "user_id" TEXT NOT NULL,
    "job_type" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'pending',
    "phase" TEXT,
    "priority" INTEGER NOT NULL DEFAULT 5,
    "input_data" JSONB NOT NULL,
    "result" JSONB,
    "error" JSONB,
    "progress" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "metadata" JSONB NOT NULL DEFAULT '{}',
    "budget" JSONB,
    "usage" JSONB NOT NULL DEFAULT '{}',
    "rerun_of" UUID,
    "run_id" TEXT,
    "last_seq" INTEGER NOT NULL DEFAULT 0,
    "deadline_at" TIMESTAMPTZ(3),
    "deadline_seconds" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "started_at" TIMESTAMPTZ(3),
    "completed_at" TIMESTAMPTZ(3),
    CONSTRAINT "job_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "job_status_known" CHECK ("status" IN ('pending', 'in_progress', 'waiting', 'complete', 'failed', 'cancelled'))
);
CREATE UNIQUE INDEX "job_job_id_key" ON "job"("job_id");
CREATE INDEX "job_user_id_job_id_idx" ON "job"("user_id", "job_id" DESC);
CREATE INDEX "job_user_id_status_idx" ON "job"("user_id", "status");
CREATE INDEX "job_status_idx" ON "job"("status");

CREATE TABLE "job_event" (
    "job_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "data" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "job_event_pkey" PRIMARY KEY ("job_id", "seq"),
    CONSTRAINT "job_event_job_id_fkey" FOREIGN KEY ("job_id") REFERENCES "job"("job_id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "job_event_job_id_key_key" ON "job_event"("job_id", "key");

CREATE TABLE "outbox" (
    "id" BIGSERIAL NOT NULL,
    "event_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "data" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sent_at" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    CONSTRAINT "outbox_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "outbox_event_id_key" ON "outbox"("event_id");
CREATE INDEX "outbox_sent_at_id_idx" ON "outbox"("sent_at", "id");

CREATE TABLE "idempotency_key" (
    "user_id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "body_hash" TEXT NOT NULL,
    "job_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "idempotency_key_pkey" PRIMARY KEY ("user_id", "key")
);

CREATE TABLE "snapshot" (
    "id" UUID NOT NULL,
    "sha256" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "snapshot_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "snapshot_sha256_key" ON "snapshot"("sha256");

CREATE TABLE "source" (
    "id" UUID NOT NULL,
    "job_id" UUID NOT NULL,
    "source_id" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "score" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "snapshot_id" UUID,
    "failure" TEXT,
    "read_at" TIMESTAMPTZ(3),
    "data" JSONB NOT NULL DEFAULT '{}',
    CONSTRAINT "source_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "source_job_id_fkey" FOREIGN KEY ("job_id") REFERENCES "job"("job_id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "source_snapshot_id_fkey" FOREIGN KEY ("snapshot_id") REFERENCES "snapshot"("id") ON DELETE SET NULL ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "source_job_id_url_key" ON "source"("job_id", "url");

CREATE TABLE "quote" (
    "id" UUID NOT NULL,
    "job_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "snapshot_id" UUID NOT NULL,
    "url" TEXT NOT NULL,
    "start_offset" INTEGER NOT NULL,
    "end_offset" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "data" JSONB NOT NULL DEFAULT '{}',
    CONSTRAINT "quote_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "quote_job_id_fkey" FOREIGN KEY ("job_id") REFERENCES "job"("job_id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "quote_snapshot_id_fkey" FOREIGN KEY ("snapshot_id") REFERENCES "snapshot"("id") ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "quote_job_id_number_key" ON "quote"("job_id", "number");

CREATE TABLE "draft" (
    "job_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "data" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "draft_pkey" PRIMARY KEY ("job_id", "name"),
    CONSTRAINT "draft_job_id_fkey" FOREIGN KEY ("job_id") REFERENCES "job"("job_id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- Appends one event to a job's log and wakes whoever listens on "job_event"; answers its seq.
-- Answers NULL and does nothing when the key already stands in the log, when there is no such job, or when the job
-- has ended and the event is not the one that ends it. The row lock makes seq gap-free and ordered by commit.
CREATE FUNCTION append_job_event(p_job UUID, p_key TEXT, p_type TEXT, p_data JSONB, p_ends BOOLEAN) RETURNS INTEGER
LANGUAGE plpgsql AS $$
DECLARE
    v_status TEXT;
    v_attempt INTEGER;
    v_seq INTEGER;
BEGIN
    SELECT status INTO v_status FROM job WHERE job_id = p_job FOR UPDATE;
    IF NOT FOUND THEN RETURN NULL; END IF;
    IF v_status IN ('complete', 'failed', 'cancelled') AND NOT p_ends THEN RETURN NULL; END IF;
    PERFORM 1 FROM job_event WHERE job_id = p_job AND key = p_key;
    IF FOUND THEN RETURN NULL; END IF;
    UPDATE job SET last_seq = last_seq + 1 WHERE job_id = p_job RETURNING last_seq, attempt INTO v_seq, v_attempt;
    INSERT INTO job_event (job_id, seq, key, type, data)
    VALUES (p_job, v_seq, p_key, p_type, p_data || jsonb_build_object('attempt', v_attempt));
    PERFORM pg_notify('job_event', json_build_object('job_id', p_job, 'seq', v_seq, 'type', p_type)::text);
    RETURN v_seq;
END $$;
