import { runtime } from '#inngest/runtime.ts';
import { jsonResponse, route } from '#lib/route.ts';

export const dynamic = 'force-dynamic';

/** The process can do its work: the database answers and the engine knows our functions. */
export const { GET, POST, PUT, PATCH, DELETE } = route({
  GET: async () => {
    const { db, readiness } = runtime();
    await db.$queryRaw`SELECT 1`;
    return jsonResponse({ status: 'ready', ...(await readiness()) });
  },
});
