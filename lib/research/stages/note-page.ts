import { z } from 'zod';
import type { Plan } from '#lib/schema/plan.ts';
import { Stance } from '#lib/schema/quote.ts';
import { clip } from '#lib/text/clip.ts';
import { askModel } from '../ask-model.ts';
import { describeTask, hostOf } from '../describe-task.ts';
import { extract } from '../extract.ts';
import { type NumberedUnit, numberUnits } from '../number-units.ts';
import { parseJson } from '../parse-json.ts';
import type { Desk, NewNote, StoredPage } from '../ports.ts';
import { prompts } from '../prompts/index.ts';
import { selectPassages } from '../select-passages.ts';
import { withStandIn } from '../stand-in.ts';
import { verifyQuote } from '../verify-quote.ts';

/** What is left of a reader's context for the page itself, in UTF-16 units; a longer page is read in parts. */
const windowCharacters = 24_000;
/** Characters of a page for each token of a reader's context: two thirds of it, on the careful side. */
const shareForPage = 1.6;
/** A page gives these many findings at the least, and one more for each of these many UTF-16 units, up to the most. */
const findingsPerPage = { least: 12, most: 30, charactersEach: 800 };
/** A quote of several sentences that belong together. */
const longestQuote = 900;

const Reading = z.object({
  kind: z.string().max(40).catch(''),
  published: z.string().max(40).nullish().catch(null),
  findings: z
    .array(
      z.object({
        units: z.array(z.coerce.number().int()).min(1).max(40),
        sub_question: z.coerce.number().int(),
        stance: Stance.catch('supports'),
        gist: z
          .string()
          .catch('')
          .transform((gist) => clip(gist.replace(/\s+/g, ' ').trim(), 400)),
      }),
    )
    .max(60),
});
type Reading = z.infer<typeof Reading>;

/**
 * Lets the reader say by their numbers which units of a page answer which sub-question, and stores them as quotes:
 * words that stand in the page at exact offsets, never words of the model. Where nobody reads, the best sections by
 * words are quoted later, when all pages are there; where the reader fails, those of this page now. Answers how many
 * quotes the page gave.
 */
export async function notePage(
  desk: Desk,
  { page, plan, question }: { page: StoredPage; plan: Plan; question: string },
): Promise<number> {
  if (desk.isBuiltIn('reader') || page.asked_for) return 0;
  const context = desk.contextOf('reader');
  const most = context === null ? windowCharacters : Math.min(windowCharacters, context * shareForPage);
  const units = numberUnits(page, { plan, question, most });
  if (units.length === 0) return 0;
  const instead = () => byWords({ page, plan, question });
  const ask = () =>
    withStandIn(desk, {
      what: 'Pages were read',
      timed: 'read',
      work: async (until) => {
        const reading = await askModel(desk, {
          role: 'reader',
          prompt: prompts.reader,
          text: describePage({ desk, page, plan, question, units }),
          schema: Reading,
          parseText: parseReading,
          until,
        });
        return toNotes(reading, { page, plan, units });
      },
      instead,
    });
  // Once searching has to end, what was fetched by then is not given to the reader any more.
  const early = desk.early();
  if (early === 'time') {
    const message =
      'The time for searching was over before the model had read every page; the rest was read without it.';
    await desk.tellOnce('late-pages', { type: 'warning', message });
  }
  const notes = early ? instead() : await ask();
  const saved = await desk.store.addNotes(notes);
  if (saved.length > 0) {
    await desk.tellOnce(`notes:${page.id}`, {
      type: 'note-taken',
      id: page.id,
      url: page.url,
      notes: saved.map(({ number, sub_question, stance = 'supports', gist = '' }) => ({
        number,
        sub_question,
        stance,
        gist,
      })),
    });
  }
  return saved.length;
}

function describePage(given: {
  desk: Desk;
  page: StoredPage;
  plan: Plan;
  question: string;
  units: readonly NumberedUnit[];
}): string {
  const { page, plan, question, units, desk } = given;
  const about = [
    `Title: ${page.title}`,
    `Address: ${page.url}`,
    ...(page.about.published ? [`Published: ${page.about.published}`] : []),
    `At most ${mostFindings(units)} findings.`,
  ];
  const lines: string[] = [];
  let heading = '';
  for (const unit of units) {
    const path = unit.heading.join(' › ');
    if (path !== heading) lines.push(`# ${path}`);
    heading = path;
    lines.push(`${unit.number}: ${unit.text.replaceAll('</page', '<\\/page')}`);
  }
  return `${describeTask({ now: desk.now(), question, plan })}\n\n${about.join('\n')}\n<page>\n${lines.join('\n')}\n</page>`;
}

