import { jsonResponse, route } from '#lib/http/route.ts';

export const dynamic = 'force-dynamic';

/** The process is alive. */
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  { GET: async () => jsonResponse({ status: 'ok' }) },
  { takes: { GET: 'nothing' } },
);
