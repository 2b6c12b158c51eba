import type { z } from 'zod';
import type { CreateJob, JobType } from '#lib/schema/job.ts';
import type { Draft } from './draft.ts';

type Input = Record<string, unknown>;

const toInput: Record<JobType, (draft: Draft, sourceIds: string[]) => Input> = {
  research: ({ question, preset, approvePlan, leftOut, images }, sourceIds) => {
    const pictures = linesOf(images);
    const asked = sourceIds.filter((id) => !leftOut.includes(id));
    return {
      query: question.trim(),
      preset,
      ...(approvePlan && { approve_plan: true }),
      ...(asked.length < sourceIds.length && { sources: asked }),
      ...(pictures.length > 0 && { images: pictures }),
    };
  },
  stream: ({ prompt, instructions }) => ({
    prompt,
    ...(instructions.trim() !== '' && { instructions: instructions.trim() }),
  }),
  judge: ({ text, other, compares, judgeQuestion, sources }) => {
    return {
      ...(compares ? { text_a: text, text_b: other } : { text }),
      ...(judgeQuestion.trim() !== '' && { question: judgeQuestion.trim() }),
      ...(sources.length > 0 && { sources: sources.map(toSource) }),
    };
  },
};

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);

function toSource({ kind, title, content }: Draft['sources'][number]): Input {
  if (kind === 'url') return { url: content.trim() };
  return { text: content, ...(title.trim() !== '' && { title: title.trim() }) };
}

/** The body of the request that a draft makes; `sourceIds` are all sources that could be asked. */
export const toJob = (draft: Draft, sourceIds: string[]): z.input<typeof CreateJob> => ({
  job_type: draft.type,
  input_data: toInput[draft.type](draft, sourceIds),
  priority: draft.priority,
});

/** The id of the field that still needs words, or null when the draft can be sent. */
export function missingField(draft: Draft): string | null {
  const needed: Record<JobType, [string, string][]> = {
    research: [['question', draft.question]],
    stream: [['prompt', draft.prompt]],
    judge: [
      ['text', draft.text],
      ...(draft.compares ? ([['other', draft.other]] as [string, string][]) : []),
    ],
  };
  return needed[draft.type].find(([, words]) => words.trim() === '')?.[0] ?? null;
}
