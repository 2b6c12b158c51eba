const leastBytes = 1024;

/**
 * The same answer, compressed where it is JSON, long enough and the client takes gzip; Next.js compresses pages, but not
 * what route handlers answer. One with an ETag stays as it is, since that names its bytes.
 */
export async function compressJson(request: Request, response: Response): Promise<Response> {
  const { status, headers } = response;
  const isJson = headers.get('content-type')?.startsWith('application/json') ?? false;
  const takesGzip = /(^|[\s,])gzip(?!\s*;\s*q=0(\.0*)?\s*(,|$))/i.test(
    request.headers.get('accept-encoding') ?? '',
  );
  if (!isJson || !takesGzip || headers.has('etag') || headers.has('content-encoding')) return response;
  const body = await response.blob();
  const told = new Headers(headers);
  told.append('vary', 'accept-encoding');
  if (body.size < leastBytes) return new Response(body, { status, headers: told });
  told.set('content-encoding', 'gzip');
  told.delete('content-length');
  return new Response(body.stream().pipeThrough(new CompressionStream('gzip')), { status, headers: told });
}
