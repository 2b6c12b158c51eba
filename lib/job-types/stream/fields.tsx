import { DocumentChoice } from '#components/composer/document-choice.tsx';
import { Field } from '#components/ui/field.tsx';
import { inputClass } from '#components/ui/input-class.ts';
import type { FieldsProps } from '../job-form.ts';
import type { StreamDraft } from './draft.ts';

/** A prompt that is answered word by word, and how to answer it. */
export function StreamFields({ draft, onChange, errorId }: FieldsProps<StreamDraft>) {
  return (
    <>
      <Field
        id="prompt"
        label="Prompt"
        hint="Without a model, a text in the prompt is worked on, and a bare question is answered from your documents."
      >
        <textarea
          dir="auto"
          id="prompt"
          rows={9}
          required
          value={draft.prompt}
          onChange={(event) => onChange({ prompt: event.target.value })}
          aria-describedby={errorId ?? 'prompt-hint'}
          placeholder="Ask something, or paste a text and say what to do with it"
          className={`${inputClass} resize-y px-2.5 py-2 text-md`}
        />
      </Field>
      {draft.documents.length > 0 && (
        <DocumentChoice ids={draft.documents} onChange={(documents) => onChange({ documents })} />
      )}
      <Field id="instructions" label="Instructions (optional)">
        <textarea
          dir="auto"
          id="instructions"
          rows={2}
          value={draft.instructions}
          onChange={(event) => onChange({ instructions: event.target.value })}
          placeholder="In three bullet points"
          className={`${inputClass} resize-y px-2.5 py-2`}
        />
      </Field>
    </>
  );
}
