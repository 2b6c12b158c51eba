import type { NextConfig } from 'next';
import { readConfig } from './lib/config.ts';
import { findEngine } from './lib/find-engine.ts';

const config = readConfig();
const engine = findEngine(config);

export default {
  reactStrictMode: true,
  poweredByHeader: false,
  ...(config.BUILD_STANDALONE && { output: 'standalone' as const }),
  // Starts its threads from its own files, which a bundle would not hold.
  serverExternalPackages: ['tinypool'],
  // `npm run lint` checks types; an install that only starts the product lacks what that takes.
  typescript: { tsconfigPath: 'tsconfig.build.json', ignoreBuildErrors: true },
  // Fixed when built: scripts/build.ts builds again when the engine's address is another one.
  rewrites: async () => [
    { source: '/v1/realtime/connect', destination: `${engine.url}/v1/realtime/connect` },
  ],
} satisfies NextConfig;
