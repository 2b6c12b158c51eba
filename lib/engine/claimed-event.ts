import type { EngineEvent } from './event.ts';

/** An event whose next portion this engine has claimed. */
export type ClaimedEvent = {
  id: string;
  name: string;
  body: EngineEvent | { name?: undefined };
  /** No wait whose job is younger is met, and those up to the cursor have been dealt with. */
  wait_mark: string;
  wait_cursor: string;
  run_cursor: string;
  failures: number;
  /** The paths that the waits for such events ask for. */
  paths: string[];
};
