import type { ChatMessage } from '#lib/schema/chat-message.ts';
import type { Effort, EffortCaps, Plan, TimeRange } from '#lib/schema/plan.ts';
import type { Quote } from '#lib/schema/quote.ts';
import { Report } from '#lib/schema/report.ts';
import type { SearchFilters } from '#lib/schema/search-filters.ts';
import type { Claim } from '#lib/schema/verdict.ts';
import { talkOf } from '#lib/text/talk-of.ts';
import { chooseQuotes } from './choose-quotes.ts';
import { chunk } from './chunk.ts';
import { describeQuotes, describeTask } from './describe-task.ts';
import { earlierWords, spellOut } from './earlier-words.ts';
import { earlyWords, needEvidence } from './early.ts';
import { languageAsked } from './language-asked.ts';
import type { Desk, Early, FoundPage, ResearchPorts } from './ports.ts';
import { prompts } from './prompts/index.ts';
import type { Search } from './queries-for.ts';
import { rankEvidence } from './rank-evidence.ts';
import { respell } from './respell.ts';
import { choosePages, knownPages } from './stages/choose-pages.ts';
import { followLinks } from './stages/follow-links.ts';
import { judgeReport } from './stages/judge-report.ts';
import { makeOutline, type Outline, quotesPerSection, type Section } from './stages/make-outline.ts';
import { makePlan } from './stages/make-plan.ts';
import { publish } from './stages/publish.ts';
import { quoteByWords } from './stages/quote-by-words.ts';
import { readPages } from './stages/read-pages.ts';
import { reviewRound } from './stages/review-round.ts';
import { searchRound } from './stages/search-round.ts';
import { settleText } from './stages/settle-text.ts';
import { type WritingTask, WrittenText, writeByCode, writeText } from './stages/write-text.ts';

export type ResearchTask = {
  question: string;
  conversation?: readonly ChatMessage[] | undefined;
  effort: Effort;
  /** Less of it, where a budget says so. */
  caps?: EffortCaps | undefined;
  /** Ids of the sources to ask; all when null, none where the pages are there already. */
  sourceIds: readonly string[] | null;
  /** What searches of the web are limited to. */
  filters?: SearchFilters | undefined;
  /** The days that the question is about, where it is about appointments. */
  days?: ((now: Date) => TimeRange | null) | undefined;
  /** A plan that is there already: nothing is planned. */
  plan?: Plan | undefined;
  /** Nobody judges the text as a whole, as of a quick answer. */
  unjudged?: boolean | undefined;
  /** Is done beside the first round of searching. */
  beside?: ((plan: Plan) => Promise<unknown>) | undefined;
};

/** What research hands back; the report itself stands in the store as the drafts `report`, `verdict` and `audit`. */
export type ResearchOutcome = { plan: Plan; early: Early | null; stopped: string };

/** Pages are read in steps of these many, side by side: a kill in the middle reads few of them again. */
const pagesPerStep = 4;
/** Of the pages that may be read, this share in the first round. */
const firstShare = 0.5;

/**
 * Research from a question to a published report, as a plain function over ports: plan; search, read and note, round
 * after round until a review says why it ends; outline; write each text from its own quotes and check it sentence by
 * sentence, side by side; publish; judge.
 */
export async function research(task: ResearchTask, ports: ResearchPorts): Promise<ResearchOutcome> {
  const { stage } = ports;
  const { conversation = [] } = task;
  const asked = spellOut({ question: task.question, conversation });
  const first = task.plan ?? (await planned({ ...task, question: asked }, ports));
  const question = respell(asked, first.respelled);
  const earlier = earlierWords({ question, conversation });
  // Only who plans by rule has made no brief: a model may know what to look for.
  const isTalk = !first.brief && talkOf(question) !== null;
  const sourceIds = isTalk ? [] : task.sourceIds;
  const gathered = await gather({ ...task, question, sourceIds }, { stage, plan: first });
  const { plan, early } = gathered;
  await stage('extract', { phase: 'extract', label: 'Take quotes', progress: 0.58 }, (desk) =>
    quoteByWords(desk, { question, plan, earlier }),
  );
  await write({ question, conversation, plan, earlier }, { stage });
  if (!task.unjudged && !isTalk) {
    await stage('judge', { phase: 'judge', label: 'Judge the report', progress: 0.93 }, (desk) =>
      judged(desk, { question, plan }),
    );
  }
  return { plan, early, stopped: isTalk ? 'nothing is asked that a page could answer' : gathered.stopped };
}

