import type { Database } from './database.ts';
import { EngineError } from './errors.ts';
import { createFaults, type Faults } from './faults.ts';
import { type EngineFunction, readFunctionConfig } from './function-config.ts';
import type { Log } from './log.ts';
import { plainJson } from './plain-json.ts';

/** The functions of the app, compiled and at hand, and their rows in the database. */
export type Functions = {
  /** Reads them from the database: at start, and when another engine has registered some. */
  load(): Promise<void>;
  /** Registers all functions of the app, or none and throws `invalid_request`; tells whether anything changed. */
  register(app: string, configs: unknown[]): Promise<boolean>;
  find(id: string): EngineFunction | undefined;
  all(): EngineFunction[];
  /** Whether some function is triggered or cancelled by events of this name. */
  listenTo(eventName: string): boolean;
  cancelledBy(eventName: string): EngineFunction[];
  faults: Faults;
};

/** Keeps the registered functions. Functions that the app no longer registers start no more runs. */
export function createFunctions(database: Database, log: Log): Functions {
  let functions = new Map<string, EngineFunction>();
  const faults = createFaults(log);

  /** A stored function that another version of this engine took, and this one does not, waits for the next sync. */
  function read(config: unknown): EngineFunction[] {
    try {
      return [readFunctionConfig(config, faults.tell)];
    } catch (error) {
      log.warn('a stored function cannot be carried out', { reason: (error as Error).message });
      return [];
    }
  }

  return {
    async load() {
      const rows = await database.query<{ config: unknown }>(
        'select config from engine.function where not archived',
      );
      functions = new Map(rows.flatMap(({ config }) => read(config)).map((fn) => [fn.id, fn]));
    },
    async register(app, configs) {
      const compiled = configs.map((config) => readFunctionConfig(config, faults.tell));
      const byId = new Map(compiled.map((fn) => [fn.id, fn]));
      if (byId.size < compiled.length)
        throw new EngineError('invalid_request', 'Two functions have the same id.');
      const rows = await database.query<{ modified: boolean }>(register, [app, plainJson(configs)]);
      functions = byId;
      return rows[0]?.modified ?? false;
    },
    faults,
    find: (id) => functions.get(id),
    all: () => [...functions.values()],
    listenTo: (name) =>
      [...functions.values()].some(
        (fn) =>
          fn.triggers.some(({ event }) => event === name) || fn.cancels.some(({ event }) => event === name),
      ),
    cancelledBy: (name) =>
      [...functions.values()].filter((fn) => fn.cancels.some(({ event }) => event === name)),
  };
}

const register = /* sql */ `
  with given as materialized (
    select f.config ->> 'id' as id, f.config from json_array_elements($2::json) f(config)
  ), stored as (
    insert into engine.function as old (id, app, config)
    select g.id, $1, g.config from given g
    on conflict (id) do update set app = excluded.app, config = excluded.config, archived = false,
      synced_at = clock_timestamp()
    where old.archived or old.app <> excluded.app or old.config::text <> excluded.config::text
    returning 1
  ), archived as (
    update engine.function set archived = true
    where not archived and id not in (select id from given) returning 1
  ), told as (
    select pg_notify('engine_functions', '') from (select 1 from stored union all select 1 from archived limit 1) t
  )
  select (select count(*) from stored) + (select count(*) from archived) > 0 as modified, (select count(*) from told)`;
