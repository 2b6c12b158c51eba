import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const stampFile = path.join(root, 'lib/generated/prisma/.stamp');
const require = createRequire(import.meta.url);

/**
 * Makes the Prisma client under `lib/generated` when the schema or Prisma has changed since it was last made. What it
 * makes is kept in git, so that an install without development packages has nothing to make (ADR 016).
 */
export async function generate(): Promise<void> {
  const { version } = require('@prisma/client/package.json') as { version: string };
  const schema = readFileSync(path.join(root, 'prisma/schema.prisma'));
  const wanted = `${version} ${createHash('sha256').update(schema).digest('hex')}\n`;
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === wanted) return;
  const { getGenerators, loadSchemaContext, PrismaClientTsGenerator } = loadGenerator();
  const schemaContext = await loadSchemaContext({
    schemaPath: { baseDir: root, cliProvidedPath: path.join(root, 'prisma/schema.prisma') },
    cwd: root,
    printLoadMessage: false,
  });
  const generators = await getGenerators({
    schemaContext,
    registry: { 'prisma-client': { type: 'in-process', generator: new PrismaClientTsGenerator() } },
    version,
    cliCommand: 'prisma',
    skipDownload: true,
  });
  for (const generator of generators) {
    await generator.generate();
    generator.stop();
  }
  writeFileSync(stampFile, wanted);
}

type Generator = typeof import('@prisma/internals') & typeof import('@prisma/client-generator-ts');

/** What the Prisma CLI generates with; by `require`, since the ES modules of these packages do not load. */
function loadGenerator(): Generator {
  try {
    return { ...require('@prisma/internals'), ...require('@prisma/client-generator-ts') };
  } catch (cause) {
    throw new Error(
      'prisma/schema.prisma is not what lib/generated was made from: run npm ci with the development packages, then npm run generate.',
      { cause },
    );
  }
}

if (process.argv[1] === import.meta.filename) await generate();
