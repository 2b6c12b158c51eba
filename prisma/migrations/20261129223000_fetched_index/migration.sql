-- Which pages rest on a text that stands at another address: asked when a job is erased.
CREATE INDEX "source_fetched_idx" ON "source" USING gin (("data"->'fetched')) WHERE "data" ? 'fetched';
