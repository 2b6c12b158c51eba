import { type AppError, toAppError } from '#lib/errors.ts';
import { asSentence } from '#lib/schema/as-sentence.ts';
import type { Desk } from './ports.ts';
import type { TimedWork } from './time-shares.ts';

/** Whether a failure is a model's, the budget's or the clock's, so that code may do what a model would have done. */
export const isModelFault = ({ code }: AppError): boolean => code.startsWith('model_') || isSpent({ code });

/** Whether the model has answered, and was asked anew, and neither could be used: another try of the stage costs as much. */
export const isUnusable = ({ code }: AppError): boolean =>
  code === 'model_output_invalid' || code === 'model_empty';

/** Whether it stays so until a person changes a setting or an account. */
const isForPeople = ({ code }: AppError): boolean =>
  code === 'model_rejected' || code === 'model_unreachable';

/** Whether money or time is used up: no model is asked again. */
const isSpent = ({ code }: Pick<AppError, 'code'>): boolean =>
  code === 'budget_exceeded' || code === 'deadline_exceeded';

/**
 * Does work that asks a model; where that fails for good, does it by code instead and tells so once. A failure that
 * may pass is thrown while another try follows, and one that is no model's always. Where `needsModel` says that nothing
 * is there yet to go on with, so is what only a person can change: a refused key, an unknown model, a wrong address.
 */
export async function withStandIn<T>(
  desk: Desk,
  {
    what,
    work,
    instead,
    needsModel = false,
    timed = 'model',
  }: {
    /** What is done by code now, as people read it: "The plan was made". */
    what: string;
    work: (until: AbortSignal) => Promise<T>;
    instead: (error: AppError) => Promise<T> | T;
    needsModel?: boolean;
    /** Whose share of the job's time it is done in. */
    timed?: TimedWork;
  },
): Promise<T> {
  const until = AbortSignal.any([desk.closing, desk.until(timed)]);
  const tell = (why: string) =>
    desk.tellOnce(`stand-in:${what}:${why}`, {
      type: 'warning',
      message: `${what} without the model: ${asSentence(why)}`,
    });
  if (desk.closing.aborted) return instead(await tellSpent(desk, toAppError(desk.closing.reason)));
  if (until.aborted) {
    await tell('The time for it was over before it could be asked.');
    return instead(toAppError(until.reason));
  }
  try {
    return await work(until);
  } catch (thrown) {
    desk.signal.throwIfAborted();
    const error = toAppError(until.aborted ? until.reason : thrown);
    if (!isModelFault(error)) throw thrown;
    if (until.aborted && !desk.closing.aborted) {
      await tell('It had not answered when its share of the time for this job was over.');
      return instead(error);
    }
    if (isSpent(error)) return instead(await tellSpent(desk, error));
    if (needsModel && isForPeople(error)) throw thrown;
    if (!isUnusable(error) && desk.comesAgain(error, timed)) throw thrown;
    await tell(error.message);
    return instead(error);
  }
}

/** Told once in a job, not for each piece of work that it takes the model from. */
async function tellSpent(desk: Desk, error: AppError): Promise<AppError> {
  const what =
    error.code === 'budget_exceeded'
      ? "The job's budget for models is used up"
      : 'The time for models is over';
  await desk.tellOnce(`spent:${error.code}`, {
    type: 'warning',
    message: `${what}: what they have not done is done without them.`,
  });
  return error;
}
