import { describe, expect, it, test } from 'vitest';
import { readConfig } from './config.ts';
import { findEngine, nameEngine } from './find-engine.ts';

const find = (environment: Record<string, string>) => findEngine(readConfig(environment));

describe('findEngine', () => {
  it('is the embedded one on its port when the operator names none', () => {
    expect(find({ ENGINE_PORT: '9000' })).toEqual({ url: 'http://127.0.0.1:9000', isEmbedded: true });
    expect(find({ INNGEST_DEV: '0' }).isEmbedded).toBe(true);
  });

  it('is the one of the operator, by address or as the dev server', () => {
    expect(find({ INNGEST_BASE_URL: 'https://inngest.example/' })).toEqual({
      url: 'https://inngest.example',
      isEmbedded: false,
    });
    expect(find({ INNGEST_DEV: '1' })).toEqual({ url: 'http://localhost:8288', isEmbedded: false });
    expect(find({ INNGEST_DEV: 'http://127.0.0.1:9999' }).url).toBe('http://127.0.0.1:9999');
  });

  it('is Inngest Cloud where its keys alone are given, and no keys of one’s own', () => {
    const keys = { INNGEST_SIGNING_KEY: 'signkey-prod-0123456789abcdef', INNGEST_EVENT_KEY: 'a-key' };
    const cloud = { url: 'https://api.inngest.com', isEmbedded: false };
    expect(find(keys)).toEqual(cloud);
    expect(find({ ...keys, INNGEST_DEV: '0' })).toEqual(cloud);
    expect(find({ ...keys, INNGEST_BASE_URL: 'http://127.0.0.1:9000' }).url).toBe('http://127.0.0.1:9000');
    expect(find({ ...keys, INNGEST_EVENT_KEY: '' }).isEmbedded).toBe(true);
    expect(find({ ...keys, INNGEST_SIGNING_KEY: '0123456789abcdef' }).isEmbedded).toBe(true);
  });

  it('stays the embedded one in the server, which is told its address like any other', () => {
    const told = { EMBEDDED_ENGINE: '1', ENGINE_PORT: '9000', INNGEST_BASE_URL: 'http://127.0.0.1:9000' };
    expect(find(told)).toEqual({ url: 'http://127.0.0.1:9000', isEmbedded: true });
  });
});

test('an engine is told by what it is, without what its address may hold beside host and port', () => {
  const name = (environment: Record<string, string>) => nameEngine(readConfig(environment));
  expect(name({})).toBe('embedded');
  expect(name({ EMBEDDED_ENGINE: '1', INNGEST_BASE_URL: 'http://127.0.0.1:8288' })).toBe('embedded');
  expect(name({ INNGEST_DEV: '1' })).toBe('http://localhost:8288');
  expect(name({ INNGEST_DEV: 'http://127.0.0.1:9999/' })).toBe('http://127.0.0.1:9999');
  expect(name({ INNGEST_BASE_URL: 'https://user:word@inngest.example/' })).toBe('https://inngest.example');
  expect(name({ INNGEST_SIGNING_KEY: 'signkey-prod-00ff', INNGEST_EVENT_KEY: 'a-key' })).toBe('cloud');
});
