import type { Mark } from './app-process.ts';
import type { Measure } from './measure.ts';
import { sharedLimits } from './workload.ts';

const users = 9;
const runsEach = 20;

/**
 * Users who each send all their runs at once, one user after the other: how evenly what is done half-way is spread over
 * them, as Jain's index (1 is even, 1/9 is all to one).
 */
export const fairness: Measure = {
  name: 'fairness',
  async measure({ app, send }) {
    for (let user = 0; user < users; user++) {
      const indexes = Array.from({ length: runsEach }, (_, index) => index);
      await send(
        indexes.map((index) => ({
          name: 'bench/shared',
          data: { id: `${user}-${index}`, user: `user-${user}` },
        })),
      );
    }
    const ends = (await app.marks('end', users * runsEach)).filter(({ what }) => what === 'end');
    return [
      {
        what: `${users} users × ${runsEach} runs, ${sharedLimits.user} at once each: Jain's index at half time`,
        value: jainsIndex(ends.slice(0, ends.length / 2)),
        unit: '',
        goal: 0.95,
        atLeast: true,
      },
    ];
  },
};

function jainsIndex(ends: Mark[]): number {
  const counts = Array.from(
    { length: users },
    (_, user) => ends.filter((mark) => mark.user === `user-${user}`).length,
  );
  const sum = counts.reduce((total, count) => total + count, 0);
  return sum ** 2 / (users * counts.reduce((total, count) => total + count ** 2, 0));
}
