import { describeFiles, nameExamples, reasonWords } from '#lib/client/describe-files.ts';
import { formatNumber } from '#lib/schema/count.ts';
import type { Degraded } from '#lib/schema/degraded.ts';
import type { FolderFiles } from '#lib/schema/document.ts';
import { isMissed } from '#lib/schema/file-account.ts';
import { askProduct, type Check, type Finding, notKnown } from './check.ts';

export const product: Check = {
  name: 'Product',
  check: ({ baseUrl, found, config }) => {
    const where = config.INTENTUI_URL ? 'check INTENTUI_URL' : 'set PORT or INTENTUI_URL to where it runs';
    switch (found.state) {
      case 'ready':
        return readyAt(baseUrl, found.readiness.degraded ?? []);
      case 'not ready':
        return {
          state: 'fault',
          text: `runs at ${baseUrl} but is not ready: ${found.detail}`,
          advice: 'Wait a moment; if that does not help, read what npm start printed.',
        };
      case 'foreign':
        return {
          state: 'fault',
          text: `another program answers at ${baseUrl} (${found.detail})`,
          advice: `Stop that program, or ${where}.`,
        };
      case 'absent':
        return {
          state: 'fault',
          text: `nothing answers at ${baseUrl}`,
          advice: `Run npm start, or ${where}.`,
        };
      default:
        return found satisfies never;
    }
  },
};

export const database: Check = {
  name: 'Database',
  check: ({ found, config }) => {
    if (found.state === 'ready') return { state: 'well', text: 'answers' };
    if (found.state !== 'not ready' || found.code !== 'database_unavailable') return notKnown;
    const advice = config.DATABASE_URL
      ? 'Check that the PostgreSQL of DATABASE_URL runs.'
      : 'Stop the product and run npm start again; postgres.log in the data directory says more.';
    return { state: 'fault', text: found.detail, advice };
  },
};

function readyAt(baseUrl: string, degraded: Degraded[]): Finding {
  const ready = `ready at ${baseUrl}`;
  if (degraded.length === 0) return { state: 'well', text: ready };
  return {
    state: 'note',
    text: `${ready}; ${degraded.map(({ part }) => part).join(' and ')}: not all as it should be`,
    details: degraded.map(({ part, detail }) => ({ name: part, text: detail })),
  };
}

export const engine: Check = {
  name: 'Engine',
  check: ({ found }) =>
    found.state === 'ready'
      ? { state: 'well', text: found.readiness.engine ?? 'knows the functions of the product' }
      : notKnown,
};

export const documents: Check = {
  name: 'Documents',
  check: ({ config, found, baseUrl, signal }) => {
    if (found.state !== 'ready') return notKnown;
    const { documents: pages } = found.readiness;
    if (pages === undefined) return { state: 'note', text: 'the product does not say how many it has' };
    return askProduct({ config, baseUrl }, async (api) =>
      judgeDocuments(pages, await api.listDocuments(signal)),
    );
  },
};

/** Every file of the folders is accounted for: those that somebody may miss are named. */
export function judgeDocuments(pages: number, { files, failure, folders }: FolderFiles): Finding {
  const details = files.unread.map((each) => ({
    name: `${formatNumber(each.count)} ${reasonWords[each.reason]}`,
    text: nameExamples(each),
  }));
  const told = { text: describeFiles(files), ...(details.length > 0 && { details }) };
  if (failure) return { state: 'fault', ...told, text: failure };
  if (pages === 0 && files.waiting === 0) {
    return {
      state: 'fault',
      ...told,
      text: files.seen > 0 ? told.text : 'there is nothing to search',
      advice: 'Put files into ./documents, set DOCUMENTS_DIR, or upload some on the page Sources.',
    };
  }
  const misses = files.unread.some(({ reason }) => isMissed(reason));
  const where = folders.length > 0 ? `, in ${folders.join(', ')}` : '';
  return { state: misses ? 'note' : 'well', ...told, text: `${told.text}${where}` };
}

export const jobs: Check = {
  name: 'Jobs',
  check: ({ config, found, baseUrl, signal }) => {
    if (found.state !== 'ready') return notKnown;
    return askProduct({ config, baseUrl }, async (api) => {
      const { counts } = await api.listJobs({ limit: 1 }, signal);
      const told = Object.entries(counts)
        .filter(([, amount]) => amount > 0)
        .map(([status, amount]) => `${formatNumber(amount)} ${status.replaceAll('_', ' ')}`);
      return { state: 'well', text: told.join(', ') || 'none yet' };
    });
  },
};

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
  advice: 'Read what npm start printed; npm run build rebuilds the pages.',
});
