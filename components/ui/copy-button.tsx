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
    navigator.clipboard.writeText(text).then(
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
