import { z } from 'zod';
import { Comparison } from '#lib/schema/comparison.ts';
import { Report } from '#lib/schema/report.ts';
import { Verdict } from '#lib/schema/verdict.ts';
import { isVisible } from '#lib/schema/visible-text.ts';

const text = (maxLength: number, empty: string) => z.string().max(maxLength).refine(isVisible, empty);

/** A source to judge against: its text, or the address of a page that is read. */
export const GivenSource = z
  .strictObject({
    title: z.string().trim().min(1).max(300).optional(),
    text: text(500_000, 'The source is empty').optional(),
    url: z
      .url({ protocol: /^https?$/, message: 'An http or https address' })
      .max(2000)
      .optional(),
  })
  .superRefine(({ text, url, title }, context) => {
    if ((text === undefined) === (url === undefined))
      context.addIssue({
        code: 'custom',
        message: text === undefined ? 'Give text or url.' : 'Give either text or url, not both.',
      });
    if (url !== undefined && title !== undefined)
      context.addIssue({ code: 'custom', path: ['title'], message: 'A page brings its own title.' });
  });
export type GivenSource = z.infer<typeof GivenSource>;

const judgedLength = 40_000;

/** What a judge job is asked: one text to judge, or two to compare; against sources, for a question, or both. */
export const JudgeInput = z
  .strictObject({
    text: text(judgedLength, 'Write something').optional(),
    text_a: text(judgedLength, 'Write something').optional(),
    text_b: text(judgedLength, 'Write something').optional(),
    /** What the text should answer. */
    question: z.string().trim().min(1).max(8000).optional(),
    sources: z.array(GivenSource).min(1).max(20).optional(),
  })
  .superRefine(({ text, text_a, text_b }, context) => {
    const isOne = text !== undefined && text_a === undefined && text_b === undefined;
    const isPair = text === undefined && text_a !== undefined && text_b !== undefined;
    if (isOne || isPair) return;
    const message = 'Give either text, or both text_a and text_b.';
    context.addIssue({ code: 'custom', path: ['text'], message });
  });
export type JudgeInput = z.infer<typeof JudgeInput>;

/** What a finished judge job answers: `report` and `verdict` for one text, `comparison` for two. */
export const JudgeResult = z.object({
  verdict: Verdict.nullable(),
  /** The judged text in the form of a report, so that a claim's quotes open as they do there. */
  report: Report.nullable(),
  comparison: Comparison.nullable(),
  /** What could not be seen, one plain sentence each, such as that no sources were given. */
  limits: z.array(z.string()),
});
export type JudgeResult = z.infer<typeof JudgeResult>;
