import type { JobForm } from './job-form.ts';
import { judgeForm } from './judge/form.ts';
import { researchForm } from './research/form.ts';
import { streamForm } from './stream/form.ts';

/** The forms of the job types that have one, the usual one first. */
export const forms: readonly [JobForm, ...JobForm[]] = [researchForm, streamForm, judgeForm];
