import { readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { checks } from '../doctor/index.ts';
import { commands } from './index.ts';

const filesIn = (folder: string): string[] =>
  readdirSync(path.resolve(import.meta.dirname, folder))
    .filter((file) => !/\.test\.ts$|^index\.ts$/.test(file))
    .map((file) => path.basename(file, '.ts'));

test('every command in the folder is in the list, under the name of its file', () => {
  expect(commands.map(({ name }) => name).sort()).toEqual(filesIn('.').sort());
});

test('every check of doctor is in its list', async () => {
  const modules: Record<string, unknown>[] = await Promise.all(
    filesIn('../doctor').map((file) => import(`../doctor/${file}.ts`)),
  );
  const there = modules.flatMap((exports) => Object.values(exports)).filter(isCheck);
  expect(there).toHaveLength(checks.length);
  expect(new Set(checks)).toEqual(new Set(there));
});

const isCheck = (value: unknown): boolean => typeof value === 'object' && value !== null && 'check' in value;
