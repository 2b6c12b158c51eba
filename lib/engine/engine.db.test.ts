import { afterAll } from 'vitest';
import { createLog } from '#lib/log.ts';
import { createTestDatabase } from '#lib/test-database.ts';
import { engineContract } from './engine.contract.ts';
import { createEngine } from './engine.ts';

const database = await createTestDatabase();
afterAll(() => database.drop());

engineContract('the embedded engine', async ({ url }) => {
  const keys = { signingKey: 'signkey-test-0123456789abcdef', eventKey: 'event-key' };
  const engine = createEngine({
    ...keys,
    databaseUrl: database.url,
    port: 0,
    appUrl: url,
    log: createLog('engine', 'error'),
  });
  const { port } = await engine.start();
  return { ...keys, baseUrl: `http://127.0.0.1:${port}`, stop: () => engine.stop() };
});
