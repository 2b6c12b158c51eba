import { AppError } from '#lib/errors.ts';
import type { Desk, Early } from './ports.ts';

export const earlyWords: Record<Early, string> = {
  request: 'somebody asked to finish now',
  time: 'the time for searching was over',
  budget: 'the budget for searching was used up',
};

/** Throws where the time was over before anything was read: there is nothing to report. */
export async function needEvidence(desk: Desk, early: Early): Promise<void> {
  if (early !== 'time' || (await desk.store.found()).some(({ state }) => state === 'read')) return;
  throw new AppError(
    'deadline_exceeded',
    'The time for this job was over before any page was read. Give it more seconds, or a quicker model.',
  );
}
