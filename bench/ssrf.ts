import { fetchUrl } from '#lib/fetch-url/fetch-url.ts';
import { forbiddenUrls } from '#lib/testing/hostile-addresses.ts';
import { hostileAnswers } from '#lib/testing/web-answers.ts';
import { startCanary, startTcpServer } from '#lib/testing/web-servers.ts';

const { signal } = new AbortController();

/**
 * `npm run bench -- ssrf`: forbidden addresses against a canary on loopback, and hostile answers with
 * the limits of the product. Prints connections, times and memory, and exits with 1 when one
 * address was reached or one answer got through.
 */
export async function ssrf(): Promise<void> {
  const failures = (await measureAddresses()) + (await measureAnswers());
  process.exitCode = failures > 0 ? 1 : 0;
}

async function measureAddresses(): Promise<number> {
  const canary = await startCanary();
  const urls = forbiddenUrls(canary.port);
  const reasons = new Map<string, number>();
  let read = 0;
  const startedAt = performance.now();
  for (const resolved of ['127.0.0.1', '::1']) {
    for (const url of urls) {
      try {
        await fetchUrl(url, { signal, ports: [80, 443, canary.port], resolve: async () => [resolved] });
        read += 1;
        console.log(`read: ${url}`);
      } catch (thrown) {
        const { message } = thrown as Error;
        reasons.set(message, (reasons.get(message) ?? 0) + 1);
      }
    }
  }
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(2);
  console.log(`${urls.length} addresses, two resolvers, ${seconds} s: ${canary.connections()} connections`);
  for (const [reason, count] of reasons) console.log(`  ${String(count).padStart(4)} ${reason}`);
  const failures = read + canary.connections();
  const origin = `http://127.0.0.1:${canary.port}`;
  await fetchUrl(origin, { signal, allow: [origin] });
  console.log(`the canary hears: ${canary.connections()} connection when its origin is allowed`);
  await canary.stop();
  return failures;
}

async function measureAnswers(): Promise<number> {
  let failures = 0;
  for (const { name, speak, reason } of hostileAnswers) {
    const server = await startTcpServer((socket) => void socket.once('data', () => speak(socket)));
    const before = process.memoryUsage.rss();
    let peak = before;
    const watch = setInterval(() => {
      peak = Math.max(peak, process.memoryUsage.rss());
    }, 20);
    const startedAt = performance.now();
    const told = await fetchUrl(server.origin, { signal, allow: [server.origin] }).then(
      () => 'read to the end',
      (thrown: Error) => thrown.message,
    );
    const seconds = (performance.now() - startedAt) / 1000;
    clearInterval(watch);
    await server.stop();
    const megabytes = Math.round((peak - before) / 2 ** 20);
    const isFine = reason.test(told) && seconds <= 20.5 && megabytes <= 100;
    if (!isFine) failures += 1;
    console.log(
      `${isFine ? 'ok ' : 'BAD'} ${name.padEnd(34)} ${seconds.toFixed(2).padStart(6)} s  +${megabytes} MB  ${told}`,
    );
  }
  return failures;
}
