import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { files, importsOf, isTest, root } from '#lib/testing/source-files.ts';

/**
 * Who may import whom. A folder's files may import their own folder and what is listed, as prefixes of paths from the
 * root or names of packages; `npm:*` is any package.
 */
const rules: { folder: string; may: string[]; mayNot?: string[] }[] = [
  { folder: 'app', may: ['components/', 'inngest/', 'lib/', 'npm:*'], mayNot: ['npm:inngest', 'npm:pg'] },
  { folder: 'app/api', may: ['app/', 'inngest/', 'lib/', 'npm:*'] },
  {
    folder: 'components',
    may: ['lib/schema/', 'lib/client/', 'lib/job-types/', 'npm:*'],
    // The pages follow jobs by their logs; the AI SDK's stream is for the clients of others.
    mayNot: ['npm:pg', 'npm:@prisma/client', 'npm:inngest', 'npm:ai', 'npm:@ai-sdk/react'],
  },
  {
    folder: 'cli',
    may: [
      'lib/schema/',
      'lib/client/',
      'lib/job-types/',
      'lib/errors.ts',
      'lib/config.ts',
      'lib/find-local-models.ts',
      'lib/access/',
      'lib/postgres/back-up.ts',
      'npm:node:',
      'npm:zod',
    ],
  },
  { folder: 'inngest', may: ['lib/', 'npm:*'] },
  { folder: 'lib/access', may: ['lib/', 'npm:node:', 'npm:uuid'], mayNot: ['lib/http/', 'lib/server/'] },
  { folder: 'lib/client', may: ['lib/schema/', 'lib/errors.ts', 'npm:eventsource-parser', 'npm:zod'] },
  { folder: 'lib/calendar', may: ['lib/text/', 'npm:node:', 'npm:rrule-temporal'] },
  {
    folder: 'lib/conversations',
    may: [
      'lib/schema/',
      'lib/job-types/',
      'lib/db.ts',
      'lib/errors.ts',
      'lib/jobs/',
      'lib/text/',
      'lib/generated/',
      'npm:*',
    ],
  },
  {
    folder: 'lib/documents',
    may: ['lib/', 'npm:*'],
    mayNot: ['lib/engine/', 'lib/research/', 'lib/sources/', 'lib/models/'],
  },
  {
    folder: 'lib/engine',
    may: [
      'npm:node:',
      'npm:pg',
      'npm:ulid',
      'npm:@marcbachmann/cel-js',
      'npm:croner',
      'npm:ws',
      'npm:vitest/config',
    ],
  },
  {
    folder: 'lib/evidence',
    may: [
      'lib/schema/',
      'lib/db.ts',
      'lib/errors.ts',
      'lib/generated/',
      'lib/jobs/',
      'lib/research/',
      'npm:node:',
      'npm:uuid',
      'npm:zod',
    ],
  },
  { folder: 'lib/fetch-url', may: ['lib/errors.ts', 'npm:node:'] },
  {
    folder: 'lib/http',
    may: [
      'lib/schema/',
      'lib/access/',
      'lib/server/runtime.ts',
      'lib/config.ts',
      'lib/db.ts',
      'lib/errors.ts',
      'lib/keys.ts',
      'lib/log.ts',
      'lib/metrics.ts',
      'lib/public-url.ts',
      'lib/traces.ts',
      'npm:@fastify/busboy',
      'npm:node:',
      'npm:uuid',
      'npm:zod',
    ],
  },
  { folder: 'lib/job-types', may: ['lib/schema/', 'components/', 'npm:zod', 'npm:react'] },
  {
    folder: 'lib/jobs',
    may: [
      'lib/schema/',
      'lib/job-types/',
      'lib/config.ts',
      'lib/db.ts',
      'lib/errors.ts',
      'lib/generated/',
      'lib/log.ts',
      'lib/metrics.ts',
      'lib/models/',
      'lib/public-url.ts',
      'lib/traces.ts',
      'npm:node:',
      'npm:pg',
      'npm:uuid',
      'npm:zod',
    ],
  },
  {
    folder: 'lib/log-stream',
    may: ['lib/schema/', 'lib/db.ts', 'lib/errors.ts', 'lib/jobs/', 'lib/generated/', 'lib/log.ts', 'npm:*'],
  },
  {
    folder: 'lib/mcp',
    may: [
      'lib/schema/',
      'lib/breaker.ts',
      'lib/calendar/',
      'lib/config.ts',
      'lib/errors.ts',
      'lib/log.ts',
      'lib/fetch-url/',
      'lib/documents/',
      'lib/http/retry-after.ts',
      'lib/text/',
      'lib/sources/source.ts',
      'npm:@ai-sdk/mcp',
      'npm:node:',
      'npm:zod',
    ],
  },
  {
    folder: 'lib/models',
    may: [
      'lib/schema/',
      'lib/config.ts',
      'lib/errors.ts',
      'lib/log.ts',
      'lib/http/retry-after.ts',
      'lib/text/',
      'lib/research/check-claim/',
      'lib/research/words/',
      'lib/traces.ts',
      'npm:ai',
      'npm:@ai-sdk/',
      'npm:eventsource-parser',
      'npm:zod',
    ],
  },
  {
    folder: 'lib/postgres',
    may: ['lib/config.ts', 'lib/db.ts', 'lib/errors.ts', 'lib/keys.ts', 'lib/log.ts', 'npm:node:', 'npm:pg'],
  },
  {
    folder: 'lib/research',
    may: [
      'lib/schema/',
      'lib/models/',
      'lib/text/',
      'lib/errors.ts',
      'npm:ai',
      'npm:@ai-sdk/provider',
      'npm:stopword',
      'npm:zod',
    ],
  },
  { folder: 'lib/schema', may: ['npm:zod'] },
  { folder: 'lib/server', may: ['lib/', 'npm:*'], mayNot: ['npm:inngest'] },
  {
    folder: 'lib/sources',
    may: [
      'lib/schema/',
      'lib/breaker.ts',
      'lib/config.ts',
      'lib/errors.ts',
      'lib/fetch-url/',
      'lib/documents/',
      'lib/rate-limit.ts',
      'lib/text/',
      'npm:linkedom',
      'npm:node:',
      'npm:zod',
    ],
  },
  {
    folder: 'lib/web-pages',
    may: ['lib/db.ts', 'lib/errors.ts', 'lib/fetch-url/', 'lib/log.ts', 'lib/rate-limit.ts', 'npm:node:'],
  },
  { folder: 'lib/text', may: ['lib/schema/', 'npm:@orama/stemmers', 'npm:eld', 'npm:node:', 'npm:stopword'] },
  {
    folder: 'lib/vision',
    may: [
      'lib/schema/',
      'lib/config.ts',
      'lib/documents/',
      'lib/errors.ts',
      'lib/fetch-url/',
      'lib/log.ts',
      'lib/mcp/',
      'npm:node:',
      'npm:zod',
    ],
  },
];
/** `bench/engine/` measures an Inngest server, so it brings an app of its own to call. */
const packagesOnlyIn = { inngest: ['inngest/', 'app/api/inngest/route.ts', 'bench/engine/'] };
const realtimeHook = { file: 'components/job-log/use-job-updates.ts', may: 'npm:inngest/react' };

