CREATE TABLE "document" (
    "id" BIGSERIAL NOT NULL,
    "url" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "size_bytes" INTEGER NOT NULL,
    "modified_ms" BIGINT NOT NULL,
    "index_version" INTEGER NOT NULL,
    "term_count" INTEGER NOT NULL,
    "counts" JSONB NOT NULL,
    CONSTRAINT "document_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "document_url_key" ON "document"("url");

CREATE TABLE "passage" (
    "document_id" BIGINT NOT NULL,
    "start_offset" INTEGER NOT NULL,
    "end_offset" INTEGER NOT NULL,
    "heading" TEXT[],
    "term_count" INTEGER NOT NULL,
    "counts" JSONB NOT NULL,
    "terms" tsvector NOT NULL,
    CONSTRAINT "passage_pkey" PRIMARY KEY ("document_id", "start_offset"),
    CONSTRAINT "passage_document_id_fkey" FOREIGN KEY ("document_id") REFERENCES "document"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "passage_terms_idx" ON "passage" USING GIN ("terms");

CREATE TABLE "search_term" (
    "term" TEXT NOT NULL,
    "passages" INTEGER NOT NULL,
    "documents" INTEGER NOT NULL,
    CONSTRAINT "search_term_pkey" PRIMARY KEY ("term")
);
