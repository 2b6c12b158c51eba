import type { Config } from './config.ts';

/**
 * Finds where the engine is: the one that the operator named (INNGEST_BASE_URL, or INNGEST_DEV as Inngest's own SDK
 * reads it), Inngest Cloud where nothing but its keys is given, else the embedded one on ENGINE_PORT.
 */
export function findEngine(config: Config): { url: string; isEmbedded: boolean } {
  const embedded = `http://127.0.0.1:${config.ENGINE_PORT}`;
  if (config.EMBEDDED_ENGINE) return { url: embedded, isEmbedded: true };
  if (config.INNGEST_BASE_URL) return { url: trimmed(config.INNGEST_BASE_URL), isEmbedded: false };
  const dev = config.INNGEST_DEV;
  if (!dev || /^(0|false|no|off)$/i.test(dev)) {
    return hasCloudKeys(config) ? { url: cloud, isEmbedded: false } : { url: embedded, isEmbedded: true };
  }
  return { url: URL.canParse(dev) ? trimmed(dev) : 'http://localhost:8288', isEmbedded: false };
}

/** The engine as it is told to people: `embedded`, `cloud`, or the address of the one that was named. */
export function nameEngine(config: Config): string {
  const { url, isEmbedded } = findEngine(config);
  if (isEmbedded) return 'embedded';
  return url === cloud ? 'cloud' : new URL(url).origin;
}

const cloud = 'https://api.inngest.com';

/** Cloud's signing keys name their environment; a key without that belongs to an engine of one's own. */
const hasCloudKeys = ({ INNGEST_SIGNING_KEY: signingKey, INNGEST_EVENT_KEY: eventKey }: Config): boolean =>
  Boolean(signingKey?.startsWith('signkey-') && eventKey);

const trimmed = (url: string): string => url.replace(/\/+$/, '');