/** What has no home of its own: any folder may. */
const ofAll = ['lib/postgres-text.ts', 'lib/text/clip.ts'];

const startsWithOne = (target: string, prefixes: string[]): boolean =>
  prefixes.some((prefix) =>
    prefix === 'npm:*'
      ? target.startsWith('npm:')
      : target === prefix ||
        target.startsWith(prefix.endsWith('/') || prefix.endsWith(':') ? prefix : `${prefix}/`),
  );

const isOfTests = (file: string): boolean => isTest(file) || /^(bench|scripts)\//.test(file);

test('each folder imports only what it may', () => {
  const broken = rules.flatMap(({ folder, may, mayNot = [] }) =>
    files
      .filter((file) => file.startsWith(`${folder}/`) && !isTest(file))
      .flatMap((file) =>
        importsOf(file)
          .filter((target) => !target.startsWith(`${folder}/`))
          .filter((target) => !startsWithOne(target, [...may, ...ofAll]) || startsWithOne(target, mayNot))
          .filter(
            (target) =>
              !(folder === 'app' && file === 'app/api/inngest/route.ts' && target.startsWith('npm:inngest')),
          )
          .filter((target) => !(file === realtimeHook.file && target === realtimeHook.may))
          .map((target) => `${file} imports ${target}`),
      ),
  );
  expect(broken).toEqual([]);
});

test('the engine is a package of its own: it imports nothing of the product, and is imported by its doors', () => {
  const doors = /^lib\/engine\/((contract|testing)\/)?index\.ts$/;
  const inside = (file: string) => file.startsWith('lib/engine/');
  const broken = files.flatMap((file) =>
    importsOf(file)
      .filter((target) =>
        inside(file)
          ? !inside(target) && !target.startsWith('npm:')
          : inside(target) && !(doors.test(target) && (isOfTests(file) || target === 'lib/engine/index.ts')),
      )
      .map((target) => `${file} imports ${target}`),
  );
  expect(broken).toEqual([]);
});

test('who asks is known to the route wrapper and the pages alone; everything else is given a user id', () => {
  const broken = files
    .filter((file) => !isTest(file) && !/^(app\/|lib\/http\/)/.test(file))
    .flatMap((file) => [
      ...importsOf(file).filter((target) => target === 'lib/http/who-asks.ts'),
      ...(/^(app|components|cli|inngest|lib)\//.test(file) &&
      /\buser_?id\s*[:=]\s*'/i.test(readFileSync(path.join(root, file), 'utf8'))
        ? [`${file} names a user`]
        : []),
    ]);
  expect(broken).toEqual([]);
});

