import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { findProcess } from './find-process.ts';

describe('findProcess', () => {
  it('tells command and start of a living process, the same each time', () => {
    const found = findProcess(process.pid);
    expect(found?.command).toContain('node');
    expect(found?.started).toMatch(/\d/);
    expect(findProcess(process.pid)).toEqual(found);
  });

  it('finds nothing where a process has ended, or no process can be', async () => {
    const child = spawn(process.execPath, ['-e', '']);
    await once(child, 'exit');
    expect(findProcess(child.pid ?? 0)).toBeUndefined();
    expect(findProcess(Number.NaN)).toBeUndefined();
    expect(findProcess(-1)).toBeUndefined();
  });

  it.runIf(process.platform === 'linux')(
    'counts a process that ended and was never reaped as gone',
    async () => {
      // The shell's child ends; the program that takes the shell's place never asks for it.
      const parent = spawn('sh', ['-c', 'sleep 0 & echo $!; exec sleep 60'], {
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      try {
        const [line] = await once(parent.stdout, 'data');
        await expect.poll(() => findProcess(Number(String(line)))).toBeUndefined();
      } finally {
        parent.kill('SIGKILL');
      }
    },
  );
});
