'use client';
import { useMutation } from '@tanstack/react-query';
import { api } from '#components/api.ts';
import { IconButton } from '#components/ui/button.tsx';
import { Icon } from '#components/ui/icon.tsx';
import { leave, toSignIn } from './to-sign-in.ts';

/** Ends the session of this browser. */
export function SignOut() {
  const signOut = useMutation({
    onMutate: leave,
    mutationFn: () => api.signOut(),
    onSettled: () => toSignIn(null),
  });
  return (
    <IconButton label="Sign out" onClick={() => signOut.mutate()} disabled={signOut.isPending}>
      <Icon name="leave" />
    </IconButton>
  );
}
