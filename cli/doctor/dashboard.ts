import { type Check, notKnown } from './check.ts';

const timeoutMs = 10_000;

export const dashboard: Check = {
  name: 'Dashboard',
  check: async ({ found, baseUrl, signal }) => {
    if (found.state !== 'ready') return notKnown;
    try {
      const response = await fetch(baseUrl, {
        headers: { accept: 'text/html' },
        signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
      });
      const isPage = response.ok && response.headers.get('content-type')?.startsWith('text/html');
      await response.body?.cancel();
      if (isPage) return { state: 'well', text: `opens at ${baseUrl}` };
      return fault(`answers ${response.status} and no page`);
    } catch (error) {
      signal.throwIfAborted();
      return fault((error as Error).message);
    }
  },
};

const fault = (text: string) => ({
  state: 'fault' as const,
  text,
  advice: 'Look at what npm start printed; npm run build builds the pages anew.',
});
