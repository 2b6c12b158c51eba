import { z } from 'zod';
import { forms } from '#lib/job-types/forms.ts';
import type { JobForm } from '#lib/job-types/job-form.ts';
import { Budget } from '#lib/schema/budget.ts';
import type { Job } from '#lib/schema/job.ts';

/** Everything that stands in the form, for each job type, so that switching between them loses nothing. */
export const Draft = z.object({
  type: z.string().default(forms[0].type),
  priority: z.number().int().min(0).max(10).default(5),
  /** What the job may use at most. */
  budget: Budget.default({}),
  /** What stands in the fields of each type, by its name; its form knows what that is. */
  fields: z.record(z.string(), z.unknown()).default({}),
});
export type Draft = z.infer<typeof Draft>;

export const emptyDraft: Draft = Draft.parse({});

/** The form that a draft is in. */
export const formOf = ({ type }: Pick<Draft, 'type'>): JobForm =>
  forms.find((form) => form.type === type) ?? forms[0];

/** A draft with some of the fields of its type changed. */
export const withFields = ({ type, fields }: Draft, change: object): Pick<Draft, 'fields'> => ({
  fields: { ...fields, [type]: { ...(fields[type] as object | undefined), ...change } },
});

/** The text field that a question goes to, and how it gets there. */
const asking = forms.find(({ asks }) => asks !== undefined) ?? forms[0];
export const questionField = asking.asks ?? '';

export const withQuestion = (draft: Draft, question: string): Draft => {
  const turned = { ...draft, type: asking.type };
  return { ...turned, ...withFields(turned, { [questionField]: question }) };
};

/** A draft of a question about uploaded documents alone. */
export const draftAbout = (documents: readonly string[]): Draft => {
  const turned = { ...emptyDraft, type: asking.type };
  return { ...turned, ...withFields(turned, { documents }) };
};

/** The draft once its job was sent: the words are gone, how one likes to work stays. */
export const afterSending = ({ type, fields }: Draft): Draft => ({
  ...emptyDraft,
  type,
  fields: Object.fromEntries(forms.map((form) => [form.type, form.stays(fields[form.type])])),
});

/** What a job was asked, as a draft of another one like it; null for an input that is not known here. */
export function draftOf({ job_type, input_data, priority, budget }: Job): Draft | null {
  const fields = forms.find(({ type }) => type === job_type)?.ofInput(input_data);
  return fields ? { type: job_type, priority, budget: budget ?? {}, fields: { [job_type]: fields } } : null;
}
