const brand = Symbol.for('intentui.UsageError');

/** Wrong usage: the message says what is wrong; the program ends with exit code 2. */
export class UsageError extends Error {
  readonly [brand] = true;
  override readonly name = 'UsageError';
}

/** Whether this is a UsageError, whichever copy of this module made it. */
export function isUsageError(thrown: unknown): thrown is UsageError {
  return thrown instanceof Error && brand in thrown;
}
