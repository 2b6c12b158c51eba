import { defineConfig } from 'prisma/config';

/**
 * The Prisma CLI only generates the client here. It refuses to start until a schema engine exists on disk,
 * although `generate` never runs it, so any file that exists is named (docs/decisions/003-database.md).
 */
process.env.PRISMA_SCHEMA_ENGINE_BINARY ||= process.execPath;

export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  datasource: { url: process.env.DATABASE_URL || 'postgresql://127.0.0.1:1/unset' },
});
