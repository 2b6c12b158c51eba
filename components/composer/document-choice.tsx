import { useQuery } from '@tanstack/react-query';
import { api } from '#components/api.ts';
import { IconButton } from '#components/ui/button.tsx';
import { Icon } from '#components/ui/icon.tsx';

/** The uploaded documents that alone are searched, by name, each to be taken away. */
export function DocumentChoice({
  ids,
  onChange,
}: {
  ids: readonly string[];
  onChange: (ids: string[]) => void;
}) {
  const { data } = useQuery({
    queryKey: ['documents'],
    queryFn: ({ signal }) => api.listDocuments(signal),
  });
  const nameOf = (id: string) =>
    data?.data.find(({ document_id }) => document_id === id)?.name ?? 'a document that is not there any more';
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="font-medium">Only in</legend>
      <ul>
        {ids.map((id) => (
          <li key={id} className="flex items-center gap-1">
            <Icon name="document" className="text-[0.875rem] text-ink-3" />
            <span className="min-w-0 flex-1 break-words">
              <bdi>{nameOf(id)}</bdi>
            </span>
            <IconButton
              label={`Do not limit it to ${nameOf(id)}`}
              onClick={() => onChange(ids.filter((each) => each !== id))}
            >
              <Icon name="cross" />
            </IconButton>
          </li>
        ))}
      </ul>
    </fieldset>
  );
}
