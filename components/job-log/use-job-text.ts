'use client';
import { useMemo } from 'react';
import { jobTypeOf } from '#lib/job-types/job-type-of.ts';
import { readResult } from '#lib/job-types/read-result.ts';
import { isTerminal, type Job } from '#lib/schema/job.ts';
import type { CitedPage, JobLog } from './reduce-events.ts';
import { useEvidence } from './use-evidence.ts';

/**
 * What a job has to show, from its row and its events: where it stands now, its text as far as it is written, the pages
 * that the text cites, and the quotes behind them (fetched unless `wantsEvidence` is false).
 */
export function useJobText(
  row: Job,
  { log, wantsEvidence = true }: { log: JobLog; wantsEvidence?: boolean },
) {
  const job = useMemo(() => withLog(row, log), [row, log]);
  const result = useMemo(() => readResult(row), [row]);
  const judged = useMemo(() => jobTypeOf(row).givenTexts(row.input_data), [row]);
  const given = judged && 'text' in judged ? judged.text : '';
  const markdown = result?.markdown || log.text?.text || given;
  // What was judged cites nothing by itself; its quotes stand with its claims.
  const pages = judged ? noPages : (result?.report?.citations ?? log.citations);
  const evidence = useEvidence(job, { enabled: wantsEvidence, notes: log.notes.length });
  return { job, result, judged, markdown, pages, evidence };
}

const noPages: CitedPage[] = [];

/** The row is fetched at its great moments; between them the events know more. */
function withLog(row: Job, log: JobLog): Job {
  if (isTerminal(row.status) || log.status === null || log.lastSeq < row.last_seq) return row;
  return {
    ...row,
    status: log.status,
    phase: log.phase,
    progress: log.progress,
    error: log.error ?? row.error,
  };
}
