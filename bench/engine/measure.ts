import type pg from 'pg';
import type { App } from './app.ts';
import type { Database, Server } from './server.ts';

/** What a measure works with. */
export type Bench = {
  app: App;
  server: Server;
  database: Database;
  /** Connections to the database of the bench. */
  pool: pg.Pool;
  /** How much is measured: 1 as the figures of the README, less for a quick look. */
  scale: number;
  /** Sends events in one request; gives the moments before it and after its answer. */
  send(
    events: { name: string; data: Record<string, unknown> }[],
  ): Promise<{ sentAt: number; answeredAt: number }>;
  flags: Record<string, string>;
};

/** One line of the table. Milliseconds are also set in relation to the probe. */
export type Figure = {
  what: string;
  value: number;
  unit: 'ms' | 's' | 'MB' | '';
  /** The value has to stay below this (or above, with `atLeast`). */
  goal?: number;
  atLeast?: boolean;
};

/** A part of the bench; `own` ones need an engine that was started here. */
export type Measure = {
  name: string;
  own?: boolean;
  measure(bench: Bench): Promise<Figure[]>;
};
