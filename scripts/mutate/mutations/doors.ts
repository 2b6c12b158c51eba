import type { Mutation } from '../mutation.ts';

const origin = ['lib/http/request-origin.test.ts'];
const policy = ['app/page-policy.test.ts'];
const mcp = ['lib/mcp/hostile.test.ts'];

/** Who gets in, and what gets out: hosts, origins, pages, programs of the operator. */
export const doors: readonly Mutation[] = [
  {
    what: 'a foreign Host is served',
    in: 'lib/http/request-origin.ts',
    find: '!loopback.has(hostName(host))',
    replace: 'false',
    tests: origin,
  },
  {
    what: 'a page of a foreign Origin is served',
    in: 'lib/http/request-origin.ts',
    find: 'origin !== null && !isSameOrigin(origin, host)',
    replace: 'false',
    tests: origin,
  },
  {
    what: 'a cross-site request without Origin is served',
    in: 'lib/http/request-origin.ts',
    find: "=== 'cross-site' &&",
    replace: "=== 'none of these' &&",
    tests: origin,
  },
  {
    what: 'routes check neither Host nor Origin',
    in: 'lib/http/route.ts',
    find: 'checkRequestOrigin(request);',
    replace: '',
    tests: ['app/api/v1/jobs/route.db.test.ts'],
  },
  {
    what: 'pages check neither Host nor Origin',
    in: 'proxy.ts',
    find: 'checkRequestOrigin(request);',
    replace: '',
    tests: policy,
  },
  {
    what: 'pages run scripts from anywhere',
    in: 'proxy.ts',
    find: "script-src 'self'",
    replace: "script-src * 'self'",
    tests: policy,
  },
  {
    what: 'pages run scripts that stand in them',
    in: 'proxy.ts',
    find: "'strict-dynamic'",
    replace: "'strict-dynamic' 'unsafe-inline'",
    tests: policy,
  },
  {
    what: 'pages run text as a script',
    in: 'proxy.ts',
    find: "process.env.NODE_ENV === 'development'",
    replace: 'true',
    tests: policy,
  },
  {
    what: 'the nonce of pages is always the same',
    in: 'proxy.ts',
    find: 'Buffer.from(crypto.randomUUID())',
    replace: "Buffer.from('0198c0de-0000-7000-8000-000000000000')",
    tests: policy,
  },
  {
    what: 'pages can be framed',
    in: 'proxy.ts',
    find: '"frame-ancestors \'none\'"',
    replace: '"frame-ancestors *"',
    tests: policy,
  },
  {
    what: 'pages load pictures from anywhere',
    in: 'proxy.ts',
    find: '"img-src \'self\' data:"',
    replace: '"img-src * data:"',
    tests: policy,
  },
  {
    what: 'pages send what they hold anywhere',
    in: 'proxy.ts',
    find: "connect-src 'self'",
    replace: 'connect-src *',
    tests: policy,
  },
  {
    what: 'pictures of a report are loaded',
    in: 'components/report',
    find: 'img: ({ alt }) => (alt ? <span>{alt}</span> : null),',
    replace: '',
    tests: ['components/report/markdown.test.tsx'],
  },
  {
    what: 'links of a report can be pressed',
    in: 'components/report',
    find: '  a: TextLink,',
    replace: '',
    tests: ['components/report/markdown.test.tsx'],
  },
  {
    what: 'a program of the operator is given the whole environment',
    in: 'lib/mcp',
    find: 'env: { ...base,',
    replace: 'env: { ...(process.env as Record<string, string>),',
    tests: mcp,
  },
  {
    what: 'secrets of the operator stand in reasons',
    in: 'lib/text/one-line.ts',
    find: "shown.replaceAll(secret, '•••')",
    replace: 'shown',
    tests: mcp,
  },
  {
    what: 'redirects of an MCP server are followed',
    in: 'lib/mcp',
    find: "redirect: 'manual', cache",
    replace: "redirect: 'follow', cache",
    tests: ['lib/mcp/http.test.ts'],
  },
  {
    what: "our own Node stands first in a program's PATH",
    in: 'lib/mcp',
    find: 'env.PATH = packagesLast(searchPath)',
    replace: 'env.PATH = searchPath',
    tests: ['lib/mcp/program-environment.test.ts'],
  },
  {
    what: 'a fetch of an MCP server is told addresses',
    in: 'lib/mcp',
    find: "(argument) => argument !== 'id'",
    replace: '() => false',
    tests: ['lib/mcp/search-servers.test.ts'],
  },
  {
    what: "a calendar's password goes to another server",
    in: 'lib/mcp',
    find: 'url.origin !== new URL(account.url).origin',
    replace: 'false',
    tests: ['lib/mcp/read-caldav.test.ts'],
  },
];
