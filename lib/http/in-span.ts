import { withSpan } from '#lib/traces.ts';

/** Looked at every few seconds by machines: their traces would bury all others. */
const untold = /\/(?:healthz|readyz|metrics)$/;
const anyId = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi;

/** Answers a request as a span of its route, its status and its id; what is asked for stays out of it. */
export async function inSpan(
  { request, requestId }: { request: Request; requestId: string },
  answer: () => Promise<Response>,
): Promise<Response> {
  const { pathname } = new URL(request.url);
  if (untold.test(pathname)) return answer();
  const { method } = request;
  const route = pathname.replace(anyId, '{id}');
  const attributes = {
    'http.request.method': method,
    'http.route': route,
    'intentui.request_id': requestId,
  };
  const traceparent = request.headers.get('traceparent');
  return withSpan(
    { name: `${method} ${route}`, kind: 'server', attributes, request: { traceparent } },
    async (span) => {
      const response = await answer();
      span.set({ 'http.response.status_code': response.status });
      if (response.status >= 500) span.end(String(response.status));
      return response;
    },
  );
}
