import { z } from 'zod';
import type { Config } from '#lib/config.ts';
import type { DocumentFolder } from '#lib/documents/document-folders.ts';
import { describeLocalModels } from '#lib/find-local-models.ts';
import { LocalModels } from '#lib/schema/model-states.ts';

export type Running = {
  config: Config;
  port: number;
  engineUrl: string;
  isEngineEmbedded: boolean;
  /** Port of the private PostgreSQL; undefined when DATABASE_URL names another. */
  postgresPort: number | undefined;
  folders: DocumentFolder[];
  /** What readyz answered. */
  readiness: Record<string, unknown>;
};

/** The lines that tell what runs where, on what it works, and what to do next. */
export function describeStart(running: Running): string {
  const { config, port, engineUrl, isEngineEmbedded } = running;
  const local = `http://${config.HOST.includes(':') ? `[${config.HOST}]` : config.HOST}:${port}`;
  const address = config.PUBLIC_URL ?? local;
  const lines = [
    ['Dashboard', address],
    ...(config.PUBLIC_URL ? [['Listens on', `${local}, for what stands before it`]] : []),
    ['Data', config.DATA_DIR],
    ['Database', database(running)],
    ['Engine', isEngineEmbedded ? `embedded, ${engineUrl}` : `Inngest, ${engineUrl}`],
    ['Model', model(running)],
    ...localModels(running).map((text) => ['', text]),
    ['Documents', documents(running)],
    ['Sources', sources(running)],
  ];
  const table = lines.map(([name = '', value]) => `  ${name.padEnd(10)} ${value}`);
  return [
    '',
    'IntentUI Research is running.',
    ...table,
    '',
    `Next: open ${address} and ask a question. Ctrl-C stops everything.`,
    '',
  ].join('\n');
}

function model({ config, readiness }: Running): string {
  if (!config.GATEWAY_BASE_URL) return 'built-in extractive model: no key, no network, it only quotes';
  return `${readiness.model} at ${new URL(config.GATEWAY_BASE_URL).host}`;
}

function localModels({ readiness }: Running): string[] {
  const found = z.array(LocalModels).safeParse(readiness.local_models);
  return (found.data ?? []).map(describeLocalModels);
}

function sources({ readiness }: Running): string {
  const names = Array.isArray(readiness.sources) ? readiness.sources.join(', ') : 'own documents';
  return `${names}; SOURCES=documents keeps questions on this machine`;
}

function database({ config, postgresPort }: Running): string {
  if (postgresPort !== undefined) return `embedded PostgreSQL, 127.0.0.1:${postgresPort}`;
  return config.DATABASE_URL ? `your PostgreSQL, ${new URL(config.DATABASE_URL).host}` : 'none';
}

function documents({ config, folders, readiness }: Running): string {
  const count = typeof readiness.documents === 'number' ? ` (${readiness.documents} pages)` : '';
  const [folder, ...more] = folders;
  if (!folder) return 'none here; put your own into ./documents, or name a folder with DOCUMENTS_DIR';
  if (more.length === 0 || config.DOCUMENTS_DIR)
    return `${folders.map(({ path }) => path).join(', ')}${count}`;
  return `sample library, the docs of Next.js and the AI SDK${count}; put your own into ./documents`;
}
