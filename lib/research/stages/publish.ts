import type { Audit } from '#lib/schema/audit.ts';
import type { Told } from '#lib/schema/event.ts';
import type { FileAccount } from '#lib/schema/file-account.ts';
import type { Plan } from '#lib/schema/plan.ts';
import type { Quote } from '#lib/schema/quote.ts';
import type { Citation, Report, Sentence } from '#lib/schema/report.ts';
import type { Claim } from '#lib/schema/verdict.ts';
import { escapeMarkdown } from '#lib/text/escape-markdown.ts';
import { tellingWords } from '#lib/text/telling-words.ts';
import { markCopied } from '../check-claim/check-claim.ts';
import { describeOwnFiles } from '../describe-own-files.ts';
import type { Desk, FoundPage } from '../ports.ts';
import { renderDraft } from '../text-draft.ts';
import { wordsOf } from '../words/index.ts';
import type { Outline } from './make-outline.ts';
import { SettledText } from './settle-text.ts';

/** What is said of a page beside its quotes. */
type PublishedPage = Pick<FoundPage, 'url' | 'source_id' | 'copy_of'> &
  Partial<Pick<FoundPage, 'title' | 'cut_from'>>;

/** A report with what its checks said of each claim. */
export type Published = { report: Report; claims: Claim[]; audit: Audit };

/**
 * Puts the settled texts together: pages are numbered by their first appearance, what no text says of a sub-question is
 * said in our own words, and the exact text of each is told.
 */
export async function publish(
  desk: Desk,
  {
    plan,
    language,
    outline,
    quotes,
    pages,
  }: {
    plan: Plan;
    language: string | undefined;
    outline: Outline | null;
    quotes: readonly Quote[];
    pages: readonly PublishedPage[];
  },
): Promise<Published> {
  const ids = ['answer', ...(outline?.sections.map(({ text_id }) => text_id) ?? [])];
  const texts: SettledText[] = [];
  for (const id of ids) {
    const stored = await desk.store.loadDraft(`settled:${id}`);
    if (stored) texts.push(SettledText.parse(stored));
  }
  const files = (await desk.ownFiles?.()) ?? null;
  const published = putTogether({ texts, plan, language, quotes, pages, outline, files });
  await desk.store.saveDraft('report', published.report);
  await desk.store.saveDraft('claims', published.claims);
  await desk.store.saveDraft('audit', published.audit);
  await desk.tellAll([
    ...published.texts.map(
      ({ text_id, text }): Told => ({
        key: `${text_id}:end`,
        event: { type: 'text-end', text_id, text },
      }),
    ),
    ...published.report.citations.map(
      ({ number, source_id, url, title }): Told => ({
        key: `citation:${number}`,
        event: { type: 'citation-added', number, source_id, url, title },
      }),
    ),
  ]);
  return published;
}

export function putTogether(given: {
  texts: readonly SettledText[];
  plan: Plan;
  /** BCP 47 code of the language that our own words stand in. */
  language?: string | undefined;
  quotes: readonly Quote[];
  pages: readonly PublishedPage[];
  outline: Outline | null;
  /** What became of own documents, where they were asked: said when nothing was found. */
  files?: FileAccount | null;
}): Published & { texts: { text_id: string; text: string }[] } {
  const { plan, quotes, outline } = given;
  const numbering = numberPages(quotes);
  const sentences: Sentence[] = [];
  const claims: Claim[] = [];
  const texts: { text_id: string; text: string }[] = [];
  let markdown = '';
  const add = (text_id: string, text: string) => {
    texts.push({ text_id, text });
    if (!text) return;
    markdown += markdown ? `\n\n${text}` : text;
  };
  for (const settled of given.texts) {
    const { markdown: text, sentences: places } = renderDraft(settled, numbering.mark);
    const base = text && markdown ? markdown.length + 2 : markdown.length;
    add(settled.text_id, text);
    for (const [at, { kind, form, quotes, verdict, reason }] of settled.sentences.entries()) {
      const place = places[at];
      if (!place || form === 'heading') continue;
      const start = base + place.start;
      const end = base + place.end;
      const words = markdown.slice(start, end);
      if (verdict !== null) {
        const checked = { verdict, reason, ...markCopied(reason) };
        claims.push({ text: words, sentence: sentences.length, quotes, ...checked });
      }
      sentences.push({ kind, start, end, text: words, quotes });
    }
  }
  const hasFindings = sentences.some(({ kind }) => kind === 'finding' || kind === 'inference');
  const said = sentences.filter(({ kind }) => kind === 'note').map(({ text }) => text);
  const own = wordsOf(given.language);
  // The built-in writer decides part by part, and says itself what it leaves open.
  const byCode = given.texts.length > 0 && given.texts.every(({ by }) => by === 'built-in');
  const missing = hasFindings && !byCode ? missingParts({ plan, quotes, sentences, said }) : [];
  const ours = missing.map(own.nothingFoundAbout);
  if (!hasFindings && said.length === 0)
    ours.push(...(plan.respelled ?? []).map(own.respelled), own.nothingFound);
  // A wish that quotes cannot grant asks nothing of the sources, nor do thanks.
  const isAsked = !Object.values(own.talk).some((told) => said.includes(told));
  const tellsFiles = !hasFindings && (isAsked || said.includes(own.talk.about));
  if (tellsFiles && given.files) ours.push(describeOwnFiles(own, given.files));
  // What else stands there may matter to an answer that rests on it, and to one that is still missing.
  const isTold = ({ url }: PublishedPage) =>
    numbering.urls.includes(url) || !hasFindings || missing.length > 0;
  for (const { title, url, ...page } of isAsked ? given.pages.filter(isTold) : [])
    if (page.cut_from) ours.push(own.readInPart(escapeMarkdown(title || url)));
  if (ours.length > 0) {
    const base = markdown ? markdown.length + 2 : 0;
    add('notes', ours.join('\n\n'));
    let at = base;
    for (const text of ours) {
      sentences.push({ kind: 'note', start: at, end: at + text.length, text, quotes: [] });
      at += text.length + 2;
    }
  }
  const report: Report = {
    ...(outline?.title && { title: outline.title }),
    ...(given.language && { language: given.language }),
    markdown,
    sentences,
    citations: citationsOf({ sentences, quotes, urls: numbering.urls, pages: given.pages }),
    nothing_found: !hasFindings && isAsked,
  };
  return { report, claims, texts, audit: auditOf({ texts: given.texts, sentences, claims }) };
}

