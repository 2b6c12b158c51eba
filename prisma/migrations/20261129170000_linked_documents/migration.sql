-- The index is made from the files, so it is made anew: its tables keep more now, and every file is read again.
TRUNCATE "document", "passage", "posting";

ALTER TABLE "document"
    ADD COLUMN "term_count" INTEGER NOT NULL DEFAULT 0,
    ADD COLUMN "passage_count" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "passage" ADD COLUMN "text" TEXT NOT NULL;

DROP TABLE "posting";
CREATE TABLE "posting" (
    "term" TEXT NOT NULL,
    "document_id" INTEGER NOT NULL,
    "passage_id" INTEGER NOT NULL,
    "count" INTEGER NOT NULL,
    "length" INTEGER NOT NULL,
    -- A term is read whole, in the order of documents, without its table.
    CONSTRAINT "posting_pkey" PRIMARY KEY ("term", "document_id", "passage_id") INCLUDE ("count", "length")
);
CREATE INDEX "posting_document_id_idx" ON "posting"("document_id");

CREATE TABLE "term" (
    "term" TEXT NOT NULL,
    "passages" INTEGER NOT NULL,
    "documents" INTEGER NOT NULL,
    CONSTRAINT "term_pkey" PRIMARY KEY ("term")
);

CREATE TABLE "library_size" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "documents" INTEGER NOT NULL DEFAULT 0,
    "passages" INTEGER NOT NULL DEFAULT 0,
    "terms" BIGINT NOT NULL DEFAULT 0,
    CONSTRAINT "library_size_pkey" PRIMARY KEY ("id")
);
INSERT INTO "library_size" DEFAULT VALUES;

CREATE TABLE "title" (
    "document_id" INTEGER NOT NULL,
    "words" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    CONSTRAINT "title_pkey" PRIMARY KEY ("document_id", "words"),
    CONSTRAINT "title_document_id_fkey" FOREIGN KEY ("document_id") REFERENCES "document"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "title_key_idx" ON "title"("key");

CREATE TABLE "link" (
    "passage_id" INTEGER NOT NULL,
    "url" TEXT NOT NULL,
    CONSTRAINT "link_pkey" PRIMARY KEY ("passage_id", "url"),
    CONSTRAINT "link_passage_id_fkey" FOREIGN KEY ("passage_id") REFERENCES "passage"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "link_url_idx" ON "link"("url");
