import { tables } from './0001-tables.ts';
import { functions } from './0002-functions.ts';

/** The engine's migrations in order; one that has been released is never changed, a new one is added. */
export const migrations: string[] = [tables, functions];
