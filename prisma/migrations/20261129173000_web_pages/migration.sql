-- Pages of the web as they were fetched last, shared by all jobs.

CREATE TABLE "web_page" (
    "id" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "final_url" TEXT NOT NULL,
    "media_type" TEXT NOT NULL,
    "content_type" TEXT NOT NULL,
    "etag" TEXT,
    "last_modified" TEXT,
    "body" BYTEA NOT NULL,
    "fetched_at" TIMESTAMPTZ(3) NOT NULL,
    "fresh_until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "web_page_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "web_page_fresh_until_idx" ON "web_page"("fresh_until");
