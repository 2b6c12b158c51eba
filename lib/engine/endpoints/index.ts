import { cancelRun } from './cancel-run.ts';
import { cancelRunForm } from './cancel-run-form.ts';
import { checkpoint } from './checkpoint.ts';
import type { Endpoint } from './endpoint.ts';
import { eraseEvent } from './erase-event.ts';
import { eventRuns } from './event-runs.ts';
import { functionsPage } from './functions-page.ts';
import { getRun } from './get-run.ts';
import { goAhead } from './go-ahead.ts';
import { health } from './health.ts';
import { realtimeConnect } from './realtime-connect.ts';
import { realtimePublish } from './realtime-publish.ts';
import { realtimeToken } from './realtime-token.ts';
import { register } from './register.ts';
import { replayRunForm } from './replay-run-form.ts';
import { runActions } from './run-actions.ts';
import { runBatch } from './run-batch.ts';
import { runPage } from './run-page.ts';
import { runsPage } from './runs-page.ts';
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
  eraseEvent,
  goAhead,
  realtimeToken,
  realtimePublish,
  realtimeConnect,
  health,
  runsPage,
  runPage,
  functionsPage,
  cancelRunForm,
  replayRunForm,
];
