-- Which source a step asks, and for which part of the plan (from 0), stood in its name alone: gather:<round>:<part>:<source>.

UPDATE "job_event"
SET "data" = "data" || jsonb_build_object(
    'source_id', substring("data"->>'step' FROM '^gather:\d+:\d+:(.*)$'),
    'sub_question', substring("data"->>'step' FROM '^gather:\d+:(\d+):')::int - 1)
WHERE "type" LIKE 'step-%' AND "data"->>'step' ~ '^gather:\d+:\d+:.' AND NOT "data" ? 'sub_question';
