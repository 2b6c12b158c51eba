import { route } from '#lib/http/route.ts';
import { renderMetrics } from '#lib/metrics.ts';
import { measure } from '#lib/server/measure.ts';
import { runtime } from '#lib/server/runtime.ts';

export const dynamic = 'force-dynamic';

/** Figures of the whole place and of this process, as Prometheus reads them. */
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  {
    GET: async () =>
      new Response(renderMetrics(await measure(runtime().db)), {
        headers: {
          'content-type': 'text/plain; version=0.0.4; charset=utf-8',
          'cache-control': 'private, no-store',
        },
      }),
  },
  { produces: 'text/plain', takes: { GET: 'admin' } },
);
