import { defineJobType, noResult } from '../job-type.ts';
import { ResearchInput, ResearchResult, typicalUse } from './schema.ts';

/** A question that is planned, searched for, written up with citations and judged. */
export const research = defineJobType({
  type: 'research',
  input: ResearchInput,
  noun: 'report',
  textWord: 'Report',
  ready: 'The report is ready',
  stations: [
    { id: 'plan', word: 'Plan', phases: ['decompose'] },
    { id: 'search', word: 'Search', phases: ['gather'] },
    { id: 'read', word: 'Read', phases: ['extract'] },
    { id: 'write', word: 'Write', phases: ['synthesize', 'repair'] },
    { id: 'judge', word: 'Judge', phases: ['judge', 'finish'] },
  ],
  searches: true,
  isJudged: true,
  isLong: true,
  question: (input) => ResearchInput.safeParse(input).data?.query,
  preset: (input) => ResearchInput.safeParse(input).data?.preset ?? null,
  typicalUse,
  hasScore: () => true,
  searched: [['query']],
  views: () => ['sources', 'judge', 'activity'],
  readResult(result) {
    const { data } = ResearchResult.safeParse(result);
    if (!data) return null;
    const { report, audit = null, stopped = null } = data;
    return { ...noResult, ...data, audit, stopped, markdown: report.markdown };
  },
  chat: {
    mode: 'research',
    answer: 'Research',
    doing: 'Researching',
    recalls: false,
    ask: ({ text, conversation, evidence_from, documents }) =>
      ResearchInput.parse({
        query: text,
        ...(conversation.length > 0 && { conversation }),
        ...(evidence_from && { evidence_from }),
        ...(documents && { documents }),
      }),
  },
});