test('nothing of the product imports lib/testing', () => {
  const broken = files
    .filter((file) => /^(app|components|cli|inngest|lib)\//.test(file) && !isTest(file))
    .flatMap((file) =>
      importsOf(file)
        .filter((target) => target.startsWith('lib/testing/'))
        .map((target) => `${file} imports ${target}`),
    );
  expect(broken).toEqual([]);
});

test('a file directly in lib imports no room of lib', () => {
  const broken = files
    .filter((file) => /^lib\/[^/]+\.ts$/.test(file) && !isTest(file))
    .flatMap((file) =>
      importsOf(file)
        .filter((target) =>
          /^(lib\/(?!schema\/|generated\/)[\w-]+\/|inngest\/|app\/|components\/)/.test(target),
        )
        .map((target) => `${file} imports ${target}`),
    );
  expect(broken).toEqual([]);
});

test('the Inngest SDK is imported in inngest/ and its route alone, its React hook in one of ours', () => {
  const broken = files
    .filter((file) => !isTest(file) && !startsWithOne(file, packagesOnlyIn.inngest))
    .filter((file) =>
      importsOf(file)
        .filter((target) => !(file === realtimeHook.file && target === realtimeHook.may))
        .some((target) => target === 'npm:inngest' || target.startsWith('npm:inngest/')),
    );
  expect(broken).toEqual([]);
});

test('only lib/config.ts reads settings from the environment', () => {
  const allowed =
    /^(lib\/config\.ts|lib\/db\.ts|proxy\.ts|instrumentation\.ts|scripts\/|bench\/|e2e\/|[^/]+\.config\.ts)/;
  const broken = files
    .filter((file) => !isTest(file) && !allowed.test(file))
    .filter((file) => /process\.env(?!\.PATH\b)[.[]/.test(readFileSync(path.join(root, file), 'utf8')));
  expect(broken).toEqual([]);
});

test('no error is known by its class: the built product holds each of our classes more than once', () => {
  const read = (file: string) => readFileSync(path.join(root, file), 'utf8');
  const declared = /^(?:export )?(?:abstract )?class (\w+)/gm;
  const classes = files.flatMap((file) => [...read(file).matchAll(declared)].map(([, name]) => name));
  expect(classes).toContain('AppError');
  const byClass = new RegExp(`\\binstanceof\\s+(?:${classes.join('|')})\\b`);
  const broken = files.filter((file) => !isTest(file) && byClass.test(read(file)));
  expect(broken).toEqual([]);
});

test('a file in a list is in its list', () => {
  const lists = [
    'cli/commands',
    'inngest/jobs',
    'lib/engine/endpoints',
    'lib/engine/opcodes',
    'lib/research/day-words',
    'lib/research/words',
    'lib/sources',
  ];
  const missing = lists.flatMap((folder) => {
    const members = files.filter(
      (file) => path.dirname(file) === folder && !isTest(file) && !/\/(index|source)\.ts$/.test(file),
    );
    const listed = files.includes(`${folder}/index.ts`) ? importsOf(`${folder}/index.ts`) : [];
    return members.filter((member) => !listed.includes(member));
  });
  expect(missing).toEqual([]);
});

test('there is no import cycle', () => {
  const graph = new Map(
    files.map((file) => [file, importsOf(file).filter((target) => files.includes(target))]),
  );
  const done = new Set<string>();
  const cycles: string[] = [];
  const visit = (file: string, trail: string[]) => {
    if (trail.includes(file))
      return void cycles.push([...trail.slice(trail.indexOf(file)), file].join(' → '));
    if (done.has(file)) return;
    for (const target of graph.get(file) ?? []) visit(target, [...trail, file]);
    done.add(file);
  };
  for (const file of files) visit(file, []);
  expect(cycles).toEqual([]);
});

test('no file is longer than 400 lines', () => {
  const long = files.filter((file) => readFileSync(path.join(root, file), 'utf8').split('\n').length > 401);
  expect(long).toEqual([]);
});

/** What the built-in model and its rules of English may take, in lines: they grew to 3,100 once, and bought nothing. */
const mostRules = 2446;
const ruleFiles =
  /^lib\/(?:models\/built-in\/|text\/(?:concepts|explains|query-terms|stop-words|telling-words|plain-question|quotable-units)\.ts|research\/(?:select-passages|score-units|extract|is-pointer|find-gaps|evidence-answers|rank-sections)\.ts)/;

test('the built-in model stays small', () => {
  const lines = files
    .filter((file) => ruleFiles.test(file) && !isTest(file))
    .reduce((sum, file) => sum + readFileSync(path.join(root, file), 'utf8').split('\n').length - 1, 0);
  expect(lines).toBeGreaterThan(500);
  expect(lines).toBeLessThanOrEqual(mostRules);
});

test('a test that waits with vi.waitFor or vi.waitUntil says how long: they give up after a second', () => {
  const impatient = files.filter(isTest).filter((file) => {
    const text = readFileSync(path.join(root, file), 'utf8');
    const count = (pattern: RegExp) => text.match(pattern)?.length ?? 0;
    return count(/\bvi\.wait(?:For|Until)\(/g) > count(/\btimeout: [\d_]+/g);
  });
  expect(impatient).toEqual([]);
});
