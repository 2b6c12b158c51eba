/**
 * A source's reason without when it is asked again, which is another at each asking and soon not true any more. The
 * words for it are those of the two that leave a server alone for a while: a web service's breaker and an MCP server's
 * down time.
 */
export const withoutNextTry = (reason: string): string =>
  reason.replace(/[;.]? it is (?:asked again in|skipped for) [^.]*\./i, '.');
