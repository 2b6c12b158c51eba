import { useRef } from 'react';
import { Field } from '#components/ui/field.tsx';
import { Icon } from '#components/ui/icon.tsx';
import { inputClass } from '#components/ui/input-class.ts';
import type { ResearchDraft } from './draft.ts';

const fields = [
  { id: 'after', label: 'Published from', type: 'date' },
  { id: 'before', label: 'Published until', type: 'date' },
  { id: 'language', label: 'Language', placeholder: 'de', hint: 'Its code, such as de or pt-BR' },
  { id: 'onlySites', label: 'Only these sites', placeholder: 'example.org example.com' },
  { id: 'notSites', label: 'Not these sites', placeholder: 'example.net' },
] as const;

/** What searches of the web are limited to, folded away while nothing stands there. */
export function SearchLimits({
  draft,
  onChange,
}: {
  draft: ResearchDraft;
  onChange: (change: Partial<ResearchDraft>) => void;
}) {
  const isUsed = fields.some(({ id }) => draft[id] !== '');
  // Whoever empties the last field is still at it.
  const wasUsed = useRef(isUsed);
  wasUsed.current ||= isUsed;
  return (
    <details className="group" open={wasUsed.current || undefined}>
      <summary className="flex min-h-(--target) list-none items-center gap-1 text-ink-2 hover:text-ink">
        <Icon name="right" className="text-[0.875rem] group-open:rotate-90" />
        Limit the search of the web
      </summary>
      <div className="mt-1 grid grid-cols-2 gap-x-4 gap-y-2 max-mid:grid-cols-1">
        {fields.map(({ id, label, ...field }) => {
          const hint = 'hint' in field ? field.hint : undefined;
          return (
            <Field key={id} id={id} label={label} {...(hint && { hint })}>
              <input
                id={id}
                type={'type' in field ? field.type : 'text'}
                dir="auto"
                autoCapitalize="none"
                spellCheck={false}
                value={draft[id]}
                onChange={(event) => onChange({ [id]: event.target.value })}
                placeholder={'placeholder' in field ? field.placeholder : undefined}
                aria-describedby={hint && `${id}-hint`}
                className={`${inputClass} min-h-(--target) px-2.5`}
              />
            </Field>
          );
        })}
      </div>
      <p className="mt-1 text-xs text-ink-3">
        A page whose day or language nobody knows is not left out. Own documents are searched as ever.
      </p>
    </details>
  );
}