async function planned(task: ResearchTask, { stage, approval }: ResearchPorts): Promise<Plan> {
  const { question, conversation = [], effort, days } = task;
  const plan = await stage(
    'plan',
    { phase: 'decompose', label: 'Plan the question', progress: 0.02 },
    async (desk) => {
      const made = await makePlan(desk, {
        question,
        conversation,
        breadth: effort.breadth,
        sourceIds: task.sourceIds,
      });
      const range = days?.(desk.now());
      const plan = { ...made, ...(range && { time_range: range }) };
      await desk.tell('plan', { type: 'plan-created', plan });
      return plan;
    },
  );
  return approval ? approval(plan) : plan;
}

async function gather(
  task: ResearchTask,
  { stage, plan: first }: { stage: ResearchPorts['stage']; plan: Plan },
): Promise<ResearchOutcome> {
  const { question, sourceIds, filters, caps = {} } = task;
  const mostSearches = caps.searches ?? Number.POSITIVE_INFINITY;
  const effort = { ...task.effort, pages: Math.min(task.effort.pages, caps.pages ?? task.effort.pages) };
  let plan = first;
  if (sourceIds?.length === 0) {
    const known = await stage(
      'recalled',
      { phase: 'gather', label: 'Look at what is there', progress: 0.1 },
      knownPages,
    );
    await Promise.all([
      readInSteps(stage, { ...known, plan, question, round: 0, progress: 0.15 }),
      task.beside?.(plan),
    ]);
    return { plan, early: null, stopped: 'the pages of earlier reports answer it' };
  }
  let searches: Search[] = plan.sub_questions.map(({ queries }, sub_question) => ({ sub_question, queries }));
  const asked = plan.sub_questions.flatMap(({ queries }) => queries);
  let read = 0;
  let searched = 0;
  for (let round = 1; ; round += 1) {
    const progress = 0.05 + (0.5 * (round - 1)) / effort.depth;
    const beside = round === 1 ? task.beside?.(plan) : undefined;
    const share = round === 1 ? effort.pages * firstShare : effort.pages - read;
    const most = Math.max(pagesPerStep, Math.ceil(share));
    const limit = Math.min(effort.depth === 1 ? effort.pages : most, effort.pages - read);
    const chosen = await stage(
      `search:${round}`,
      { phase: 'gather', label: 'Search the sources', progress },
      async (desk) => {
        const { asked } = await searchRound(desk, {
          plan,
          searches,
          sourceIds,
          filters,
          isFirst: round === 1,
          isLast: round >= effort.depth,
          most: mostSearches - searched,
        });
        return { asked, ...(await choosePages(desk, { plan, limit, isFirst: round === 1 })) };
      },
    );
    const at = progress + 0.2 / effort.depth;
    const done = await readInSteps(stage, { ...chosen, plan, question, round, progress: at });
    await beside;
    // What earlier reports had read costs this one nothing.
    read += done.read - chosen.pages.filter(({ state }) => state === 'read').length;
    searched += chosen.asked;
    const isCapped = searched >= mostSearches || (effort.pages < task.effort.pages && read >= effort.pages);
    const isLast = round >= effort.depth || read >= effort.pages;
    const next = await stage(
      `review:${round}`,
      { phase: 'gather', label: 'Look over what was found', progress: progress + 0.4 / effort.depth },
      async (desk) => {
        const early = desk.early() ?? (isCapped ? 'budget' : null);
        if (early) await needEvidence(desk, early);
        if (early) return { searches: [], added: [], stop: earlyWords[early], early };
        const mayAdd = Math.max(0, effort.breadth + effort.grow - plan.sub_questions.length);
        const pages = async () => rankEvidence(await desk.store.pages(), plan);
        const review = await reviewRound(desk, {
          question,
          plan,
          round,
          isLast,
          fresh: done.notes,
          asked,
          mayAdd,
          pages,
        });
        const grown = { ...plan, sub_questions: [...plan.sub_questions, ...review.added] };
        if (review.stop === null)
          await followLinks(desk, { plan: grown, searches: review.searches, filters });
        return { ...review, early: null };
      },
    );
    if (next.stop !== null) return { plan, early: next.early, stopped: next.stop };
    plan = { ...plan, sub_questions: [...plan.sub_questions, ...next.added] };
    asked.push(...next.searches.flatMap(({ queries }) => queries));
    searches = next.searches;
  }
}

