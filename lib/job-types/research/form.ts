import { defineForm } from '../job-form.ts';
import { ResearchDraft } from './draft.ts';
import { ResearchFields } from './fields.tsx';
import { ResearchInput } from './schema.ts';

export const researchForm = defineForm(ResearchDraft, {
  type: 'research',
  word: 'Research',
  icon: 'search',
  title: 'New question',
  submit: 'Start research',
  asks: 'question',
  Fields: ResearchFields,
  toInput({ question, preset, approvePlan, leftOut, images, documents }, { sourceIds }) {
    const pictures = linesOf(images);
    const asked = sourceIds.filter((id) => !leftOut.includes(id));
    return {
      query: question.trim(),
      preset,
      ...(approvePlan && { approve_plan: true }),
      ...(documents.length > 0 ? { documents } : asked.length < sourceIds.length && { sources: asked }),
      ...(pictures.length > 0 && { images: pictures }),
    };
  },
  ofInput(input) {
    const { data } = ResearchInput.safeParse(input);
    if (!data) return null;
    const { query: question, preset, approve_plan: approvePlan, images = [], documents = [] } = data;
    return { question, preset, approvePlan, documents, images: images.join('\n') };
  },
  missing: ({ question }) => (question.trim() === '' ? 'question' : null),
  stays: ({ preset, approvePlan, leftOut }) => ({ preset, approvePlan, leftOut }),
});

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
