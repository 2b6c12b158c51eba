-- When the run of a job was last seen, when a new one was last asked for (unless it was seen since), and the number that a
-- new one has to show.
ALTER TABLE "job" ADD COLUMN "run_seen_at" TIMESTAMPTZ(3),
ADD COLUMN "run_asked_at" TIMESTAMPTZ(3),
ADD COLUMN "run_fence" INTEGER NOT NULL DEFAULT 0;
UPDATE "job" SET "run_seen_at" = now() WHERE "status" IN ('in_progress', 'waiting');
