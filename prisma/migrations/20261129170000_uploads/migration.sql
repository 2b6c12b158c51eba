-- Files that people upload, each its owner's, and why a file is not read.

CREATE TABLE "upload" (
    "id" UUID NOT NULL,
    "user_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "size_bytes" INTEGER NOT NULL,
    "sha256" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "upload_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "upload_user_id_id_idx" ON "upload"("user_id", "id" DESC);

ALTER TABLE "document"
    ADD COLUMN "unread" TEXT,
    ADD COLUMN "upload_id" UUID,
    ADD CONSTRAINT "document_upload_id_fkey" FOREIGN KEY ("upload_id") REFERENCES "upload"("id") ON DELETE CASCADE ON UPDATE CASCADE;
CREATE INDEX "document_upload_id_idx" ON "document"("upload_id");
