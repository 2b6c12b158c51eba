import { type AppError, toAppError } from '#lib/errors.ts';
import type { Desk } from './ports.ts';

/** Whether a failure is a model's, the budget's or the clock's, so that code may do what a model would have done. */
export const isModelFault = ({ code }: AppError): boolean =>
  code.startsWith('model_') || code === 'budget_exceeded' || code === 'deadline_exceeded';

/**
 * Does work that asks a model; where that fails for good, does it by code instead and tells so once. A failure that
 * may pass is thrown while another try follows, and one that is no model's always. `hopeless` failures (a refused key,
 * an unknown model) are thrown too where `needsModel` says that nothing is there yet to go on with.
 */
export async function withStandIn<T>(
  desk: Desk,
  {
    what,
    work,
    instead,
    needsModel = false,
  }: {
    /** What is done by code now, as people read it: "The plan was made". */
    what: string;
    work: () => Promise<T>;
    instead: (error: AppError) => Promise<T> | T;
    needsModel?: boolean;
  },
): Promise<T> {
  if (desk.closing.aborted) return instead(toAppError(desk.closing.reason));
  try {
    return await work();
  } catch (thrown) {
    desk.signal.throwIfAborted();
    const error = toAppError(desk.closing.aborted ? desk.closing.reason : thrown);
    if (!isModelFault(error)) throw thrown;
    const isUnusable = error.code === 'model_output_invalid' || error.code === 'model_empty';
    if (needsModel && !isUnusable && !error.retryable) throw thrown;
    if (needsModel && !isUnusable && desk.isLastAttempt) throw thrown;
    if (error.retryable && !isUnusable && !desk.isLastAttempt && !desk.closing.aborted) throw thrown;
    await desk.tell(`stand-in:${what}`, {
      type: 'warning',
      message: `${what} without the model: ${error.message}`,
    });
    return instead(error);
  }
}
