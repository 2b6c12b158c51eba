import { AppError } from '#lib/errors.ts';
import { jsonResponse, route } from '#lib/http/route.ts';
import { folderFiles } from '#lib/server/list-documents.ts';
import { runtime } from '#lib/server/runtime.ts';

export const dynamic = 'force-dynamic';

/** Whoever waits longer asks how it stands with `GET /api/v1/documents`. */
const longestWaitMs = 20_000;

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  /** Looks at the folders now; answers what became of their files, as far as it has come after 20 s. */
  POST: async () => {
    const { documents } = runtime();
    const late = Promise.withResolvers<void>();
    const clock = setTimeout(late.resolve, longestWaitMs);
    try {
      await Promise.race([documents.lookAgain(), late.promise]);
    } catch (cause) {
      const message = documents.status().failure ?? 'The folders could not be looked at.';
      throw new AppError('source_failed', message, { cause });
    } finally {
      clearTimeout(clock);
    }
    return jsonResponse(folderFiles());
  },
});
