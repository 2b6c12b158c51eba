/** Work that a model is given a share of the job's time for; what it has not done by then is done by code. */
export type TimedWork = 'plan' | 'search' | 'read' | 'outline' | 'model';

/** Of a job's time, counted from its start: when each of them is over. `model` is the last word of any model. */
export const timeShares: Record<TimedWork, number> = {
  plan: 0.25,
  search: 0.6,
  read: 0.7,
  outline: 0.78,
  model: 0.92,
};
