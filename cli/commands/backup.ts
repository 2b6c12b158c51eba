import path from 'node:path';
import { AppError } from '#lib/errors.ts';
import { defineCommand } from '../command.ts';
import { UsageError } from '../usage-error.ts';

/** Copies all data, while the product runs or not. */
export const backup = defineCommand({
  name: 'backup',
  usage: 'FOLDER',
  summary: 'Copy all data into a new folder',
  details: `Copies DATA_DIR, database and all, while the product runs or not. To restore it,
start the product with DATA_DIR=FOLDER. Guard the copy as you guard the data:
the keys between app and engine are in it. Where DATABASE_URL names a database
of your own, back that up with its own tools, and DATA_DIR by copying it.`,
  options: {},
  async run({ positionals }, { config, folder, screen }) {
    const [given, ...more] = positionals;
    if (!given || more.length > 0) throw new UsageError('Name one folder, which is not there yet.');
    if (config.DATABASE_URL)
      throw new AppError(
        'invalid_configuration',
        'DATABASE_URL names a database of your own: back it up with its own tools (pg_dump), and copy DATA_DIR.',
      );
    const { backUp } = await import('#lib/postgres/back-up.ts');
    const target = path.resolve(folder, given);
    await backUp(config.DATA_DIR, target);
    screen.out(`${target}\n`);
    screen.say('All data is in it. To restore it, start the product with DATA_DIR set to this folder.');
    return 0;
  },
});
