import { type FSWatcher, watch } from 'node:fs';

/** Every system has a limit of its own; past this many folders, looking again from time to time has to do. */
const mostFolders = 5000;

/**
 * Tells of changes in folders, as well as the system can: network drives and folders past its limit say nothing, so
 * whoever relies on it looks by itself as well. `watch` names the folders anew; `close` ends it.
 */
export function watchFolders(onChange: () => void) {
  const watchers = new Map<string, FSWatcher>();
  let isFull = false;

  const end = (folder: string) => {
    watchers.get(folder)?.close();
    watchers.delete(folder);
  };

  function begin(folder: string): void {
    try {
      const watcher = watch(folder, { persistent: false }, onChange);
      watcher.on('error', () => end(folder));
      watchers.set(folder, watcher);
    } catch (error) {
      isFull = ['ENOSPC', 'EMFILE'].includes((error as NodeJS.ErrnoException).code ?? '');
    }
  }

  return {
    watch(folders: readonly string[]): void {
      const wanted = new Set(folders);
      for (const folder of [...watchers.keys()]) if (!wanted.has(folder)) end(folder);
      isFull = false;
      for (const folder of wanted) {
        if (isFull || watchers.size >= mostFolders) return;
        if (!watchers.has(folder)) begin(folder);
      }
    },
    close(): void {
      for (const folder of [...watchers.keys()]) end(folder);
    },
  };
}
