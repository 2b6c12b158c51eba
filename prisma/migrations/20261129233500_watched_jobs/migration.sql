-- Until when a job that has not begun counts as watched, which whoever has it open renews, and whether the engine was told
-- that it goes ahead.
ALTER TABLE "job" ADD COLUMN "watched_until" TIMESTAMPTZ(3),
ADD COLUMN "ahead" BOOLEAN NOT NULL DEFAULT false;
