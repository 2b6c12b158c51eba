import { defineJobType, type InputData, noResult } from '../job-type.ts';
import { StreamInput, StreamResult } from './schema.ts';

/** A prompt or a chat that is answered word by word. */
export const stream = defineJobType({
  type: 'stream',
  input: StreamInput,
  noun: 'answer',
  textWord: 'Answer',
  ready: 'The answer is ready',
  stations: [
    { id: 'prepare', word: 'Prepare', phases: ['decompose', 'gather', 'extract'] },
    { id: 'write', word: 'Write', phases: ['synthesize', 'repair', 'judge', 'finish'] },
  ],
  doings: { decompose: 'Preparing' },
  isLive: true,
  question: readPrompt,
  searched: [['prompt'], ['messages', '-1', 'content']],
  views: ({ sources }) => (sources > 0 ? ['sources', 'activity'] : ['activity']),
  readResult(result) {
    const { data } = StreamResult.safeParse(result);
    if (!data) return null;
    const { text, report, partial, model, finish_reason } = data;
    return { ...noResult, markdown: text, report, partial, model, cutShort: finish_reason === 'length' };
  },
  chat: {
    mode: 'answer',
    answer: 'Answer',
    doing: 'Answering',
    recalls: true,
    ask: ({ text, conversation, evidence_from, documents }) =>
      StreamInput.parse({
        messages: [...conversation, { role: 'user', content: text }],
        ...(evidence_from && { evidence_from }),
        ...(documents && { documents }),
      }),
  },
});

function readPrompt(input: InputData): string | null | undefined {
  const { data } = StreamInput.safeParse(input);
  return data?.prompt ?? data?.messages?.findLast(({ role }) => role === 'user')?.content;
}
