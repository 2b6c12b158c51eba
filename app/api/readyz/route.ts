import { jsonResponse, route } from '#lib/http/route.ts';
import { runtime } from '#lib/server/runtime.ts';

export const dynamic = 'force-dynamic';

/** The process can do its work: the database answers and the engine knows our functions. */
export const { GET, POST, PUT, PATCH, DELETE } = route(
  {
    GET: async () => {
      const { db, readiness } = runtime();
      await db.$queryRaw`SELECT 1`;
      return jsonResponse({ status: 'ready', ...(await readiness()) });
    },
  },
  { takes: { GET: 'nothing' } },
);
