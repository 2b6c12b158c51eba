import { serve } from 'inngest/next';
import { inngest } from '#inngest/client.ts';
import { functions } from '#inngest/jobs/index.ts';
import { readConfig } from '#lib/config.ts';
import { checkRequestOrigin } from '#lib/http/request-origin.ts';

export const dynamic = 'force-dynamic';

type Handler = ReturnType<typeof serve>['POST'];

let handlers: ReturnType<typeof serve> | undefined;

/** The handlers are made on the first request: while the app is built there is no configuration to read. */
function handle(method: 'GET' | 'POST' | 'PUT'): Handler {
  return async (request, context) => {
    try {
      checkRequestOrigin(request);
    } catch (error) {
      return Response.json({ message: (error as Error).message }, { status: 403 });
    }
    handlers ??= serve({ client: inngest, functions: functions(readConfig()) });
    return handlers[method](request, context);
  };
}

export const GET = handle('GET');
export const POST = handle('POST');
export const PUT = handle('PUT');
