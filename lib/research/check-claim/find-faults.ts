import type { ClaimReading } from './claim-reading.ts';
import type { Fault } from './fault.ts';
import { findNameFaults } from './find-name-faults.ts';
import { findNegationFaults } from './find-negation-faults.ts';
import { findPolarityFaults } from './find-polarity-faults.ts';
import { findQuantityFaults } from './find-quantity-faults.ts';
import { findRoleFaults } from './find-role-faults.ts';

const finders: readonly ((claim: ClaimReading) => Fault[])[] = [
  findQuantityFaults,
  findNameFaults,
  findPolarityFaults,
  findNegationFaults,
  findRoleFaults,
];

/** Everything that code can see is wrong with a claim. */
export const findFaults = (claim: ClaimReading): Fault[] => finders.flatMap((find) => find(claim));
