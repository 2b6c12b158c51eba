import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '..');
const committed = (file: string) => execFileSync('git', ['show', `HEAD:${file}`], { cwd: root });

test.skipIf(!existsSync(path.join(root, '.git')))(
  'the Prisma client in git is made from the schema in git: else run npm run generate and commit lib/generated',
  () => {
    const schema = createHash('sha256').update(committed('prisma/schema.prisma')).digest('hex');
    const [, madeFrom] = String(committed('lib/generated/prisma/.stamp')).trim().split(' ');
    expect(madeFrom).toBe(schema);
  },
);
