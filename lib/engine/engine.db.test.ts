import type { StartServer } from './contract/test-app.ts';
import { engineContract } from './engine.contract.ts';
import { createEngine } from './engine.ts';
import { warningsToStderr } from './log.ts';
import { createTestDatabase } from './testing/database.ts';

/** An embedded engine on a database of its own. */
const startEngine: StartServer = async ({ url }) => {
  const database = await createTestDatabase();
  const keys = { signingKey: 'signkey-test-0123456789abcdef', eventKey: 'event-key' };
  const log = warningsToStderr('engine', { errorsOnly: true });
  const engine = createEngine({ ...keys, databaseUrl: database.url, port: 0, appUrl: url, log });
  const { port } = await engine.start();
  const stop = async () => {
    await engine.stop();
    await database.drop();
  };
  return { ...keys, baseUrl: `http://127.0.0.1:${port}`, stop };
};

engineContract('the embedded engine, steps stored while a call goes on', startEngine);
engineContract('the embedded engine, one operation a call', startEngine, { checkpointing: false });
