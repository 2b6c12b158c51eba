import { randomBytes } from 'node:crypto';
import type { EngineReply } from '../endpoints/endpoint.ts';
import { type Html, html, trusted } from './html.ts';
import { script } from './script.ts';
import { style } from './style.ts';

type Page = {
  title: string;
  /** Which entry of the navigation this is. */
  place?: 'runs' | 'functions';
  content: Html;
  /** After how long what is shown may be another; without it, never. */
  refreshMs?: number;
  status?: number;
};

/** A whole page as an answer: nothing of it comes from elsewhere, nothing else may run in it, nobody may frame it. */
export function answerPage({ title, place, content, refreshMs, status = 200 }: Page): EngineReply {
  const nonce = randomBytes(16).toString('base64');
  const current = (name: Page['place']) => trusted(place === name ? ' aria-current="page"' : '');
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="icon" href="data:,">
<style nonce="${nonce}">${trusted(style)}</style>
</head>
<body>
<header class="top">
  <strong>Engine</strong>
  <nav class="bar" aria-label="Engine"><a href="/"${current('runs')}>Runs</a><a href="/functions"${current('functions')}>Functions</a></nav>
</header>
<main data-refresh-ms="${refreshMs ?? ''}">${content}</main>
<script nonce="${nonce}">${trusted(script)}</script>
</body>
</html>
`;
  return {
    status,
    html: page.markup,
    headers: {
      'content-security-policy': [
        "default-src 'none'",
        `style-src 'nonce-${nonce}'`,
        `script-src 'nonce-${nonce}'`,
        "connect-src 'self'",
        'img-src data:',
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
      ].join('; '),
      'cache-control': 'no-store',
      'referrer-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
    },
  };
}
