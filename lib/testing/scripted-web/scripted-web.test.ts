import { expect, test } from 'vitest';
import { makePages } from './make-pages.ts';
import { makeQuestions } from './questions.ts';
import { createScriptedWeb } from './scripted-web.ts';
import { serveScriptedWeb } from './serve-scripted-web.ts';
import { keyOf, say } from './statement.ts';
import { createWorld } from './world.ts';

const pages = makePages();

test('the web is the same each time, and every right answer stands on a page of it', () => {
  expect(makePages()).toEqual(pages);
  expect(pages.filter(({ text }) => text.length > 30_000).length).toBeGreaterThan(10);
  const said = new Set(pages.flatMap(({ says }) => says.map(keyOf)));
  for (const { answers, disputed, traps } of makeQuestions())
    for (const statement of [...answers, ...disputed, ...traps])
      if (statement) expect(said).toContain(keyOf(statement));
});

test('what a page states is known in every language and form that it may be said in', () => {
  const world = createWorld(pages);
  for (const { text, says } of pages.filter(({ sort }) => sort === 'true'))
    expect(world.statementsIn(text).map(keyOf).sort()).toEqual(says.map(keyOf).sort());
  const [statement] = pages[0]?.says ?? [];
  if (!statement) throw new Error('The first page says nothing.');
  expect(world.statementsIn(say(statement, 'zh', 2)).map(keyOf)).toEqual([keyOf(statement)]);
});

test('it is found over HTTP as in memory', async () => {
  const web = createScriptedWeb(pages);
  const server = await serveScriptedWeb(web);
  try {
    const answer = await fetch(
      `${server.origin}/search?q=${encodeURIComponent('Who designed the Quendor?')}`,
    );
    const { hits } = (await answer.json()) as { hits: { url: string }[] };
    expect(hits).toEqual(web.search('Who designed the Quendor?'));
    expect(hits).toHaveLength(8);
    const page = await fetch(`${server.origin}/page?url=${encodeURIComponent(hits[0]?.url ?? '')}`);
    expect(await page.text()).toContain('Quendor');
  } finally {
    await server.stop();
  }
});