/** How many findings a page may give: a long one that answers several parts has more to tell than a short one. */
function mostFindings(units: readonly NumberedUnit[]): number {
  const characters = units.reduce((sum, { start, end }) => sum + end - start, 0);
  const { least, most, charactersEach } = findingsPerPage;
  return Math.min(most, Math.max(least, Math.ceil(characters / charactersEach)));
}

/** Reads findings that a model wrote as JSON, or as lines `units 3,4 | sub-question 1 | supports | gist`. */
function parseReading(text: string): unknown {
  const json = parseJson(text);
  if (json !== undefined) return json;
  const findings = text.split('\n').flatMap((line) => {
    const [units, part, stance, ...gist] = line.split('|').map((field) => field.trim());
    const numbers = units?.match(/\d+/g)?.map(Number);
    const sub_question = Number(part?.match(/\d+/)?.[0]);
    return numbers && sub_question
      ? [{ units: numbers, sub_question, stance: stance?.toLowerCase(), gist: gist.join(' ') }]
      : [];
  });
  if (findings.length === 0 && !/\b(?:none|no findings|nothing)\b|\[\]/i.test(text)) return undefined;
  return { findings };
}

function toNotes(
  reading: Reading,
  { page, plan, units }: { page: StoredPage; plan: Plan; units: readonly NumberedUnit[] },
): NewNote[] {
  const byNumber = new Map(units.map((unit) => [unit.number, unit]));
  const published = /^\d{4}-\d{2}-\d{2}$/.test(reading.published ?? '') ? reading.published : undefined;
  const about = {
    host: hostOf(page.url) || undefined,
    published: page.about.published ?? published ?? undefined,
    kind: page.about.kind ?? (reading.kind.toLowerCase() || undefined),
    language: page.about.language,
  };
  const notes = reading.findings.slice(0, mostFindings(units)).flatMap((finding): NewNote[] => {
    const sub_question = finding.sub_question - 1;
    if (!plan.sub_questions[sub_question]) return [];
    const named = [...new Set(finding.units)]
      .flatMap((number) => byNumber.get(number) ?? [])
      .sort((left, right) => left.start - right.start);
    return joinNeighbours(named, page.text).map((unit) => ({
      snapshot_id: page.snapshot_id,
      url: page.url,
      title: page.title,
      start: unit.start,
      end: unit.end,
      text: page.text.slice(unit.start, unit.end),
      heading: [...unit.heading],
      form: unit.form,
      sub_question,
      score: finding.stance === 'background' ? 0.5 : 1,
      gist: finding.gist,
      stance: finding.stance,
      page: about,
    }));
  });
  return notes.filter((note) => verifyQuote(note, page.text));
}

/**
 * Sentences that follow each other in the text are one quote, and so is a list's item with the sentence that leads in,
 * as long as it stays short.
 */
function joinNeighbours(units: readonly NumberedUnit[], text: string): NumberedUnit[] {
  const joined: NumberedUnit[] = [];
  for (const unit of units) {
    const last = joined.at(-1);
    const between = last ? text.slice(last.end, unit.start) : '';
    const follows =
      last?.form === 'sentence' &&
      between.trim() === '' &&
      unit.end - last.start <= longestQuote &&
      (unit.form === 'sentence'
        ? !/\n\s*\n/.test(between)
        : unit.form === 'item' && /[:：]$/.test(text.slice(last.start, last.end)));
    if (last && follows) joined[joined.length - 1] = { ...last, form: unit.form, end: unit.end };
    else joined.push(unit);
  }
  return joined;
}

/** The best sections of the page by their words. */
function byWords({ page, plan, question }: { page: StoredPage; plan: Plan; question: string }): NewNote[] {
  const pages = [{ ...page, score: 1, passages: page.found.flatMap(({ passages }) => passages) }];
  const chosen = selectPassages({ question, plan, pages, maxPages: 1, maxPassages: 2 });
  return extract({ plan, pages: chosen, maxQuotes: findingsPerPage.least }).map(({ number: _, ...note }) => ({
    ...note,
    page: { host: hostOf(page.url) || undefined },
  }));
}
