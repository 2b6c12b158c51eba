'use client';
import { useEffect, useState } from 'react';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';

/** Copies a text and says so for two seconds, to eyes and ears. */
export function CopyButton({
  text,
  label,
  iconOnly = false,
}: {
  text: string;
  label: string;
  iconOnly?: boolean;
}) {
  const [state, setState] = useState<'idle' | 'copied' | 'refused'>('idle');
  useEffect(() => {
    if (state === 'idle') return;
    const timer = setTimeout(() => setState('idle'), 2000);
    return () => clearTimeout(timer);
  }, [state]);

  const copy = () => {
    copyText(text).then(
      () => setState('copied'),
      () => setState('refused'),
    );
  };
  const words = { idle: label, copied: 'Copied', refused: 'Copying was refused' }[state];
  const showsWords = !iconOnly || state !== 'idle';
  return (
    <>
      <Button look="quiet" onClick={copy} {...(iconOnly ? { 'aria-label': label, title: label } : {})}>
        <Icon name={state === 'copied' ? 'check' : 'copy'} />
        {showsWords && words}
      </Button>
      <span role="status" className="sr-only">
        {state === 'idle' ? '' : words}
      </span>
    </>
  );
}

/** The clipboard of the browser is missing where the page comes over plain http under a name; the old way is not. */
async function copyText(text: string): Promise<void> {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const field = document.createElement('textarea');
  field.value = text;
  document.body.append(field);
  field.select();
  const copied = document.execCommand('copy');
  field.remove();
  if (!copied) throw new Error('The browser refused to copy.');
}
