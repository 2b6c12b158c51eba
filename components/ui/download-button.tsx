'use client';
import { IconButton } from '#components/ui/button.tsx';
import { Icon } from '#components/ui/icon.tsx';

/** Saves a text as a file, without asking the server. */
export function DownloadButton({ text, name, label }: { text: string; name: string; label: string }) {
  const save = () => {
    const url = URL.createObjectURL(new Blob([text], { type: 'text/markdown;charset=utf-8' }));
    const link = document.createElement('a');
    link.href = url;
    link.download = name;
    link.click();
    URL.revokeObjectURL(url);
  };
  return (
    <IconButton label={label} onClick={save}>
      <Icon name="download" />
    </IconButton>
  );
}
