CREATE TABLE "embedding" (
    "passage_id" INTEGER NOT NULL,
    "model" TEXT NOT NULL,
    "dimension" INTEGER NOT NULL,
    "vector" BYTEA NOT NULL,
    CONSTRAINT "embedding_pkey" PRIMARY KEY ("passage_id", "model"),
    CONSTRAINT "embedding_passage_id_fkey" FOREIGN KEY ("passage_id") REFERENCES "passage"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
