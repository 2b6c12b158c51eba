import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import MiniSearch from 'minisearch';
import { searchDocuments } from '#lib/documents/search-documents.ts';
import { withDocuments } from './with-documents.ts';

type Row = {
  language: string;
  pages: { title: string; text: string }[];
  questions: { question: string; page: number }[];
};

/**
 * `npm run bench -- languages`: short pages in eight languages in one library, and questions in other forms of their
 * words, parts of their compounds among them. How often the one page that answers comes first, beside minisearch, and
 * with the embeddings of the server at `--embeddings URL`.
 */
export async function languages({ embeddings }: Record<string, string>): Promise<void> {
  const file = path.join(import.meta.dirname, 'data/languages.jsonl');
  const rows: Row[] = readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
  const folder = path.join(mkdtempSync(path.join(os.tmpdir(), 'intentui-languages-')), 'library');
  mkdirSync(folder);
  const other = new MiniSearch({ fields: ['title', 'text'], searchOptions: { boost: { title: 2 } } });
  for (const { language, pages } of rows) {
    for (const [at, { title, text }] of pages.entries()) {
      writeFileSync(path.join(folder, `${language}-${at}.md`), `# ${title}\n\n${text}\n`);
      other.add({ id: `${language}-${at}`, title, text });
    }
  }
  const { signal } = new AbortController();
  try {
    await withDocuments(
      async (documents, _seconds, _pages, db) => {
        const more = embeddings ? '    with embeddings' : '';
        process.stdout.write(`language    questions    first    minisearch${more}\n`);
        for (const { language, questions } of rows) {
          let [ours, theirs, near] = [0, 0, 0];
          for (const { question, page } of questions) {
            const wanted = `${language}-${page}`;
            const [hit] = await searchDocuments(db, { query: question, limit: 1, signal });
            if (hit?.url.endsWith(`/${wanted}.md`)) ours += 1;
            const [nearest] = embeddings ? await documents.search(question, { limit: 1, signal }) : [];
            if (nearest?.url.endsWith(`/${wanted}.md`)) near += 1;
            if (other.search(question)[0]?.id === wanted) theirs += 1;
          }
          const cells = [language.padEnd(12), String(questions.length).padStart(9), String(ours).padStart(9)];
          if (embeddings) cells.push(String(theirs).padStart(14), String(near).padStart(19));
          else cells.push(String(theirs).padStart(14));
          process.stdout.write(`${cells.join('')}\n`);
        }
      },
      { folder, embeddings },
    );
  } finally {
    rmSync(path.dirname(folder), { recursive: true, force: true });
  }
}
