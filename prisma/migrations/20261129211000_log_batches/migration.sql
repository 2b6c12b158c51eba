-- Appends events to the logs of jobs in one commit, and wakes nobody: whoever calls it does that once it has committed.
-- `p_events`: [{"job_id": …, "key": …, "type": …, "data": …}] in their order. Answers what was added. As append_job_event:
-- a key that stands already adds nothing, nor does a job that has ended or was erased; the row locks, taken in the order of
-- the ids so that two callers never wait for each other, make seq gap-free and ordered by commit.
CREATE FUNCTION append_job_events(p_events JSONB) RETURNS TABLE (job_id UUID, seq INTEGER, type TEXT)
LANGUAGE plpgsql SET enable_hashjoin = off SET enable_mergejoin = off AS $$
#variable_conflict use_column
BEGIN
    PERFORM 1 FROM job j
    WHERE j.job_id IN (SELECT (e.value ->> 'job_id')::uuid FROM jsonb_array_elements(p_events) AS e)
    ORDER BY j.job_id FOR NO KEY UPDATE;
    -- A statement of its own: it sees what others have committed while the rows were waited for.
    RETURN QUERY
    WITH told AS (
        SELECT t.* FROM ROWS FROM (
            jsonb_to_recordset(p_events) AS (job_id UUID, key TEXT, type TEXT, data JSONB)
        ) WITH ORDINALITY AS t (job_id, key, type, data, place)
    ), fresh AS (
        SELECT DISTINCT ON (t.job_id, t.key) t.*, j.attempt, j.last_seq FROM told t
        JOIN job j ON j.job_id = t.job_id AND j.status NOT IN ('complete', 'failed', 'cancelled')
        WHERE NOT EXISTS (SELECT 1 FROM job_event e WHERE e.job_id = t.job_id AND e.key = t.key)
        ORDER BY t.job_id, t.key, t.place
    ), added AS (
        INSERT INTO job_event (job_id, seq, key, type, data)
        SELECT f.job_id, f.last_seq + (row_number() OVER (PARTITION BY f.job_id ORDER BY f.place))::int, f.key, f.type,
            f.data || jsonb_build_object('attempt', f.attempt)
        FROM fresh f
        RETURNING job_event.job_id, job_event.seq, job_event.type
    ), counted AS (
        UPDATE job j SET last_seq = a.last_seq
        FROM (SELECT added.job_id, max(added.seq) AS last_seq FROM added GROUP BY 1) a WHERE j.job_id = a.job_id
    )
    SELECT a.job_id, a.seq, a.type FROM added a ORDER BY a.job_id, a.seq;
END $$;
