import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';

/** What the files of a folder take on disk, in megabytes. */
export function measureFolder(folder: string, counts: (file: string) => boolean = () => true): number {
  const bytes = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter(counts)
    .reduce((sum, file) => sum + 512 * statSync(file).blocks, 0);
  return Math.round(bytes / 1024 ** 2);
}
