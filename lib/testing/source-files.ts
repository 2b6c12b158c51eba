import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

export const root = path.resolve(import.meta.dirname, '../..');

/** Every TypeScript file of the repository that somebody wrote, as a path from the root. */
export const files = readdirSync(root, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
  .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
  .filter(
    (file) =>
      !/^(node_modules|\.next|\.data[^/]*|coverage|lib\/generated)\//.test(file) && !file.endsWith('.d.ts'),
  );

/** What a file imports: paths from the root, and packages as `npm:<name>`. */
export function importsOf(file: string): string[] {
  const text = readFileSync(path.join(root, file), 'utf8');
  const found = text.matchAll(
    /(?:^|\n)\s*(?:import|export)\s[^'"`;]*?from\s*'([^']+)'|(?:^|\n)import\s*'([^']+)'|\bimport\('([^']+)'\)/g,
  );
  return [...found].map((match) => resolve(file, match[1] ?? match[2] ?? match[3] ?? ''));
}

function resolve(file: string, specifier: string): string {
  if (specifier.startsWith('#')) return specifier.slice(1);
  if (specifier.startsWith('.')) return path.join(path.dirname(file), specifier);
  return `npm:${specifier}`;
}

/** Whether a file is there for tests alone. */
export const isTest = (file: string): boolean =>
  /\.(test|contract|spec)\.tsx?$/.test(file) || /^lib\/(testing|engine\/(contract|testing))\//.test(file);
