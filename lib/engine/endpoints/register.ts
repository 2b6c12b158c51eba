import { uuidFromName } from '../ids.ts';
import { isSameOrigin } from '../origin.ts';
import { storeSchedules } from '../schedules.ts';
import { type Endpoint, failure } from './endpoint.ts';

/** The app registers its functions: all of them, or none with a sentence that names the fault. */
export const register: Endpoint = {
  method: 'POST',
  path: '/fn/register',
  auth: 'signing key',
  async handle(core, { body }) {
    const { url, appName, functions } = (body ?? {}) as {
      url?: string;
      appName?: string;
      functions?: unknown;
    };
    if (!isSameOrigin(url ?? '', core.appUrl)) {
      return failure(
        400,
        `This engine serves ${new URL(core.appUrl).origin} only; "${url}" cannot register here.`,
      );
    }
    if (!appName || !Array.isArray(functions))
      return failure(400, 'appName and functions are needed to register.');
    const modified = await core.functions.register(appName, functions);
    await storeSchedules(core);
    core.log.debug('functions registered', { app: appName, count: functions.length, modified });
    const ids = { sync_id: uuidFromName(`${appName} ${Date.now()}`), app_id: uuidFromName(appName) };
    return { status: 200, json: { ok: true, modified, ...ids } };
  },
};
