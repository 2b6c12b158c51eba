/** Why a step of a job that has ended does not begin: not a fault, the job was cancelled or ran out of time. */
export const jobHasEnded = 'the job has already ended';
