import {
  cpSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readlinkSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const left = /^(node_modules|\.next|\.data.*|\.git|coverage|test-results|playwright-report)$/;

/**
 * Copies the sources to a folder of their own, where they can be broken. Packages are linked; a package that is part of
 * the sources is the copied one there too.
 */
export function copyProject(root: string): { folder: string; remove(): void } {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'intentui-mutate-'));
  for (const name of readdirSync(root))
    if (!left.test(name)) cpSync(path.join(root, name), path.join(folder, name), { recursive: true });
  linkPackages(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

function linkPackages(from: string, to: string): void {
  mkdirSync(to);
  for (const name of readdirSync(from)) {
    const [source, target] = [path.join(from, name), path.join(to, name)];
    if (lstatSync(source).isSymbolicLink()) symlinkSync(readlinkSync(source), target);
    else if (name.startsWith('@')) linkPackages(source, target);
    else symlinkSync(source, target);
  }
}
