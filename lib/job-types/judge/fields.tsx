import { Field } from '#components/ui/field.tsx';
import { inputClass } from '#components/ui/input-class.ts';
import { Switch } from '#components/ui/switch.tsx';
import type { FieldsProps } from '../job-form.ts';
import type { JudgeDraft } from './draft.ts';
import { GivenSources } from './given-sources.tsx';

const longestText = 40_000;

/** A text to judge, or two to compare; what they should answer and what they are checked against. */
export function JudgeFields({ draft, onChange, errorId }: FieldsProps<JudgeDraft>) {
  const { text, other, compares, question, sources } = draft;
  return (
    <>
      <Field id="text" label={compares ? 'Text A' : 'Text'}>
        <textarea
          dir="auto"
          id="text"
          rows={compares ? 5 : 7}
          required
          maxLength={longestText}
          value={text}
          onChange={(event) => onChange({ text: event.target.value })}
          aria-describedby={errorId}
          placeholder="Paste the text whose claims are to be checked"
          className={`${inputClass} resize-y px-2.5 py-2 text-md`}
        />
      </Field>
      {compares && (
        <Field id="other" label="Text B">
          <textarea
            dir="auto"
            id="other"
            rows={5}
            required
            maxLength={longestText}
            value={other}
            onChange={(event) => onChange({ other: event.target.value })}
            className={`${inputClass} resize-y px-2.5 py-2 text-md`}
          />
        </Field>
      )}
      <Switch checked={compares} onChange={(on) => onChange({ compares: on })}>
        Compare with a second text
      </Switch>
      <Field id="judge-question" label="Question that it should answer (optional)">
        <textarea
          dir="auto"
          id="judge-question"
          rows={2}
          maxLength={8000}
          value={question}
          onChange={(event) => onChange({ question: event.target.value })}
          className={`${inputClass} resize-y px-2.5 py-2`}
        />
      </Field>
      <GivenSources sources={sources} onChange={(next) => onChange({ sources: next })} />
    </>
  );
}
