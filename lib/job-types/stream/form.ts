import { defineForm } from '../job-form.ts';
import { StreamDraft } from './draft.ts';
import { StreamFields } from './fields.tsx';
import { StreamInput } from './schema.ts';

export const streamForm = defineForm(StreamDraft, {
  type: 'stream',
  word: 'Stream',
  icon: 'pen',
  title: 'New prompt',
  submit: 'Write the answer',
  Fields: StreamFields,
  toInput: ({ prompt, instructions, documents }) => ({
    prompt,
    ...(instructions.trim() !== '' && { instructions: instructions.trim() }),
    ...(documents.length > 0 && { documents }),
  }),
  ofInput(input) {
    const { data } = StreamInput.safeParse(input);
    const prompt = data?.prompt ?? data?.messages?.at(-1)?.content;
    const { instructions = '', documents = [] } = data ?? {};
    return prompt === undefined ? null : { prompt, instructions, documents };
  },
  missing: ({ prompt }) => (prompt.trim() === '' ? 'prompt' : null),
  stays: () => ({}),
});
