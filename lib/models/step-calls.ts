import type { CallKey, CallStore } from './call-store.ts';

/** The calls of one run of a step; every model that plays in the run is given the same. */
export type StepCalls = {
  store: CallStore;
  step: string;
  /** Throws when no new call may be paid for; answers how to say that the call has ended. */
  begin(role: string): Promise<() => void>;
  /** The how-manieth call with this input the next one is, from 1. */
  take(inputHash: string): number;
  /** Lets the next call with this input stand in the place of one that brought nothing usable. */
  giveBack(call: Pick<CallKey, 'inputHash' | 'call'>): void;
};

/**
 * Counts the calls of one run of a step, each input for itself: so calls that run side by side are the same calls
 * when the step runs again, in whatever order they begin.
 */
export function createStepCalls({
  store,
  step,
  begin = async () => () => {},
}: {
  store: CallStore;
  step: string;
  begin?: StepCalls['begin'];
}): StepCalls {
  const taken = new Map<string, Set<number>>();
  return {
    store,
    step,
    begin,
    take(inputHash) {
      const numbers = taken.get(inputHash) ?? new Set();
      taken.set(inputHash, numbers);
      let call = 1;
      while (numbers.has(call)) call += 1;
      numbers.add(call);
      return call;
    },
    giveBack: ({ inputHash, call }) => void taken.get(inputHash)?.delete(call),
  };
}
