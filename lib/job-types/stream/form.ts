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
  toInput: ({ prompt, instructions }) => ({
    prompt,
    ...(instructions.trim() !== '' && { instructions: instructions.trim() }),
  }),
  ofInput(input) {
    const { data } = StreamInput.safeParse(input);
    const prompt = data?.prompt ?? data?.messages?.at(-1)?.content;
    return prompt === undefined ? null : { prompt, instructions: data?.instructions ?? '' };
  },
  missing: ({ prompt }) => (prompt.trim() === '' ? 'prompt' : null),
  stays: () => ({}),
});
