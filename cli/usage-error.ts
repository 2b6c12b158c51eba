/** Wrong usage: the message says what is wrong; the program ends with exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
