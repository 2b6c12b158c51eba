import { JudgeInput } from '#lib/job-types/judge/schema.ts';
import { ResearchInput } from '#lib/job-types/research/schema.ts';
import { StreamInput } from '#lib/job-types/stream/schema.ts';
import type { Job, JobType } from '#lib/schema/job.ts';

const readers: Record<JobType, (input: Job['input_data']) => string | null | undefined> = {
  research: (input) => ResearchInput.safeParse(input).data?.query,
  stream: readPrompt,
  judge: readJudged,
};

/** What a job was asked, for its title; its type where its input says nothing. Titles may be long. */
export function jobQuestion({ job_type, input_data }: Pick<Job, 'job_type' | 'input_data'>): string {
  return readers[job_type](input_data)?.trim() || `A ${job_type} job`;
}

function readPrompt(input: Job['input_data']): string | null | undefined {
  const { data } = StreamInput.safeParse(input);
  return data?.prompt ?? data?.messages?.findLast(({ role }) => role === 'user')?.content;
}

/** A judged text is called by the question that it should answer, else by its first words. */
function readJudged(input: Job['input_data']): string | null {
  const { data } = JudgeInput.safeParse(input);
  if (!data) return null;
  if (data.question) return `${data.text === undefined ? 'Compare' : 'Judge'}: ${data.question}`;
  if (data.text !== undefined) return `Judge: ${firstWords(data.text)}`;
  return `Compare: ${firstWords(data.text_a)} / ${firstWords(data.text_b)}`;
}

const titleLength = 80;

/** The first line that says something, without Markdown's signs before it, cut at a word. */
function firstWords(text = ''): string {
  const line = text.split('\n').find((one) => /[\p{L}\p{N}]/u.test(one)) ?? '';
  const words = line.replace(/^[\s#>*+-]+/, '').trim();
  if (words.length <= titleLength) return words;
  return `${words.slice(0, titleLength).replace(/\s+\S*$/, '')} …`;
}

/** How thoroughly a research job works, or null for other jobs. */
export function jobPreset({ job_type, input_data }: Job): ResearchInput['preset'] | null {
  const research = ResearchInput.safeParse(input_data);
  return job_type === 'research' && research.success ? research.data.preset : null;
}
