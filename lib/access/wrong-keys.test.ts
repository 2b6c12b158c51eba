import { expect, test } from 'vitest';
import { createWrongKeys, type Tally } from './wrong-keys.ts';

/** What all processes have counted; `until` by the clock of the test. */
function createShared(clock: { now: number }) {
  const counted = new Map<string, { count: number; until: number }>();
  const calls: number[] = [];
  const share = async (more: { address: string; count: number }[]): Promise<Tally[]> => {
    calls.push(more.length);
    return more.map(({ address, count }) => {
      const known = counted.get(address);
      const one = known && clock.now < known.until ? known : { count: 0, until: clock.now + 10_000 };
      one.count += count;
      counted.set(address, one);
      return { address, count: one.count, resetSeconds: (one.until - clock.now) / 1000 };
    });
  };
  return { share, calls };
}
const options = (clock: { now: number }) => ({ mostWrong: 2, shareMs: 1, now: () => clock.now });

test('wrong keys are told so, then told to wait, then told so again', () => {
  const clock = { now: 1000 };
  const refuse = createWrongKeys({ ...options(clock), ...createShared(clock) });
  const codes = () => refuse('192.0.2.1').code;
  expect([codes(), codes(), codes()]).toEqual(['unauthorized', 'unauthorized', 'rate_limited']);
  clock.now += 4000;
  expect(refuse('192.0.2.1')).toMatchObject({ code: 'rate_limited', retryAfterSeconds: 6 });
  clock.now += 6000;
  expect(codes()).toBe('unauthorized');
});

test('an address is not held up by the wrong keys of others; a network of IPv6 is one address', () => {
  const clock = { now: 0 };
  const refuse = createWrongKeys({ ...options(clock), ...createShared(clock) });
  const codes = (...from: string[]) => from.map((address) => refuse(address).code);
  codes('192.0.2.1', '192.0.2.1', '192.0.2.1');
  expect(codes('192.0.2.1', '192.0.2.2')).toEqual(['rate_limited', 'unauthorized']);
  expect(codes('2001:db8::1', '2001:db8:0:0:ffff::2', '2001:db8::3%eth0', '2001:db8:0:1::1')).toEqual([
    'unauthorized',
    'unauthorized',
    'rate_limited',
    'unauthorized',
  ]);
  expect(codes('1:2:3:4:5:6:7:8', '1:2:3:4::', '1:2:3:4:9::', 'unknown')).toEqual([
    'unauthorized',
    'unauthorized',
    'rate_limited',
    'unauthorized',
  ]);
});

test('processes count together, by few statements', async () => {
  const clock = { now: 0 };
  const { share, calls } = createShared(clock);
  const [one, other] = [1, 2].map(() => createWrongKeys({ ...options(clock), share }));
  for (let sent = 0; sent < 1000; sent += 1) one?.('192.0.2.1');
  await expect.poll(() => calls).toEqual([1]);
  other?.('192.0.2.1');
  await expect.poll(() => calls).toEqual([1, 1]);
  expect(other?.('192.0.2.1').code).toBe('rate_limited');
  clock.now += 10_000;
  expect(other?.('192.0.2.1').code).toBe('unauthorized');
});

test('a database that is away leaves each process its own count', async () => {
  let asked = 0;
  const share = () => {
    asked += 1;
    return Promise.reject(new Error('away'));
  };
  const refuse = createWrongKeys({ mostWrong: 2, shareMs: 1, share });
  const codes = () => refuse('192.0.2.1').code;
  expect([codes(), codes()]).toEqual(['unauthorized', 'unauthorized']);
  await expect.poll(() => asked).toBe(1);
  expect(codes()).toBe('rate_limited');
  await expect.poll(() => asked).toBe(2);
});
