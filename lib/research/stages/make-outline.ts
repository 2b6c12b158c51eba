import { z } from 'zod';
import type { Plan } from '#lib/schema/plan.ts';
import type { Quote } from '#lib/schema/quote.ts';
import { askModel } from '../ask-model.ts';
import { findingsOf } from '../choose-quotes.ts';
import { describeNotes, describeTask } from '../describe-task.ts';
import { parseJson } from '../parse-json.ts';
import type { Desk } from '../ports.ts';
import { prompts } from '../prompts/index.ts';
import { withStandIn } from '../stand-in.ts';

export const Section = z.object({
  text_id: z.string(),
  title: z.string(),
  form: z.enum(['prose', 'steps', 'table', 'disputes']),
  says: z.string(),
  /** Numbers of the quotes that it is written from. */
  notes: z.array(z.number().int()),
});
export type Section = z.infer<typeof Section>;

export const Outline = z.object({ title: z.string(), sections: z.array(Section) });
export type Outline = z.infer<typeof Outline>;

const Given = z.object({
  title: z.string().catch(''),
  sections: z
    .array(
      z.object({
        heading: z.string().min(1).max(200),
        form: z.enum(['prose', 'steps', 'table', 'disputes']).catch('prose'),
        says: z.string().catch(''),
        notes: z.array(z.coerce.number().int()),
      }),
    )
    .min(1)
    .max(20),
});

const mostSections = 8;
export const quotesPerSection = 40;

/**
 * Binds what was noted to sections: each is written later from its own quotes. A note that no section takes and that
 * helps to answer a sub-question goes to the section that has most of its kind, so that what was read reaches the writer.
 */
export async function makeOutline(
  desk: Desk,
  { question, plan, notes }: { question: string; plan: Plan; notes: readonly Quote[] },
): Promise<Outline> {
  const known = new Set(notes.map(({ number }) => number));
  const given = await withStandIn(desk, {
    what: 'The outline was made',
    timed: 'outline',
    work: (until) =>
      askModel(desk, {
        role: 'planner',
        prompt: prompts.outline,
        text: `${describeTask({ now: desk.now(), question, plan })}\n\nNotes:\n${describeNotes(notes)}`,
        schema: Given.refine(
          ({ sections }) => sections.some((section) => section.notes.some((number) => known.has(number))),
          'No section names a note that is there',
        ),
        parseText: parseOutline,
        until,
      }),
    instead: () => byParts({ plan, notes }),
  });
  const together = new Map(
    findingsOf(notes).flatMap((finding) => {
      const numbers = finding.map(({ number }) => number);
      return numbers.map((number) => [number, numbers] as const);
    }),
  );
  const sections = given.sections.slice(0, mostSections).map(
    ({ heading, form, says, notes }, index): Section => ({
      text_id: `section:${index + 1}`,
      title: heading.replace(/^#+\s*/, '').trim(),
      form,
      says,
      notes: [...new Set(notes.flatMap((number) => together.get(number) ?? []))],
    }),
  );
  placeLeftOut(sections, notes);
  return {
    title: given.title.replace(/^#+\s*/, '').trim(),
    sections: sections
      .filter((section) => section.notes.length > 0)
      .map((section) => ({ ...section, notes: section.notes.slice(0, quotesPerSection) })),
  };
}

function placeLeftOut(sections: Section[], notes: readonly Quote[]): void {
  const placed = new Set(sections.flatMap((section) => section.notes));
  const partOf = new Map(notes.map(({ number, sub_question }) => [number, sub_question]));
  for (const { number, sub_question, stance } of notes) {
    if (placed.has(number) || stance === 'background') continue;
    const alike = (section: Section) =>
      section.notes.filter((other) => partOf.get(other) === sub_question).length;
    const [best] = [...sections].sort((left, right) => alike(right) - alike(left));
    if (best && best.notes.length < quotesPerSection) best.notes.push(number);
  }
}

/** A section for each sub-question that something was noted for. */
function byParts({ plan, notes }: { plan: Plan; notes: readonly Quote[] }): z.output<typeof Given> {
  const sections = plan.sub_questions.flatMap(({ question }, index) => {
    const numbers = notes.filter(({ sub_question }) => sub_question === index).map(({ number }) => number);
    return numbers.length > 0
      ? [
          {
            heading: question.replace(/[?？]\s*$/, ''),
            form: 'prose' as const,
            says: question,
            notes: numbers,
          },
        ]
      : [];
  });
  return { title: '', sections };
}

/** Reads an outline that a model wrote as JSON, or as lines `heading | form | 3, 4, 9 | what it says`. */
function parseOutline(text: string): unknown {
  const json = parseJson(text);
  if (json !== undefined) return json;
  const title = /^\s*title\s*:\s*(.+)$/im.exec(text)?.[1] ?? '';
  const sections = text.split('\n').flatMap((line) => {
    const [heading = '', form = '', numbers = '', says = ''] = line.split('|').map((field) => field.trim());
    const notes = (numbers.match(/\d+/g) ?? []).map(Number);
    const name = heading.replace(/^(?:\d+[.)]|[-*#]+)\s*/, '');
    return name && notes.length > 0 ? [{ heading: name, form: form.toLowerCase(), notes, says }] : [];
  });
  return sections.length > 0 ? { title, sections } : undefined;
}
