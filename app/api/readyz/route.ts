import { asksForKeys } from '#lib/access/ask-for-keys.ts';
import { jsonResponse, route } from '#lib/http/route.ts';
import { findDegraded } from '#lib/server/find-degraded.ts';
import { runtime } from '#lib/server/runtime.ts';

export const dynamic = 'force-dynamic';

/**
 * The process can do its work: the database answers and the engine knows our functions. `degraded` names the parts that
 * do not do all they should. Whoever asks from elsewhere where keys are asked for is told no more than that.
 */
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  {
    GET: async (request) => {
      const { db, readiness, config } = runtime();
      await db.$queryRaw`SELECT 1`;
      const [about, degraded] = await Promise.all([readiness(), findDegraded()]);
      if (asksForKeys(config) && !isOfThisMachine(request))
        return jsonResponse({ status: 'ready', degraded: degraded.map(({ part }) => ({ part })) });
      return jsonResponse({ status: 'ready', degraded, ...about });
    },
  },
  { takes: { GET: 'nothing' } },
);

/** The front server writes down who calls (`lib/http/front/`), and nobody else can. */
const isOfThisMachine = (request: Request): boolean =>
  /^(127\.|::1$)/.test(request.headers.get('x-forwarded-for') ?? '127.0.0.1');
