import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

export type FakeWikipedia = {
  /** What WIKIPEDIA_URL is set to. */
  url: string;
  /** Every search it was asked, in order: the words, and when (ms since the epoch). */
  searches: { words: string; at: number }[];
  /** How many requests wait for their answer just now. */
  waiting(): number;
  stop(): Promise<void>;
};

/**
 * A MediaWiki on loopback that takes its time: every answer comes after `delayMs`, an article after `articleDelayMs`
 * where that is given, and every search finds something.
 */
export async function startFakeWikipedia({
  delayMs,
  articleDelayMs = delayMs,
}: {
  delayMs: number;
  articleDelayMs?: number;
}): Promise<FakeWikipedia> {
  const searches: FakeWikipedia['searches'] = [];
  let waiting = 0;
  const server = createServer(async (request, response) => {
    const { searchParams } = new URL(request.url ?? '/', 'http://localhost');
    const words = searchParams.get('srsearch');
    if (words) searches.push({ words, at: Date.now() });
    waiting += 1;
    await sleep(words ? delayMs : articleDelayMs);
    waiting -= 1;
    answer(response, words ? found(words) : extract(searchParams.get('titles') ?? ''));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    searches,
    waiting: () => waiting,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function answer(response: ServerResponse, body: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

const found = (words: string) => ({
  query: { search: [{ title: `On ${words}`.slice(0, 80), snippet: words }] },
});

const extract = (title: string) => ({
  query: {
    pages: [
      {
        title,
        extract: `<p>${title} is described here in one sentence. It has a second sentence as well.</p>`,
      },
    ],
  },
});
