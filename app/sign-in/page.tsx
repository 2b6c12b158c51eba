import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { SignIn } from '#components/sign-in/sign-in.tsx';
import { readCaller } from '../read-caller.ts';

export const metadata: Metadata = { title: 'Sign in' };

type Props = { searchParams: Promise<{ to?: string | string[] }> };

export default async function SignInPage({ searchParams }: Props) {
  const { to } = await searchParams;
  const target = typeof to === 'string' && isOwnPath(to) ? to : '/';
  if (await readCaller()) redirect(target);
  return <SignIn to={target} />;
}

/** A path of this product and no address of another one, however it is written. */
const isOwnPath = (to: string): boolean => /^\/(?![/\\])[\x21-\x7e]*$/.test(to) && !to.includes('\\');
