/** In this header a page learns, from `proxy.ts` alone, which path was asked for. */
export const askedPath = 'x-asked-path';
