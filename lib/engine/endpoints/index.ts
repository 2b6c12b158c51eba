import { cancelRun } from './cancel-run.ts';
import { checkpoint } from './checkpoint.ts';
import type { Endpoint } from './endpoint.ts';
import { eventRuns } from './event-runs.ts';
import { getRun } from './get-run.ts';
import { health } from './health.ts';
import { realtimeConnect } from './realtime-connect.ts';
import { realtimePublish } from './realtime-publish.ts';
import { realtimeToken } from './realtime-token.ts';
import { register } from './register.ts';
import { runActions } from './run-actions.ts';
import { runBatch } from './run-batch.ts';
import { sendEvents } from './send-events.ts';

/** Every endpoint that this engine answers. */
export const endpoints: Endpoint[] = [
  register,
  sendEvents,
  checkpoint,
  runBatch,
  runActions,
  cancelRun,
  getRun,
  eventRuns,
  realtimeToken,
  realtimePublish,
  realtimeConnect,
  health,
];
