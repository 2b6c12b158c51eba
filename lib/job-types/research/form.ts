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
  toInput({ question, preset, approvePlan, leftOut, images, documents, ...limits }, { sourceIds }) {
    const pictures = linesOf(images);
    const search = searchOf(limits);
    const asked = sourceIds.filter((id) => !leftOut.includes(id));
    return {
      query: question.trim(),
      preset,
      ...(approvePlan && { approve_plan: true }),
      ...(documents.length > 0 ? { documents } : asked.length < sourceIds.length && { sources: asked }),
      ...(pictures.length > 0 && { images: pictures }),
      ...(Object.keys(search).length > 0 && { search }),
    };
  },
  ofInput(input) {
    const { data } = ResearchInput.safeParse(input);
    if (!data) return null;
    const { query: question, preset, approve_plan: approvePlan, images = [], documents = [] } = data;
    const { published_after: after = '', published_before: before = '', language = '' } = data.search ?? {};
    const { include_domains: only = [], exclude_domains: not = [] } = data.search ?? {};
    const limits = { after, before, language, onlySites: only.join(' '), notSites: not.join(' ') };
    return { question, preset, approvePlan, documents, images: images.join('\n'), ...limits };
  },
  missing: ({ question }) => (question.trim() === '' ? 'question' : null),
  stays: ({ preset, approvePlan, leftOut }) => ({ preset, approvePlan, leftOut }),
});

type Limits = Pick<ResearchDraft, 'after' | 'before' | 'language' | 'onlySites' | 'notSites'>;

function searchOf({ after, before, language, onlySites, notSites }: Limits): object {
  const [only, not] = [onlySites, notSites].map((sites) => sites.split(/[\s,;]+/).filter(Boolean));
  return {
    ...(after && { published_after: after }),
    ...(before && { published_before: before }),
    ...(language.trim() && { language: language.trim() }),
    ...(only?.length && { include_domains: only }),
    ...(not?.length && { exclude_domains: not }),
  };
}

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
