import { expect, test } from 'vitest';
import { readConfig } from '#lib/config.ts';
import { sources } from './index.ts';
import type { Source } from './source.ts';

const documents = {
  search: async () => [],
  read: async () => undefined,
  refresh: async () => {},
  nearWords: async () => [],
};
const tool: Source = {
  id: 'mcp-files-search',
  name: 'Files',
  search: async () => [],
  read: async () => ({ url: '', title: '', text: '' }),
};
const noKey = { id: 'zai-web-search', name: 'Z.AI web search', off: 'Set ZAI_API_KEY.' };
const list = (env: Record<string, string>) =>
  sources({ config: readConfig(env), documents, more: [tool, noKey] });

test('every source is on unless it says why it is not', () => {
  const { on, off } = list({});
  const ids = on.map(({ id }) => id);
  expect(ids.slice(0, 3)).toEqual(['documents', 'wikipedia', 'arxiv']);
  expect(ids.at(-1)).toBe(tool.id);
  expect(off.at(-1)).toEqual(noKey);
  for (const { off: advice } of off) expect(advice).toMatch(/^Set [A-Z_]+/);
});

test('what SOURCES does not name is off and says how to have it', () => {
  const { on, off } = list({ SOURCES: 'documents, zai-web-search' });
  const before = list({});
  const ids = [...before.on, ...before.off].map(({ id }) => id).filter((id) => id !== 'documents');
  expect(on.map(({ id }) => id)).toEqual(['documents']);
  expect(off.map(({ id }) => id).sort()).toEqual(ids.sort());
  expect(off[0]?.off).toContain('add wikipedia to SOURCES');
  expect(off.at(-1)?.off).toBe('Set ZAI_API_KEY.');
});

test('a name in SOURCES that is not there is an error that names those that are', () => {
  expect(() => list({ SOURCES: 'wikipedia,nothing' })).toThrow(/no nothing; there are documents, wikipedia/);
});

test('a search of the web is on with its key or address', () => {
  const env = { SEARXNG_URL: 'http://127.0.0.1:8888', TAVILY_API_KEY: 'tvly-1', BRAVE_API_KEY: 'BSA1' };
  expect(list(env).on.map(({ id }) => id)).toEqual(expect.arrayContaining(['searxng', 'tavily', 'brave']));
});
