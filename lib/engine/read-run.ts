/** A row of `selectRun`. */
export type RunRow = {
  id: string;
  function_id: string;
  event_id: string;
  status: 'queued' | 'running' | 'completed' | 'failed' | 'cancelled';
  output: unknown;
  created_at: Date;
  started_at: Date | null;
  ended_at: Date | null;
};

export const selectRun = /* sql */ `
  select id, function_id, event_id, status, output, created_at, started_at, ended_at from engine.run`;

const statusNames = {
  queued: 'Scheduled',
  running: 'Running',
  completed: 'Completed',
  failed: 'Failed',
  cancelled: 'Cancelled',
} as const;

/** A run as Inngest's REST API shows it; `run_started_at` is when it was queued until it starts. */
export function showRun(row: RunRow) {
  return {
    run_id: row.id,
    run_started_at: (row.started_at ?? row.created_at).toISOString(),
    function_id: row.function_id,
    event_id: row.event_id,
    status: statusNames[row.status],
    ended_at: row.ended_at?.toISOString() ?? null,
    output: row.output,
  };
}

/** The envelope of Inngest's REST API; nothing here is cached. */
export const enveloped = (data: unknown) => {
  const now = new Date().toISOString();
  return { data, metadata: { fetched_at: now, cached_until: now } };
};
