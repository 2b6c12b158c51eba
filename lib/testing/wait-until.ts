/** Polls until something is so and answers it; gives up late, since machines are busy. A check that throws is the end. */
export async function waitUntil<Result>(
  isSo: () => Result | Promise<Result>,
  { timeoutMs = 50_000, everyMs = 5 } = {},
): Promise<Exclude<Result, false | null | undefined>> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const result = await isSo();
    if (result) return result as Exclude<Result, false | null | undefined>;
    if (performance.now() > deadline) throw new Error(`It is not so after ${timeoutMs} ms: ${isSo}`);
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}
