import { execFile } from 'node:child_process';

/** Runs a program to its end; answers its exit code and all that it said. */
export function runProgram(
  program: string,
  args: readonly string[],
  { cwd }: { cwd?: string } = {},
): Promise<{ code: number; output: string }> {
  return new Promise((resolve) =>
    execFile(program, args, { cwd, maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) =>
      resolve({
        code: error ? (typeof error.code === 'number' ? error.code : 1) : 0,
        output: stdout + stderr,
      }),
    ),
  );
}

/** Where a program of this machine lies; undefined where it is not installed. */
export async function findProgram(name: string): Promise<string | undefined> {
  const { code, output } = await runProgram('which', [name]);
  return code === 0 ? output.trim().split('\n')[0] : undefined;
}