/** Reads pages in steps of a few, side by side. */
async function readInSteps(
  stage: ResearchPorts['stage'],
  given: { pages: readonly FoundPage[]; plan: Plan; question: string; round: number; progress: number },
): Promise<{ read: number; notes: number }> {
  const { plan, question, round, progress } = given;
  const done = await Promise.all(
    chunk(given.pages, pagesPerStep).map((pages, index) =>
      stage(`read:${round}:${index + 1}`, { phase: 'gather', label: labelOf(pages), progress }, (desk) =>
        readPages(desk, { pages, plan, question }),
      ),
    ),
  );
  return {
    read: done.reduce((sum, { read }) => sum + read, 0),
    notes: done.reduce((sum, { notes }) => sum + notes, 0),
  };
}

function labelOf(pages: readonly FoundPage[]): string {
  const [first] = pages;
  if (!first) return 'Read nothing';
  return pages.length === 1 ? `Read ${first.title}` : `Read ${first.title} and ${pages.length - 1} more`;
}

async function write(
  task: { question: string; conversation: readonly ChatMessage[]; plan: Plan; earlier: string },
  { stage }: { stage: ResearchPorts['stage'] },
): Promise<void> {
  const { question, conversation, plan } = task;
  const language = plan.brief?.language ?? languageAsked(question, conversation);
  const outline = await stage(
    'outline',
    { phase: 'synthesize', label: 'Outline the report', progress: 0.6 },
    async (desk): Promise<Outline | null> => {
      const notes = await desk.store.notes();
      const needsSections =
        !desk.isBuiltIn('writer') && plan.brief?.length !== 'short' && notes.length > quotesPerSection / 2;
      if (!needsSections || (plan.sub_questions.length < 2 && plan.brief?.length !== 'long')) return null;
      const outline = await makeOutline(desk, { question, plan, notes });
      if (outline.sections.length < 2) return null;
      const sections = outline.sections.map(({ text_id, title }) => ({ text_id, title }));
      await desk.tell('outline', { type: 'outline-created', title: outline.title, sections });
      return outline;
    },
  );
  const sections = outline?.sections ?? [];
  await Promise.all([
    writeAndCheck(stage, {
      textId: 'answer',
      question,
      language,
      label: 'Write the answer',
      task: async (desk) => {
        const notes = await desk.store.notes();
        const quotes = desk.isBuiltIn('writer') ? notes : chooseQuotes(notes, quotesPerSection);
        const isDue = quotes.length > 0 || (desk.isBuiltIn('writer') && talkOf(question) !== null);
        return isDue ? answerTask(desk, { ...task, language, quotes, outline }) : null;
      },
    }),
    ...sections.map((section) =>
      writeAndCheck(stage, {
        textId: section.text_id,
        heading: section.title,
        question,
        language,
        label: `Write: ${section.title}`,
        task: async (desk) => {
          const quotes = await quotesOf(desk, section.notes);
          return sectionTask(desk, { ...task, section, quotes, others: sections });
        },
      }),
    ),
  ]);
  await stage('publish', { phase: 'repair', label: 'Publish the report', progress: 0.9 }, async (desk) => {
    const [quotes, pages] = await Promise.all([desk.store.notes(), desk.store.found()]);
    const { report } = await publish(desk, { plan, language, outline, quotes, pages });
    return { sentences: report.sentences.length, citations: report.citations.length };
  });
}

