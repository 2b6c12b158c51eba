export { openDatabase } from '../database.ts';
export { migrateDatabase } from '../migrate.ts';
export { startEngineProcess } from './engine-process.ts';
