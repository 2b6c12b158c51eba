import { createHash } from 'node:crypto';
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
  const current = (name: Page['place']) => trusted(place === name ? ' aria-current="page"' : '');
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="icon" href="data:,">
<style>${trusted(style)}</style>
</head>
<body>
<header class="top">
  <strong>Engine</strong>
  <nav class="bar" aria-label="Engine"><a href="/"${current('runs')}>Runs</a><a href="/functions"${current('functions')}>Functions</a></nav>
</header>
<main data-refresh-ms="${refreshMs ?? ''}">${content}</main>
<script>${trusted(script)}</script>
</body>
</html>
`;
  return {
    status,
    html: page.markup,
    headers: {
      'content-security-policy': policy,
      'cache-control': 'no-store',
      'referrer-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
    },
  };
}

/** By hash and not by nonce: a page that is loaded again is read under the policy of the page that shows it. */
const hashOf = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
const policy = [
  "default-src 'none'",
  `style-src ${hashOf(style)}`,
  `script-src ${hashOf(script)}`,
  "connect-src 'self'",
  'img-src data:',
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');
