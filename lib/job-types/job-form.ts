import type { ReactNode } from 'react';
import type { z } from 'zod';
import type { IconName } from '#components/ui/icon.tsx';
import type { SourceList } from '#lib/schema/source.ts';
import type { InputData } from './job-type.ts';

/** What the fields of a form are given; `draft` is what stands in them. */
export type FieldsProps<Draft> = {
  draft: Draft;
  onChange: (change: Partial<Draft>) => void;
  /** The sources that a job can ask here. */
  sources: SourceList['data'];
  /** The id of what says why the form was refused, if it was. */
  errorId: string | undefined;
};

type Form<Draft> = {
  type: string;
  /** What the type is called among the others, the head of its form, what its button says. */
  word: string;
  icon: IconName;
  title: string;
  submit: string;
  /** The text field that a question goes to, by its id, which is its name in the draft as well. */
  asks?: string;
  Fields: (props: FieldsProps<Draft>) => ReactNode;
  /** `sourceIds` are all sources that could be asked. */
  toInput(draft: Draft, has: { sourceIds: string[] }): InputData;
  /** What a job was asked, as a draft; null for an input that is not known here. */
  ofInput(input: InputData): Partial<Draft> | null;
  /** The id of the field that still needs words, or null when the draft can be sent. */
  missing(draft: Draft): string | null;
  /** How one likes to work, which stays once the job was sent; the words go. */
  stays(draft: Draft): Partial<Draft>;
};

/** The form of a job type, for whoever does not know what stands in it: each takes any draft, a faulty one is empty. */
export type JobForm = Form<unknown>;

/** Declares the form of a job type; `draft` says what stands in it, and gives every field a default. */
export function defineForm<S extends z.ZodObject>(draft: S, form: Form<z.output<S>>): JobForm {
  const read = (given: unknown): z.output<S> => draft.safeParse(given ?? {}).data ?? draft.parse({});
  return {
    ...form,
    Fields: ({ draft, onChange, ...props }) => form.Fields({ ...props, draft: read(draft), onChange }),
    toInput: (draft, has) => form.toInput(read(draft), has),
    ofInput: (input) => form.ofInput(input),
    missing: (draft) => form.missing(read(draft)),
    stays: (draft) => form.stays(read(draft)),
  };
}
