import type { Claim } from './verdict.ts';

/** How many claims there are, hold (copies among them), are copies, and could not be told to hold or not. */
export const countHeld = (claims: readonly Pick<Claim, 'verdict' | 'copied'>[]) => ({
  claims: claims.length,
  supported: claims.filter(({ verdict }) => verdict === 'supported').length,
  copied: claims.filter(({ copied }) => copied).length,
  unchecked: claims.filter(({ verdict }) => verdict === 'unchecked').length,
});
