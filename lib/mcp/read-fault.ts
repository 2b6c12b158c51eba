import { causesOf } from '#lib/errors.ts';
import { tooLargeCode } from './stdio-transport.ts';

/** Where it began. */
export const deepestCause = (thrown: unknown): unknown => [...causesOf(thrown)].at(-1) ?? thrown;

/** The system's name for it, such as `ENOENT`. */
export const codeOf = (thrown: unknown): unknown =>
  [...causesOf(thrown)]
    .map((cause) => (cause as NodeJS.ErrnoException).code)
    .find((code) => typeof code === 'string');

/** The status that an HTTP server answered. */
export const statusOf = (thrown: unknown): number | undefined =>
  [...causesOf(thrown)]
    .map((cause) => (cause as { statusCode?: unknown }).statusCode)
    .find((status) => typeof status === 'number');

/** Whether the SDK's time limit was over. */
export const isTimeLimit = (thrown: unknown): boolean =>
  [...causesOf(thrown)].some(({ message }) => /timed out after \d+ ?ms/.test(message));

/** No connection came about, or it broke: `fetch` throws a TypeError then. */
export const isNetworkFault = (thrown: unknown): boolean =>
  [...causesOf(thrown)].some(
    (cause) => cause instanceof TypeError && /fetch failed|terminated/.test(cause.message),
  ) && (thrown as { code?: unknown }).code !== tooLargeCode;

/** Whether it is an error that the server itself answered, in its own words. */
export const saidByServer = (thrown: unknown): boolean => {
  const { code } = thrown as { code?: unknown };
  return typeof code === 'number' && code !== tooLargeCode;
};
