import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { cache } from 'react';
import type { Caller } from '#lib/access/caller.ts';
import { toAppError } from '#lib/errors.ts';
import { askedPath } from '#lib/http/asked-path.ts';
import { whoAsks } from '#lib/http/who-asks.ts';

/** Who looks at the page; null where they have to say so first. */
export const readCaller = cache(async (): Promise<Caller | null> => {
  try {
    return await whoAsks(new Headers(await headers()), { counts: false });
  } catch (error) {
    if (toAppError(error).status < 500) return null;
    throw error;
  }
});

/** Who looks at the page; whoever has not said so is sent to do that. Every page that shows something asks here. */
export async function letIn(): Promise<Caller> {
  const caller = await readCaller();
  if (caller) return caller;
  const asked = (await headers()).get(askedPath);
  redirect(asked ? `/sign-in?to=${encodeURIComponent(asked)}` : '/sign-in');
}
