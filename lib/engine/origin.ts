const loopback = ['127.0.0.1', 'localhost', '[::1]'];

export const isLoopback = (hostname: string): boolean => loopback.includes(hostname);

/** Whether two addresses have the same origin, where the names of loopback count as one. */
export function isSameOrigin(a: string, b: string): boolean {
  if (!URL.canParse(a) || !URL.canParse(b)) return false;
  const [first, second] = [new URL(a), new URL(b)];
  const sameHost =
    first.hostname === second.hostname || (isLoopback(first.hostname) && isLoopback(second.hostname));
  return first.protocol === second.protocol && first.port === second.port && sameHost;
}
