import { expect, test } from 'vitest';
import { createEmbeddedEngine } from './embedded-engine.ts';

const settings = {
  databaseUrl: 'postgresql://nobody@127.0.0.1:1/nothing',
  port: 0,
  signingKey: '0123456789abcdef',
  eventKey: 'event-key',
  appUrl: 'http://127.0.0.1:1/api/inngest',
};

test('what the engine refuses is an error of the product, with the same code and words', async () => {
  const refused = () => createEmbeddedEngine({ ...settings, signingKey: 'not hex' });
  expect(refused).toThrow(expect.objectContaining({ name: 'AppError', code: 'invalid_configuration' }));
  expect(refused).toThrow('The signing key must be hex of even length.');
  await expect(createEmbeddedEngine(settings).start()).rejects.toMatchObject({
    name: 'AppError',
    code: 'database_unavailable',
    retryable: true,
  });
});
