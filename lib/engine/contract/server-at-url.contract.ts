import { inject } from 'vitest';
import { engineContract } from '../engine.contract.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The server that `npm run test:engine -- --url …` names. */
    engineServer: EngineServer;
  }
}

export type EngineServer = {
  url: string;
  /** Without keys it is a dev server. */
  signingKey?: string;
  eventKey?: string;
  /** Where the app listens whose functions are run. */
  appPort: number;
  /** It is this engine, started elsewhere: that in which servers may differ is tested too. */
  isOurs: boolean;
};

const { url, signingKey, eventKey, appPort, isOurs } = inject('engineServer');

engineContract(url, async () => ({ baseUrl: url, signingKey, eventKey, stop: async () => {} }), {
  port: appPort,
  isOtherServer: !isOurs,
  isKept: true,
});
