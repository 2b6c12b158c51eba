'use client';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useRef, useState } from 'react';
import { api } from '#components/api.ts';
import { publicPath } from '#components/public-path.ts';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { inputClass } from '#components/ui/input-class.ts';

/** Asks for a key, once: the browser is given a cookie in its place, and the page that was asked for opens. */
export function SignIn({ to }: { to: string }) {
  const field = useRef<HTMLInputElement>(null);
  const [isEmpty, setIsEmpty] = useState(false);
  const signIn = useMutation({
    mutationFn: (key: string) => api.signIn(key),
    // All that is shown is the user's from here on: nothing of before is kept.
    onSuccess: () => window.location.assign(publicPath(to)),
    onError: () => field.current?.focus(),
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    const key = field.current?.value.trim() ?? '';
    setIsEmpty(key === '');
    if (key === '') field.current?.focus();
    else if (!signIn.isPending && !signIn.isSuccess) signIn.mutate(key);
  };
  const fault = isEmpty ? 'Enter a key.' : signIn.error?.message;
  return (
    <main id="main" className="mx-auto w-full max-w-[28rem] px-4 py-16">
      <h1 className="text-xl font-semibold">Sign in</h1>
      <p className="mt-2 text-md text-ink-2">
        This installation asks for a key. Whoever runs it makes keys with{' '}
        <code className="font-mono text-xs">npm run cli -- keys create</code>.
      </p>
      {/* Never sent by the browser itself; if it were, the key would stand in no address. */}
      <form method="post" onSubmit={send} noValidate className="mt-6 flex flex-col gap-3">
        <Field id="key" label="Key" hint="It begins with iur_. This browser keeps a session, not the key.">
          <input
            ref={field}
            id="key"
            name="key"
            type="password"
            autoComplete="current-password"
            autoCapitalize="none"
            spellCheck={false}
            maxLength={200}
            required
            aria-invalid={fault ? true : undefined}
            aria-describedby={fault ? 'key-fault key-hint' : 'key-hint'}
            className={`${inputClass} min-h-(--target) font-mono`}
          />
        </Field>
        <p id="key-fault" role="alert" className="text-sm text-bad-fg empty:hidden">
          {fault}
        </p>
        <Button type="submit" look="primary" disabled={signIn.isPending} className="self-start">
          {signIn.isPending ? 'Signing in' : 'Sign in'}
        </Button>
      </form>
    </main>
  );
}
