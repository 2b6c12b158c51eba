import { afterAll, beforeAll, describe } from 'vitest';
import { cancellingContract } from './contract/cancelling.contract.ts';
import { concurrencyContract } from './contract/concurrency.contract.ts';
import { errorsContract } from './contract/errors.contract.ts';
import { eventsContract } from './contract/events.contract.ts';
import { realtimeContract } from './contract/realtime.contract.ts';
import { stepsContract } from './contract/steps.contract.ts';
import { createTestApp, type StartServer, type TestAppOptions } from './contract/test-app.ts';
import { waitingContract } from './contract/waiting.contract.ts';

/** What an Inngest server promises the app, as tests; the app is real, served over HTTP with the official SDK. */
export function engineContract(name: string, startServer: StartServer, options: TestAppOptions = {}): void {
  describe.concurrent(name, () => {
    const app = createTestApp(options);
    for (const contract of [
      stepsContract,
      errorsContract,
      waitingContract,
      cancellingContract,
      concurrencyContract,
      eventsContract,
      realtimeContract,
    ]) {
      contract(app);
    }
    beforeAll(() => app.start(startServer));
    afterAll(() => app.stop());
  });
}
