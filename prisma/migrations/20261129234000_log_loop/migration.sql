-- As before, in fewer and simpler statements: one event costs a lock, an insert and a count, without planning joins for it.
-- Appends events to the logs of jobs in one commit, and wakes nobody: whoever calls it does that once it has committed.
-- `p_events`: [{"job_id": …, "key": …, "type": …, "data": …}] in their order. Answers what was added. As append_job_event:
-- a key that stands already adds nothing, nor does a job that has ended or was erased; the row locks, taken in the order of
-- the ids so that two callers never wait for each other, make seq gap-free and ordered by commit.
CREATE OR REPLACE FUNCTION append_job_events(p_events JSONB) RETURNS TABLE (job_id UUID, seq INTEGER, type TEXT)
LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
    v_event RECORD;
    v_open BOOLEAN := false;
    v_job UUID;
    v_attempt INTEGER;
    v_before INTEGER;
    v_seq INTEGER;
BEGIN
    FOR v_event IN
        SELECT (e.value ->> 'job_id')::uuid AS job_id, e.value ->> 'key' AS key, e.value ->> 'type' AS type,
            e.value -> 'data' AS data
        FROM jsonb_array_elements(p_events) WITH ORDINALITY AS e ORDER BY 1, e.ordinality
    LOOP
        IF v_job IS DISTINCT FROM v_event.job_id THEN
            IF v_open AND v_seq > v_before THEN UPDATE job j SET last_seq = v_seq WHERE j.job_id = v_job; END IF;
            v_job := v_event.job_id;
            SELECT j.last_seq, j.last_seq, j.attempt INTO v_before, v_seq, v_attempt FROM job j
            WHERE j.job_id = v_job AND j.status NOT IN ('complete', 'failed', 'cancelled') FOR NO KEY UPDATE;
            v_open := FOUND;
        END IF;
        IF v_open THEN
            -- A statement of its own: it sees what others have committed while the row was waited for.
            INSERT INTO job_event (job_id, seq, key, type, data)
            VALUES (v_job, v_seq + 1, v_event.key, v_event.type, v_event.data || jsonb_build_object('attempt', v_attempt))
            ON CONFLICT (job_id, key) DO NOTHING;
            IF FOUND THEN
                v_seq := v_seq + 1;
                job_id := v_job;
                seq := v_seq;
                type := v_event.type;
                RETURN NEXT;
            END IF;
        END IF;
    END LOOP;
    IF v_open AND v_seq > v_before THEN UPDATE job j SET last_seq = v_seq WHERE j.job_id = v_job; END IF;
END $$;
