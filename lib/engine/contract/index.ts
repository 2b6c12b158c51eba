export { engineContract } from '../engine.contract.ts';
export type { EngineServer } from './server-at-url.contract.ts';
export { createTestApp, eventually, type StartServer, type TestApp } from './test-app.ts';
