import { DocumentChoice } from '#components/composer/document-choice.tsx';
import { EstimateLine } from '#components/composer/estimate-line.tsx';
import { useCanLook } from '#components/composer/use-sources.ts';
import { Field } from '#components/ui/field.tsx';
import { inputClass } from '#components/ui/input-class.ts';
import { Segmented } from '#components/ui/segmented.tsx';
import { Switch } from '#components/ui/switch.tsx';
import type { FieldsProps } from '../job-form.ts';
import type { ResearchDraft } from './draft.ts';
import { Preset, presets } from './schema.ts';
import { SearchLimits } from './search-limits.tsx';
import { SourceChoice } from './source-choice.tsx';

const presetWords: Record<Preset, string> = { quick: 'Quick', standard: 'Standard', deep: 'Deep' };

/** A question for research: how thoroughly, in which sources, and whether the plan is shown first. */
export function ResearchFields({ draft, onChange, sources, errorId }: FieldsProps<ResearchDraft>) {
  const canLook = useCanLook();
  return (
    <>
      <Field id="question" label="Question">
        <textarea
          dir="auto"
          id="question"
          rows={5}
          required
          maxLength={8000}
          value={draft.question}
          onChange={(event) => onChange({ question: event.target.value })}
          aria-describedby={errorId}
          placeholder="What do you want to know, and what for?"
          className={`${inputClass} resize-y px-2.5 py-2 text-md`}
        />
      </Field>
      <Segmented
        label="Depth"
        name="preset"
        options={Preset.options.map((value) => ({ value, word: presetWords[value] }))}
        value={draft.preset}
        onChange={(preset) => onChange({ preset })}
        hint={describePreset(draft.preset)}
      />
      <EstimateLine preset={draft.preset} />
      {draft.documents.length > 0 ? (
        <DocumentChoice ids={draft.documents} onChange={(documents) => onChange({ documents })} />
      ) : (
        <SourceChoice
          sources={sources}
          leftOut={draft.leftOut}
          onChange={(leftOut) => onChange({ leftOut })}
        />
      )}
      <SearchLimits draft={draft} onChange={onChange} />
      {(canLook || draft.images !== '') && (
        <Field
          id="images"
          label="Pictures"
          hint="To look at: paths in the documents folder or addresses, one a line, at most 5"
        >
          <textarea
            dir="auto"
            id="images"
            rows={2}
            value={draft.images}
            onChange={(event) => onChange({ images: event.target.value })}
            aria-describedby="images-hint"
            placeholder="charts/sales.png"
            className={`${inputClass} resize-y px-2.5 py-2`}
          />
        </Field>
      )}
      <Switch checked={draft.approvePlan} onChange={(approvePlan) => onChange({ approvePlan })}>
        Show me the plan first
      </Switch>
    </>
  );
}

function describePreset(preset: Preset): string {
  const { breadth, depth } = presets[preset];
  const rounds = depth === 1 ? 'one round of searching' : `up to ${depth} rounds of searching`;
  return `Up to ${breadth} sub-questions, ${rounds}`;
}
