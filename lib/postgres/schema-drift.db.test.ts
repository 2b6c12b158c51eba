import { afterAll, beforeAll, expect, test } from 'vitest';
import { Prisma } from '#lib/generated/prisma/client.ts';
import { createTestDatabase } from '#lib/testing/database.ts';

let database: Awaited<ReturnType<typeof createTestDatabase>>;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const snake = (name: string) => name.replace(/(?<=.)[A-Z]/g, (letter) => `_${letter}`).toLowerCase();

test('the migrated database has the tables and columns of the Prisma schema, and no others', async () => {
  const rows = await database.db.$queryRaw<{ table_name: string; column_name: string }[]>`
    SELECT table_name::text, column_name::text FROM information_schema.columns
    WHERE table_schema = 'public' AND table_name <> '_prisma_migrations'`;
  const stored = rows.map((row) => `${row.table_name}.${row.column_name}`).sort();
  const fields = Prisma as unknown as Record<string, Record<string, string>>;
  const declared = Object.keys(Prisma.ModelName).flatMap((model) =>
    Object.keys(fields[`${model}ScalarFieldEnum`] ?? {}).map((field) => `${snake(model)}.${snake(field)}`),
  );
  expect(stored).toEqual(declared.sort());
});
