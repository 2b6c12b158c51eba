import type { NextConfig } from 'next';
import { PHASE_DEVELOPMENT_SERVER } from 'next/constants.js';
import { readConfig } from './lib/config.ts';
import { publicUrl } from './lib/public-url.ts';
import { builtPath } from './scripts/fit-build.ts';

const config = readConfig();

export default (phase: string): NextConfig => ({
  reactStrictMode: true,
  // A build serves any public path (scripts/fit-build.ts); a server with hot reload is started for the one at hand.
  basePath: phase === PHASE_DEVELOPMENT_SERVER ? (publicUrl()?.path ?? '') : builtPath,
  poweredByHeader: false,
  ...(config.BUILD_STANDALONE && { output: 'standalone' as const }),
  // No page has pictures to make smaller; the route that does so answers 404, and a pack goes without sharp.
  images: { unoptimized: true },
  // Starts its threads from its own files, which a bundle would not hold.
  serverExternalPackages: ['tinypool'],
  // `npm run lint` checks types; an install that only starts the product lacks what that takes.
  typescript: { tsconfigPath: 'tsconfig.build.json', ignoreBuildErrors: true },
});
