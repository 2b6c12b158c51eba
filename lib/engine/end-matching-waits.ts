import type { ClaimedEvent } from './claimed-event.ts';
import type { Core } from './core.ts';
import type { EngineEvent } from './event.ts';
import { compileExpression, type Expression } from './expressions.ts';
import { eventKeys } from './wait-key.ts';

type Wait = {
  id: string;
  function_id: string;
  wait_if: string | null;
  wait_exact: boolean;
  /** The event that started the run, where a condition has to be evaluated. */
  body: EngineEvent | null;
};

/** The run of a wait was locked; it is soon over with what locked it. */
const lockedRetryMs = 20;

/**
 * Ends the next portion of the waits that an event meets. Resolves to how far that reaches: the id of a job, which is the
 * event's mark when no wait is left; a delay says when to go on.
 */
export async function endMatchingWaits(
  core: Core,
  { claimed, event, portion }: { claimed: ClaimedEvent; event: EngineEvent; portion: number },
): Promise<{ cursor: string; delayMs: number }> {
  const { name, wait_cursor, wait_mark } = claimed;
  const { paths, keys } = eventKeys(claimed.paths, event);
  if (paths.length === 0 || wait_cursor === wait_mark) return { cursor: wait_mark, delayMs: 0 };
  const waits = await core.database.query<Wait>(candidates, [
    name,
    paths,
    keys,
    wait_cursor,
    wait_mark,
    portion,
  ]);
  const met = waits.filter((wait) => wait.wait_exact || holds(core, wait, event)).map(({ id }) => id);
  const left = met.length > 0 ? await endWaits(core, met, event) : [];
  const first = left
    .map(BigInt)
    .reduce<bigint | undefined>((least, id) => (least && least < id ? least : id), undefined);
  if (first !== undefined)
    return { cursor: String(first - 1n), delayMs: left.length === met.length ? lockedRetryMs : 0 };
  return { cursor: waits.length < portion ? wait_mark : (waits.at(-1)?.id ?? wait_mark), delayMs: 0 };
}

/** Gives the ids of those whose run was locked. */
async function endWaits(core: Core, jobs: string[], event: EngineEvent): Promise<string[]> {
  const [row] = await core.database.query<{ left: string[] }>('select engine.end_waits($1, $2) as left', [
    jobs,
    JSON.stringify(event),
  ]);
  core.wake();
  return row?.left ?? [];
}

function holds(core: Core, { function_id, wait_if, body }: Wait, event: EngineEvent): boolean {
  if (!wait_if || !body) return wait_if === null;
  return compile(core, function_id, wait_if).holds({ event: body, async: event });
}

/** Many waits have the same condition. */
const compiled = new WeakMap<Core, Map<string, Expression>>();
const maxCompiled = 1000;

function compile(core: Core, functionId: string, source: string): Expression {
  const cache = compiled.get(core) ?? new Map<string, Expression>();
  compiled.set(core, cache);
  const key = `${functionId}\n${source}`;
  const known = cache.get(key);
  if (known) return known;
  const expression = compileExpression(source, {
    withAsync: true,
    onFault: (message, about) =>
      core.functions.faults.tell(`Function "${functionId}": waitForEvent: ${message}`, about),
  });
  if (cache.size >= maxCompiled) cache.clear();
  cache.set(key, expression);
  return expression;
}

const candidates = /* sql */ `
  select c.id, c.function_id, c.wait_if, c.wait_exact, e.body from (
    select w.* from unnest($2::text[], $3::text[]) k(path, key) cross join lateral (
      select j.id, j.run_id, j.function_id, j.wait_if, j.wait_exact from engine.job j
      where j.kind = 'wait' and j.wait_event = $1 and j.wait_path = k.path and j.wait_key = k.key
        and j.id > $4 and j.id <= $5 and j.due_at > clock_timestamp()
      order by j.id limit $6) w
    order by w.id limit $6) c
  left join engine.run r on not c.wait_exact and r.id = c.run_id
  left join engine.event e on e.id = r.event_id and e.name = r.event_name
  order by c.id`;
