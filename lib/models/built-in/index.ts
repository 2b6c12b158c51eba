import { compare } from './compare.ts';
import { judge } from './judge.ts';
import { plan } from './plan.ts';
import { summarize } from './summarize.ts';
import type { Task } from './task.ts';
import { write } from './write.ts';

/** Everything that the built-in model can do. */
export const tasks: readonly Task[] = [plan, write, judge, summarize, compare];
