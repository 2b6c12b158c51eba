import { makePages } from '#lib/testing/scripted-web/make-pages.ts';
import { createScriptedWeb } from '#lib/testing/scripted-web/scripted-web.ts';
import { createWorld } from '#lib/testing/scripted-web/world.ts';
import { measureInvented } from './research/measure-invented.ts';
import { measureLanguages } from './research/measure-languages.ts';
import { measureMarks } from './research/measure-marks.ts';
import { measurePresets } from './research/measure-presets.ts';
import { measureTime } from './research/measure-time.ts';

/**
 * `npm run bench -- research [--only presets,invented,marks,languages,time] [--questions 24] [--show]`: the product's
 * pipeline over a scripted web whose right answers are known, keyless and with a scripted model that does what models
 * do on bad days. Everything is invented and the same each time. `--show` tells what went wrong in the seen half.
 */
export async function research(flags: Record<string, string>): Promise<void> {
  const pages = makePages();
  const world = { web: createScriptedWeb(pages), world: createWorld(pages) };
  process.stdout.write(
    `${pages.length} pages, ${pages.filter(({ text }) => text.length > 30_000).length} of them long\n`,
  );
  const parts: Record<string, () => Promise<void>> = {
    presets: () => measurePresets(world, { questions: Number(flags.questions ?? 24) }),
    invented: () => measureInvented({ show: flags.show !== undefined }),
    marks: () => measureMarks(world),
    languages: () => measureLanguages({ show: flags.show !== undefined }),
    time: () => measureTime(world),
  };
  const only = flags.only?.split(',') ?? Object.keys(parts);
  for (const name of only) {
    const startedAt = performance.now();
    await parts[name]?.();
    process.stdout.write(`${name} took ${((performance.now() - startedAt) / 1000).toFixed(0)} s\n`);
  }
}
