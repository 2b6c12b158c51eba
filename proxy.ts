import { type NextRequest, NextResponse } from 'next/server';
import { askedPath } from './lib/http/asked-path.ts';
import { checkRequestOrigin } from './lib/http/request-origin.ts';

/**
 * Pages only: API routes check Host and Origin themselves (`lib/http/route.ts`). Below a public path the pattern does not
 * hold for the first page, which is named besides.
 */
export const config = { matcher: ['/', '/((?!api/|_next/static/|v1/|metrics$|favicon.ico).*)'] };

/** Refuses foreign hosts and origins, and sends each page with its own content security policy. */
export function proxy(request: NextRequest): NextResponse {
  try {
    checkRequestOrigin(request);
  } catch (error) {
    return new NextResponse((error as Error).message, {
      status: 403,
      headers: { 'content-type': 'text/plain' },
    });
  }
  const nonce = Buffer.from(crypto.randomUUID()).toString('base64');
  const policy = contentSecurityPolicy(nonce);
  const headers = new Headers(request.headers);
  headers.set('x-nonce', nonce);
  headers.set(askedPath, request.nextUrl.pathname + request.nextUrl.search);
  headers.set('content-security-policy', policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('content-security-policy', policy);
  response.headers.set('x-content-type-options', 'nosniff');
  response.headers.set('referrer-policy', 'no-referrer');
  response.headers.set('x-frame-options', 'DENY');
  response.headers.set('permissions-policy', 'camera=(), microphone=(), geolocation=()');
  return response;
}

function contentSecurityPolicy(nonce: string): string {
  const isDevelopment = process.env.NODE_ENV === 'development';
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ''}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self'${isDevelopment ? ' ws:' : ''}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}
