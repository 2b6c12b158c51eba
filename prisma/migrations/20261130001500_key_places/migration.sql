-- What keys have open over all processes, and how often an address has shown wrong keys. Neither is worth waiting for the
-- disk: a crash of the server forgets it, and each process tells again what it has open.

CREATE UNLOGGED TABLE "key_place" (
    "key_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "process" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "key_place_pkey" PRIMARY KEY ("key_id", "kind", "process")
);

CREATE INDEX "key_place_process_idx" ON "key_place"("process");

CREATE UNLOGGED TABLE "wrong_key" (
    "address" TEXT NOT NULL,
    "window_start" TIMESTAMPTZ(3) NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "wrong_key_pkey" PRIMARY KEY ("address")
);

-- Says that a process has `p_count` of a kind open with a key, one of them new, if all processes together then have at most
-- `p_most`; else changes nothing. A process that was not seen for `p_alive` seconds has died, and counts for nothing.
-- Answers how many there are without the new one. One at a time for a key, so that two never take the same last place.
CREATE FUNCTION take_key_place(
    p_key UUID, p_kind TEXT, p_process TEXT, p_count INTEGER, p_most INTEGER, p_alive INTEGER
) RETURNS INTEGER
LANGUAGE plpgsql AS $$
DECLARE
    v_others INTEGER;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended(p_kind || p_key::text, 7270740));
    SELECT coalesce(sum(count), 0) INTO v_others FROM key_place
    WHERE key_id = p_key AND kind = p_kind AND process <> p_process
        AND seen_at > clock_timestamp() - make_interval(secs => p_alive);
    IF v_others + p_count <= p_most THEN
        INSERT INTO key_place (key_id, kind, process, count, seen_at)
        VALUES (p_key, p_kind, p_process, p_count, clock_timestamp())
        ON CONFLICT (key_id, kind, process) DO UPDATE SET count = excluded.count, seen_at = excluded.seen_at;
    END IF;
    RETURN v_others + p_count - 1;
END $$;
