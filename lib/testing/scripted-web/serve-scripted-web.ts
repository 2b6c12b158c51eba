import { startHttpServer, type TestServer } from '../web-servers.ts';
import type { ScriptedWeb } from './scripted-web.ts';

/** The web on loopback: `/search?q=…` answers hits as JSON, `/page?url=…` a page as HTML. */
export function serveScriptedWeb(web: ScriptedWeb): Promise<TestServer> {
  return startHttpServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
    if (pathname === '/search') {
      const hits = web.search(searchParams.get('q') ?? '');
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ hits }));
      return;
    }
    const page = web.pageAt(searchParams.get('url') ?? '');
    if (!page) {
      response.writeHead(404).end('There is no such page.');
      return;
    }
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(asHtml(page.text, page));
  });
}

const escapeHtml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** A page of the web as a site would serve it. */
export function asHtml(text: string, { title, language }: { title: string; language: string }): string {
  const blocks = text.split(/\n{2,}/).map((block) => {
    if (block.startsWith('#')) return `<h2>${escapeHtml(block.replace(/^#+\s*/, ''))}</h2>`;
    if (block.startsWith('```'))
      return `<pre><code>${escapeHtml(block.replace(/```\w*\n?/g, ''))}</code></pre>`;
    return `<p>${escapeHtml(block)}</p>`;
  });
  const menu = '<nav><a href="/">Home</a><a href="/about">About</a></nav>';
  return `<!doctype html><html lang="${language}"><head><title>${escapeHtml(title)}</title></head><body>${menu}<main>${blocks.join('\n')}</main><footer>Imprint</footer></body></html>`;
}
