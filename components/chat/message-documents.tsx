import { IconButton } from '#components/ui/button.tsx';
import { Icon } from '#components/ui/icon.tsx';
import { reasonWords } from '#lib/client/describe-files.ts';
import type { ChosenDocument } from './message-draft.ts';
import type { MessageFiles } from './use-message-documents.ts';

/** The files that a message rests on, those on their way, and why others could not be taken. */
export function MessageDocuments({
  documents,
  files,
}: {
  documents: readonly ChosenDocument[];
  files: MessageFiles;
}) {
  const { sending, failed } = files;
  return (
    <>
      <input
        ref={files.input}
        type="file"
        multiple
        hidden
        aria-label="Files to answer from"
        onChange={({ currentTarget }) => {
          files.add([...(currentTarget.files ?? [])]);
          currentTarget.value = '';
        }}
      />
      {documents.length > 0 && (
        <ul aria-label="Answered from" className="mb-2 flex max-h-32 flex-wrap gap-1 overflow-auto">
          {documents.map(({ id, name }) => (
            <li
              key={id}
              className="flex max-w-full min-w-0 items-center gap-1 rounded-2 border border-line bg-sunken ps-2 text-xs"
            >
              <Icon name="document" className="flex-none text-[0.875rem] text-ink-3" />
              <span className="min-w-0 truncate" title={name}>
                <bdi>{name}</bdi>
                <Standing state={files.stateOf(id)} />
              </span>
              <IconButton label={`Take ${name} away`} onClick={() => files.remove(id)}>
                <Icon name="cross" className="text-[0.875rem]" />
              </IconButton>
            </li>
          ))}
        </ul>
      )}
      <div aria-live="polite" className="mb-2 flex flex-col gap-1 px-1.5 text-xs empty:hidden">
        {sending.length > 0 && (
          <p className="break-words text-ink-2">
            Uploading <bdi>{sending.join(', ')}</bdi>
          </p>
        )}
        {failed.map(({ key, name, reason }) => (
          <p key={key} className="flex items-center gap-1 text-bad-fg">
            <span className="min-w-0 flex-1 break-words">
              <bdi>{name}</bdi>: {reason}
            </span>
            <IconButton label={`Close what was said of ${name}`} onClick={() => files.forget(key)}>
              <Icon name="cross" className="text-[0.875rem]" />
            </IconButton>
          </p>
        ))}
      </div>
    </>
  );
}

/** Nothing where all is well. */
function Standing({ state }: { state: ReturnType<MessageFiles['stateOf']> }) {
  if (state === undefined || state?.state === 'read') return null;
  if (state?.state === 'waiting') return <span className="text-ink-3">, still to be read</span>;
  const why =
    state === null ? 'deleted' : `not read: ${state.reason ? reasonWords[state.reason] : 'unknown'}`;
  return <span className="text-bad-fg">, {why}</span>;
}
