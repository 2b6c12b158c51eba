-- What somebody uploaded stands on a shelf of its own: nobody else's search reads, counts or compares it.
ALTER TABLE "document" ADD COLUMN "shelf" TEXT NOT NULL DEFAULT '';
UPDATE "document" SET "shelf" = "upload"."user_id" FROM "upload" WHERE "upload"."id" = "document"."upload_id";

ALTER TABLE "title" ADD COLUMN "shelf" TEXT NOT NULL DEFAULT '';
UPDATE "title" SET "shelf" = "document"."shelf" FROM "document"
WHERE "document"."id" = "title"."document_id" AND "document"."shelf" <> '';

ALTER TABLE "link" ADD COLUMN "shelf" TEXT NOT NULL DEFAULT '';
UPDATE "link" SET "shelf" = "document"."shelf" FROM "passage" JOIN "document" ON "document"."id" = "passage"."document_id"
WHERE "passage"."id" = "link"."passage_id" AND "document"."shelf" <> '';
DROP INDEX "link_url_idx";
CREATE INDEX "link_url_shelf_idx" ON "link"("url", "shelf");

ALTER TABLE "posting" ADD COLUMN "shelf" TEXT NOT NULL DEFAULT '';
UPDATE "posting" SET "shelf" = "document"."shelf" FROM "document"
WHERE "document"."id" = "posting"."document_id" AND "document"."shelf" <> '';
ALTER TABLE "posting" DROP CONSTRAINT "posting_pkey";
ALTER TABLE "posting" ADD CONSTRAINT "posting_pkey"
    PRIMARY KEY ("term", "shelf", "document_id", "passage_id") INCLUDE ("count", "length");

DROP TABLE "term";
CREATE TABLE "term" (
    "term" TEXT NOT NULL,
    "shelf" TEXT NOT NULL DEFAULT '',
    "passages" INTEGER NOT NULL,
    "documents" INTEGER NOT NULL,
    CONSTRAINT "term_pkey" PRIMARY KEY ("term", "shelf")
);
INSERT INTO "term" ("term", "shelf", "passages", "documents")
SELECT "term", "shelf", count(*), count(DISTINCT "document_id") FROM "posting" GROUP BY "term", "shelf";
CREATE INDEX "term_begins_idx" ON "term"("term" text_pattern_ops);
CREATE INDEX "term_ends_idx" ON "term"(reverse("term") text_pattern_ops);

DROP TABLE "library_size";
CREATE TABLE "library_size" (
    "shelf" TEXT NOT NULL,
    "documents" INTEGER NOT NULL DEFAULT 0,
    "passages" INTEGER NOT NULL DEFAULT 0,
    "terms" BIGINT NOT NULL DEFAULT 0,
    CONSTRAINT "library_size_pkey" PRIMARY KEY ("shelf")
);
INSERT INTO "library_size" ("shelf", "documents", "passages", "terms")
SELECT "shelf", count(*), coalesce(sum("passage_count"), 0), coalesce(sum("term_count"), 0)
FROM "document" GROUP BY "shelf";

-- Whoever an upload is given to has it on their shelf, with all that is counted of it.
CREATE FUNCTION "move_to_shelf_of_owner"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    WITH moved AS (
        UPDATE "posting" SET "shelf" = NEW."user_id" FROM "document"
        WHERE "document"."id" = "posting"."document_id" AND "document"."upload_id" = NEW."id"
        RETURNING "posting"."term", "posting"."document_id"
    ), counts AS (
        SELECT "term", count(*) AS "passages", count(DISTINCT "document_id") AS "documents" FROM moved GROUP BY "term"
    ), less AS (
        UPDATE "term" SET "passages" = "term"."passages" - counts."passages",
            "documents" = "term"."documents" - counts."documents"
        FROM counts WHERE "term"."term" = counts."term" AND "term"."shelf" = OLD."user_id"
    )
    INSERT INTO "term" ("term", "shelf", "passages", "documents")
    SELECT "term", NEW."user_id", "passages", "documents" FROM counts
    ON CONFLICT ("term", "shelf") DO UPDATE SET "passages" = "term"."passages" + EXCLUDED."passages",
        "documents" = "term"."documents" + EXCLUDED."documents";
    DELETE FROM "term" WHERE "shelf" = OLD."user_id" AND "passages" <= 0;
    WITH sums AS (
        SELECT count(*) AS "documents", coalesce(sum("passage_count"), 0) AS "passages",
            coalesce(sum("term_count"), 0) AS "terms"
        FROM "document" WHERE "upload_id" = NEW."id"
    ), less AS (
        UPDATE "library_size" AS size SET "documents" = size."documents" - sums."documents",
            "passages" = size."passages" - sums."passages", "terms" = size."terms" - sums."terms"
        FROM sums WHERE size."shelf" = OLD."user_id"
    )
    INSERT INTO "library_size" AS size ("shelf", "documents", "passages", "terms")
    SELECT NEW."user_id", sums.* FROM sums
    ON CONFLICT ("shelf") DO UPDATE SET "documents" = size."documents" + EXCLUDED."documents",
        "passages" = size."passages" + EXCLUDED."passages", "terms" = size."terms" + EXCLUDED."terms";
    UPDATE "title" SET "shelf" = NEW."user_id" FROM "document"
    WHERE "document"."id" = "title"."document_id" AND "document"."upload_id" = NEW."id";
    UPDATE "link" SET "shelf" = NEW."user_id" FROM "passage" JOIN "document" ON "document"."id" = "passage"."document_id"
    WHERE "passage"."id" = "link"."passage_id" AND "document"."upload_id" = NEW."id";
    UPDATE "document" SET "shelf" = NEW."user_id" WHERE "upload_id" = NEW."id";
    RETURN NULL;
END $$;
CREATE TRIGGER "upload_moves" AFTER UPDATE OF "user_id" ON "upload"
FOR EACH ROW WHEN (NEW."user_id" <> OLD."user_id") EXECUTE FUNCTION "move_to_shelf_of_owner"();
