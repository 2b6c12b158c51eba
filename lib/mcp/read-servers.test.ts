import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { readServers } from './read-servers.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

function read(content: unknown, variables: Record<string, string> = {}) {
  const folder = mkdtempSync(path.join(tmpdir(), 'mcp-'));
  folders.push(folder);
  const file = path.join(folder, 'mcp.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return { folder, ...readServers({ file, variable: (name) => variables[name] }) };
}

test('servers are read in the form that MCP clients share', () => {
  const { folder, servers, faults, warnings } = read({
    mcpServers: {
      files: { command: 'npx', args: ['-y', 'files'], env: { ROOT: '/srv' }, cwd: 'x', tools: ['search'] },
      far: { type: 'streamable-http', url: 'https://mcp.example/mcp', headers: { 'x-key': 'k' } },
    },
  });
  expect(faults.concat(warnings as never)).toEqual([]);
  expect(servers.map(({ name, reach, tools }) => ({ name, reach, tools }))).toEqual([
    {
      name: 'files',
      tools: [{ name: 'search', arguments: {} }],
      reach: {
        by: 'stdio',
        command: 'npx',
        args: ['-y', 'files'],
        env: { ROOT: '/srv' },
        cwd: `${folder}/x`,
      },
    },
    {
      name: 'far',
      tools: [],
      reach: { by: 'http', url: 'https://mcp.example/mcp', headers: { 'x-key': 'k' } },
    },
  ]);
});

test('variables of the environment stand for secrets, which are then known as such', () => {
  const { servers } = read(
    {
      mcpServers: {
        far: {
          url: 'https://mcp.example/mcp',
          // biome-ignore lint/suspicious/noTemplateCurlyInString: the form of the file
          headers: { Authorization: 'Bearer ${TOKEN}', Accept: '${KIND:-anything}' },
        },
      },
    },
    { TOKEN: 'swordfish' },
  );
  expect(servers[0]?.reach).toMatchObject({
    headers: { Authorization: 'Bearer swordfish', Accept: 'anything' },
  });
  expect(servers[0]?.secrets).toEqual(expect.arrayContaining(['swordfish', 'Bearer swordfish']));
});

test.each([
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the form of the file
  [{ command: 'x', env: { A: '${NOT_SET}' } }, ': the variable NOT_SET is not set.'],
  [{ command: 'x', disabled: true }, ' is disabled there.'],
  [{ type: 'sse', url: 'https://x.example' }, '.type: servers are reached by streamable HTTP'],
  [{}, ' needs either a command (stdio) or a url (HTTP).'],
  [{ command: 'x', url: 'https://x.example' }, ' needs either a command (stdio) or a url (HTTP).'],
  [{ url: 'file:///etc/passwd' }, ': url is not an address.'],
  [
    { command: 'x', tools: [{ name: 'a', query: 'b' }] },
    ': tools.0: there is no "query" here; there are: name,',
  ],
  [{ command: 'x', args: 'not a list' }, ': args must be a list, and this is text.'],
  ['x', ': must be an object, and this is text.'],
  [{ command: '', tools: 'all' }, ': tools must be a list, and this is text; command must not be empty.'],
  [{ command: 'x', tools: [7] }, ': tools.0 is in none of the forms that are taken here.'],
  [{ command: 'x', tools: [{ name: '' }] }, ': tools.0.name must not be empty.'],
  [{ command: 'x', tools: [{ title: 'A' }] }, ': tools.0.name is missing.'],
  [{ command: 'x', env: { A: 7 } }, ': env.A must be text, and this is the number 7.'],
])(
  '%#: a server that is declared wrongly is off, with file, name and fault; the others stand',
  (entry, fault) => {
    const { servers, faults } = read({ mcpServers: { wrong: entry, right: { command: 'x', tools: ['y'] } } });
    expect(servers.map(({ name }) => name)).toEqual(['right']);
    expect(faults[0]?.off).toContain(`mcp.json, mcpServers.wrong${fault}`);
  },
);

test.each([
  ['{"mcpServers": {"a": {"env": {"KEY": swordfish}}}}', 'mcp.json is not valid JSON'],
  ['{"servers": {}}', 'mcp.json has another form than { "mcpServers": { … } }: mcpServers is missing'],
  ['', 'mcp.json is not valid JSON'],
])('%#: a faulty file turns its servers off, named, without repeating what is in it', (content, fault) => {
  const { servers, faults } = read(content);
  expect(servers).toEqual([]);
  expect(faults[0]?.off).toContain(fault);
  expect(faults[0]?.off).not.toContain('swordfish');
});

test('a file that is not there is told', () => {
  const { faults } = readServers({ file: '/no/such/mcp.json', variable: () => undefined });
  expect(faults[0]?.off).toBe("mcp.json cannot be read (ENOENT): correct MCP_CONFIG or the file's rights.");
});

test('a setting that nobody knows is told and left out', () => {
  const { servers, warnings } = read({ mcpServers: { a: { command: 'x', tool: ['y'], description: 'z' } } });
  expect(servers).toHaveLength(1);
  expect(warnings).toEqual(['mcp.json, mcpServers.a: there is no setting "tool"; it is left out']);
});
