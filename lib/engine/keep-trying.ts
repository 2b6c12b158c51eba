const retryMs = 250;

/**
 * Writes to the database until it takes it: an answer of the app is worth keeping while Postgres restarts. Gives up when
 * the signal aborts, and throws at once what trying again cannot mend.
 */
export async function keepTrying<Result>(write: () => Promise<Result>, signal: AbortSignal): Promise<Result> {
  for (;;) {
    try {
      return await write();
    } catch (error) {
      if (signal.aborted || !isConnectionLoss(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, retryMs));
    }
  }
}

/** A fault of the connection, not of the statement (those have an SQLSTATE) and not of this program. */
function isConnectionLoss(error: unknown): boolean {
  if (error instanceof TypeError || error instanceof RangeError || error instanceof ReferenceError)
    return false;
  const code = (error as { code?: string }).code ?? '';
  const isSqlState = /^(?=.*\d)[0-9A-Z]{5}$/.test(code);
  return !isSqlState || /^(08|53|57)/.test(code);
}
