CREATE TABLE "document" (
    "id" SERIAL NOT NULL,
    "url" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "size_bytes" INTEGER NOT NULL,
    "modified_ms" BIGINT NOT NULL,
    "index_version" INTEGER NOT NULL,
    CONSTRAINT "document_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "document_url_key" ON "document"("url");

CREATE TABLE "passage" (
    "id" SERIAL NOT NULL,
    "document_id" INTEGER NOT NULL,
    "start_offset" INTEGER NOT NULL,
    "end_offset" INTEGER NOT NULL,
    "heading" TEXT[],
    "term_count" INTEGER NOT NULL,
    CONSTRAINT "passage_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "passage_document_id_fkey" FOREIGN KEY ("document_id") REFERENCES "document"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "passage_document_id_start_offset_key" ON "passage"("document_id", "start_offset");

CREATE TABLE "posting" (
    "term" TEXT NOT NULL,
    "passage_id" INTEGER NOT NULL,
    "count" INTEGER NOT NULL,
    CONSTRAINT "posting_pkey" PRIMARY KEY ("term", "passage_id")
);
CREATE INDEX "posting_passage_id_idx" ON "posting"("passage_id");
