import { existsSync } from 'node:fs';
import path from 'node:path';
import { readVariable } from '#lib/config.ts';
import type { ServerSpec } from './server-spec.ts';

/**
 * What is wrong with the command of a program that did not start, by the system's code; null when it is something else.
 * A command that is nowhere reads EACCES where PATH holds a folder that this user may not enter, so that code alone says
 * nothing: it counts as not found unless it is seen to be there.
 */
export function commandFault(
  code: unknown,
  reach: ServerSpec['reach'],
  searchPath: string = readVariable('PATH') ?? '',
): string | null {
  if (reach.by !== 'stdio' || (code !== 'ENOENT' && code !== 'EACCES')) return null;
  const { command, cwd, env } = reach;
  const folders = command.includes('/') ? [cwd] : (env.PATH ?? searchPath).split(path.delimiter);
  const isThere = folders.some((folder) => existsSync(path.resolve(cwd, folder, command)));
  return code === 'EACCES' && isThere ? 'this user may not run the command' : 'the command was not found';
}
