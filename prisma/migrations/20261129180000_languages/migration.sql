ALTER TABLE "document" ADD COLUMN "language" TEXT NOT NULL DEFAULT 'en';
CREATE INDEX "document_language_idx" ON "document"("language");
-- Compounds are found by how they begin and end.
CREATE INDEX "term_begins_idx" ON "term"("term" text_pattern_ops);
CREATE INDEX "term_ends_idx" ON "term"(reverse("term") text_pattern_ops);
