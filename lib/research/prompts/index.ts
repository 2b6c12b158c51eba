import { answerPrompt } from './answer.ts';
import { askBackPrompt } from './ask-back.ts';
import { checkPrompt } from './check.ts';
import { judgePrompt } from './judge.ts';
import { outlinePrompt } from './outline.ts';
import { planPrompt } from './plan.ts';
import { readerPrompt } from './reader.ts';
import { repairPrompt } from './repair.ts';
import { reviewPrompt } from './review.ts';
import { sectionPrompt } from './section.ts';

/** Every prompt of research; a change of its words is a change of its version, which is stored with each job. */
export const prompts = {
  plan: planPrompt,
  reader: readerPrompt,
  review: reviewPrompt,
  outline: outlinePrompt,
  section: sectionPrompt,
  answer: answerPrompt,
  'ask-back': askBackPrompt,
  check: checkPrompt,
  repair: repairPrompt,
  judge: judgePrompt,
};

export const promptVersions = (): Record<string, number> =>
  Object.fromEntries(Object.entries(prompts).map(([name, { version }]) => [name, version]));
