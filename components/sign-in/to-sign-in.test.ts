import { afterEach, expect, test, vi } from 'vitest';
import { leave, toSignIn } from './to-sign-in.ts';

const assign = vi.fn();
vi.stubGlobal('window', { location: { pathname: '/jobs', assign } });
vi.stubGlobal('document', { documentElement: { dataset: {} } });
afterEach(() => assign.mockClear());

test('who is asked for a key comes back to where they were, who signs out does not', () => {
  toSignIn('/jobs?status=done');
  expect(assign).toHaveBeenLastCalledWith('/sign-in?to=%2Fjobs%3Fstatus%3Ddone');
  leave();
  toSignIn('/jobs');
  expect(assign).toHaveBeenLastCalledWith('/sign-in');
});
