import { tables } from './0001-tables.ts';
import { accept } from './0002-accept.ts';
import { claim } from './0003-claim.ts';
import { settle } from './0004-settle.ts';
import { end } from './0005-end.ts';
import { time } from './0006-time.ts';
import { realtime } from './0007-realtime.ts';
import { endEvents } from './0008-end-events.ts';
import { schedules } from './0009-schedules.ts';
import { attempts } from './0010-attempts.ts';
import { inputs } from './0011-inputs.ts';
import { losses } from './0012-losses.ts';
import { fairClaim } from './0013-fair-claim.ts';
import { suspects } from './0014-suspects.ts';
import { deliveries } from './0015-deliveries.ts';
import { marks } from './0016-marks.ts';
import { withoutLocks } from './0017-without-locks.ts';
import { lookups } from './0018-lookups.ts';
import { ahead } from './0019-ahead.ts';
import { quicker } from './0020-quicker.ts';
import { patience } from './0021-patience.ts';
import { steadyPlans } from './0022-steady-plans.ts';
import { beginnings } from './0023-beginnings.ts';

/** The engine's migrations in order; one that has been released is never changed, a new one is added. */
export const migrations: string[] = [
  tables,
  accept,
  claim,
  settle,
  end,
  time,
  realtime,
  endEvents,
  schedules,
  attempts,
  inputs,
  losses,
  fairClaim,
  suspects,
  deliveries,
  marks,
  withoutLocks,
  lookups,
  ahead,
  quicker,
  patience,
  steadyPlans,
  beginnings,
];
