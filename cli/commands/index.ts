import type { Command } from '../command.ts';
import { backup } from './backup.ts';
import { cancel } from './cancel.ts';
import { doctor } from './doctor.ts';
import { judge } from './judge.ts';
import { keys } from './keys.ts';
import { list } from './list.ts';
import { research } from './research.ts';
import { stream } from './stream.ts';
import { watch } from './watch.ts';

/** Every command, in the order in which help names them. */
export const commands: readonly Command[] = [
  research,
  stream,
  judge,
  watch,
  cancel,
  list,
  keys,
  backup,
  doctor,
];
