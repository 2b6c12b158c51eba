'use client';
import { useEffect, useRef } from 'react';
import { newId } from '#components/new-id.ts';
import { Button, IconButton } from '#components/ui/button.tsx';
import { Icon } from '#components/ui/icon.tsx';
import { inputClass } from '#components/ui/input-class.ts';
import type { DraftSource } from './draft.ts';

const mostSources = 20;

/** What a text is checked against: pasted words or addresses of pages, as many as are added. */
export function GivenSources({
  sources,
  onChange,
}: {
  sources: DraftSource[];
  onChange: (sources: DraftSource[]) => void;
}) {
  const newest = useRef<string | null>(null);
  const add = (kind: DraftSource['kind']) => {
    const key = newId();
    newest.current = key;
    onChange([...sources, { key, kind, title: '', content: '' }]);
  };
  const change = (key: string, words: Partial<DraftSource>) =>
    onChange(sources.map((source) => (source.key === key ? { ...source, ...words } : source)));
  const full = sources.length >= mostSources;
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1 text-xs font-semibold text-ink-2">Sources</legend>
      {sources.length === 0 && (
        <p className="text-xs text-ink-3">Claims are checked against these. Without one, no claim can be.</p>
      )}
      {sources.map((source, index) => (
        <SourceFields
          key={source.key}
          source={source}
          number={index + 1}
          isNew={newest.current === source.key}
          onChange={(words) => change(source.key, words)}
          onRemove={() => onChange(sources.filter(({ key }) => key !== source.key))}
        />
      ))}
      <div className="flex flex-wrap gap-2">
        <Button onClick={() => add('text')} disabled={full}>
          <Icon name="plus" className="text-[0.875rem]" />
          Text
        </Button>
        <Button onClick={() => add('url')} disabled={full}>
          <Icon name="plus" className="text-[0.875rem]" />
          Address
        </Button>
      </div>
    </fieldset>
  );
}

function SourceFields({
  source: { kind, title, content },
  number,
  isNew,
  onChange,
  onRemove,
}: {
  source: DraftSource;
  number: number;
  isNew: boolean;
  onChange: (words: Partial<DraftSource>) => void;
  onRemove: () => void;
}) {
  const fields = useRef<HTMLFieldSetElement>(null);
  useEffect(() => {
    if (isNew) fields.current?.querySelector<HTMLElement>('input, textarea')?.focus();
  }, [isNew]);
  return (
    <fieldset ref={fields} className="flex flex-col gap-1 border-l-2 border-line-2 pl-2">
      <legend className="sr-only">Source {number}</legend>
      <div className="flex items-center gap-1">
        {kind === 'url' ? (
          <input
            type="url"
            aria-label={`Address of source ${number}`}
            placeholder="https://"
            maxLength={2000}
            value={content}
            onChange={(event) => onChange({ content: event.target.value })}
            className={`${inputClass} min-h-(--target)`}
          />
        ) : (
          <input
            aria-label={`Title of source ${number} (optional)`}
            placeholder={`Source ${number}`}
            maxLength={300}
            dir="auto"
            value={title}
            onChange={(event) => onChange({ title: event.target.value })}
            className={`${inputClass} min-h-(--target)`}
          />
        )}
        <IconButton label={`Remove source ${number}`} onClick={onRemove}>
          <Icon name="trash" />
        </IconButton>
      </div>
      {kind === 'text' && (
        <textarea
          dir="auto"
          aria-label={`Text of source ${number}`}
          rows={3}
          value={content}
          onChange={(event) => onChange({ content: event.target.value })}
          placeholder="Paste its words"
          className={`${inputClass} resize-y px-2.5 py-2`}
        />
      )}
    </fieldset>
  );
}