/** Writes a text and, as soon as it is there, checks it: nothing waits for the other texts. */
async function writeAndCheck(
  stage: ResearchPorts['stage'],
  given: {
    textId: string;
    heading?: string;
    question: string;
    language: string | undefined;
    label: string;
    /** What is to be written; null where there is nothing to write from. */
    task: (desk: Desk) => Promise<WritingTask | null>;
  },
): Promise<void> {
  const { textId, heading, question, language, label } = given;
  const { isWritten } = await stage(
    `write:${textId}`,
    { phase: 'synthesize', label, progress: 0.65 },
    async (desk) => {
      const task = await given.task(desk);
      if (task) await writeText(desk, task);
      return { isWritten: task !== null };
    },
  );
  if (!isWritten) return;
  const checking = label.replace('Write', 'Check');
  await stage(`check:${textId}`, { phase: 'judge', label: checking, progress: 0.8 }, async (desk) => {
    const written = WrittenText.parse(await desk.store.loadDraft(`written:${textId}`));
    const [quotes, pages] = await Promise.all([desk.store.notes(), desk.store.pages()]);
    const byCode = async (why: string) => {
      const task = await given.task(desk);
      return task && writeByCode(desk, task, why);
    };
    const asked = { textId, heading, written, quotes, pages, question, language, byCode };
    const settled = await settleText(desk, asked);
    return { sentences: settled.sentences.length };
  });
}

async function quotesOf(desk: Desk, numbers: readonly number[]): Promise<Quote[]> {
  const byNumber = new Map((await desk.store.notes()).map((quote) => [quote.number, quote]));
  return chooseQuotes(
    numbers.flatMap((number) => byNumber.get(number) ?? []),
    quotesPerSection,
  );
}

function sectionTask(
  desk: Desk,
  given: {
    question: string;
    conversation: readonly ChatMessage[];
    plan: Plan;
    section: Section;
    others: readonly Section[];
    quotes: readonly Quote[];
  },
): WritingTask {
  const { question, conversation, plan, section, others, quotes } = given;
  const rest = others.filter((other) => other !== section).map(({ title, says }) => `- ${title}: ${says}`);
  return {
    textId: section.text_id,
    heading: section.title,
    prompt: prompts.section,
    quotes,
    question: section.says || section.title,
    plan,
    language: plan.brief?.language,
    text: (quotes) =>
      [
        describeTask({ now: desk.now(), question, conversation, plan }),
        `The section: ${section.title} (form: ${section.form}). It says: ${section.says}`,
        `Other sections:\n${rest.join('\n')}`,
        `Quotes:\n${describeQuotes(quotes)}`,
      ].join('\n\n'),
  };
}

function answerTask(
  desk: Desk,
  given: {
    question: string;
    conversation: readonly ChatMessage[];
    plan: Plan;
    language: string | undefined;
    quotes: readonly Quote[];
    outline: Outline | null;
  },
): WritingTask {
  const { question, conversation, plan, language, quotes, outline } = given;
  const sections = outline?.sections.map(({ title, says }) => `- ${title}: ${says}`);
  return {
    textId: 'answer',
    prompt: prompts.answer,
    quotes,
    question,
    plan,
    // A model may be asked for another one.
    language: desk.isBuiltIn('writer') ? language : plan.brief?.language,
    text: (quotes) =>
      [
        describeTask({ now: desk.now(), question, conversation, plan }),
        ...(sections
          ? [
              `Sections follow your answer, so keep to the answer itself, in at most five sentences:\n${sections.join('\n')}`,
            ]
          : []),
        `Quotes:\n${describeQuotes(quotes)}`,
      ].join('\n\n'),
  };
}

async function judged(
  desk: Desk,
  { question, plan }: { question: string; plan: Plan },
): Promise<{ overall: number | null }> {
  const report = Report.parse(await desk.store.loadDraft('report'));
  const claims = (await desk.store.loadDraft('claims')) as Claim[];
  const quotes = await desk.store.notes();
  const verdict = await judgeReport(desk, { question, plan, report, claims, quotes });
  await desk.store.saveDraft('verdict', verdict);
  if (verdict) await desk.tell('verdict', { type: 'verdict', verdict });
  return { overall: verdict?.overall ?? null };
}
