import { open } from 'node:fs/promises';

const startOfPage = 4096;
const leftToItself = /<meta\s+name=["']?robots["']?\s+content=["'][^"']*\bnoindex\b/i;

/**
 * Whether a file is the page on which mdBook repeats all others of its folder, to be printed: called so, beside the
 * pages themselves, and marked as not to be found.
 */
export async function isWholeBook(
  path: string,
  { name, beside }: { name: string; beside: ReadonlySet<string> },
): Promise<boolean> {
  if (name !== 'print.html' || !beside.has('index.html')) return false;
  const file = await open(path).catch(() => null);
  if (!file) return false;
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(startOfPage), 0, startOfPage, 0);
    return leftToItself.test(buffer.toString('latin1', 0, bytesRead));
  } catch {
    return false;
  } finally {
    await file.close();
  }
}
