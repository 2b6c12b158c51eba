export { openDatabase } from '../database.ts';
export { migrateDatabase } from '../migrate.ts';
export { migrations } from '../migrations/index.ts';
export { waitKey } from '../wait-key.ts';
export { startEngineProcess } from './engine-process.ts';
