import { defineForm } from '../job-form.ts';
import type { InputData } from '../job-type.ts';
import { type DraftSource, JudgeDraft } from './draft.ts';
import { JudgeFields } from './fields.tsx';
import { JudgeInput } from './schema.ts';

export const judgeForm = defineForm(JudgeDraft, {
  type: 'judge',
  word: 'Judge',
  icon: 'scale',
  title: 'New judgment',
  submit: 'Judge the text',
  Fields: JudgeFields,
  toInput: ({ text, other, compares, question, sources }) => ({
    ...(compares ? { text_a: text, text_b: other } : { text }),
    ...(question.trim() !== '' && { question: question.trim() }),
    ...(sources.length > 0 && { sources: sources.map(toSource) }),
  }),
  ofInput(input) {
    const { data } = JudgeInput.safeParse(input);
    if (!data) return null;
    return {
      text: data.text ?? data.text_a ?? '',
      other: data.text_b ?? '',
      compares: data.text_b !== undefined,
      question: data.question ?? '',
      sources: (data.sources ?? []).map(({ title = '', text, url }, index) => ({
        key: `source-${index}`,
        kind: url === undefined ? 'text' : 'url',
        title,
        content: url ?? text ?? '',
      })),
    };
  },
  missing({ text, other, compares }) {
    if (text.trim() === '') return 'text';
    return compares && other.trim() === '' ? 'other' : null;
  },
  stays: () => ({}),
});

function toSource({ kind, title, content }: DraftSource): InputData {
  if (kind === 'url') return { url: content.trim() };
  return { text: content, ...(title.trim() !== '' && { title: title.trim() }) };
}
