import type { TestProject } from 'vitest/node';

/** Vitest's global set-up where the engine is tested by itself: the PostgreSQL that DATABASE_URL names. */
export default function setup(project: TestProject): void {
  const url = process.env.DATABASE_URL;
  if (!url) throw new Error('Set DATABASE_URL to a PostgreSQL whose role may create databases.');
  project.provide('engineDatabaseUrl', url);
}