/** Numbers pages from 1 as they are first cited; a sentence cites a page once. */
function numberPages(quotes: readonly Quote[]) {
  const byNumber = new Map(quotes.map((quote) => [quote.number, quote]));
  const urls: string[] = [];
  return {
    urls,
    mark(numbers: readonly number[]): string {
      const cited = new Set<number>();
      for (const number of numbers) {
        const url = byNumber.get(number)?.url;
        if (url === undefined) continue;
        if (!urls.includes(url)) urls.push(url);
        cited.add(urls.indexOf(url) + 1);
      }
      return [...cited].map((page) => `[${page}](#cite-${page})`).join('');
    },
  };
}

/**
 * Sub-questions that no published sentence answers. One whose telling words are all those of an answered one cannot be
 * told from it by the quotes that were noted, so nothing is said against it.
 */
function missingParts(given: {
  plan: Plan;
  quotes: readonly Quote[];
  sentences: readonly Sentence[];
  said: readonly string[];
}): string[] {
  const used = new Set(given.sentences.flatMap(({ quotes }) => quotes));
  const answered = new Set(
    given.quotes.filter(({ number }) => used.has(number)).map(({ sub_question }) => sub_question),
  );
  if (given.plan.sub_questions.length < 2 || given.said.length > 0) return [];
  const words = given.plan.sub_questions.map(({ question }) => tellingWords(question));
  const known = (index: number) =>
    [...answered].some((other) => words[index]?.every((word) => words[other]?.includes(word)));
  return given.plan.sub_questions.flatMap(({ question }, index) =>
    answered.has(index) || known(index) ? [] : [question],
  );
}

function citationsOf(given: {
  sentences: readonly Sentence[];
  quotes: readonly Quote[];
  urls: readonly string[];
  pages: readonly PublishedPage[];
}): Citation[] {
  const used = new Set(given.sentences.flatMap(({ quotes }) => quotes));
  return given.urls.flatMap((url, index): Citation[] => {
    const taken = given.quotes.filter((quote) => quote.url === url && used.has(quote.number));
    const [first] = taken;
    if (!first) return [];
    const source_id = given.pages.find((page) => page.url === url)?.source_id ?? '';
    const { snapshot_id, title } = first;
    const copies = given.pages.filter(({ copy_of }) => copy_of === url).map((page) => page.url);
    return [
      {
        number: index + 1,
        source_id,
        snapshot_id,
        url,
        title,
        quotes: taken.map(({ number }) => number),
        ...(copies.length > 0 && { copies }),
      },
    ];
  });
}

function auditOf(given: {
  texts: readonly SettledText[];
  sentences: readonly Sentence[];
  claims: readonly Claim[];
}): Audit {
  return {
    written: given.texts.reduce((sum, { written }) => sum + written, 0),
    published: countBy(given.sentences.map(({ kind }) => kind)),
    verdicts: countBy(given.claims.map(({ verdict, copied }) => (copied ? 'word-for-word' : verdict))),
    entries: given.texts.flatMap(({ audit }) => audit),
  };
}

function countBy(words: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}
