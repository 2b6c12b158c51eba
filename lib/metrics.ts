type Kind = 'counter' | 'gauge' | 'histogram';

/** Everything that is measured: its name in Prometheus, its kind, and what it says. */
const declared = {
  intentui_http_errors_total: ['counter', 'Requests of the API that were refused or failed, by code.'],
  intentui_stream_clients: ['gauge', 'Event streams that are open in this process.'],
  intentui_events_total: [
    'counter',
    'Events that this process told in logs of jobs, by type; steps among them.',
  ],
  intentui_model_calls_total: [
    'counter',
    'Calls of models that this process made, by role, model and outcome.',
  ],
  intentui_model_call_seconds: ['histogram', 'How long calls of models took, by role and model.'],
  intentui_model_tokens_total: [
    'counter',
    'Tokens of calls of models, by role, model and direction; unknown counts nothing.',
  ],
  intentui_model_cost_usd_total: [
    'counter',
    'What calls of models cost, by role and model; unknown counts nothing.',
  ],
  intentui_jobs: ['gauge', 'Jobs in the database that have not ended, by type and status.'],
  intentui_jobs_ended_total: [
    'counter',
    'Jobs that this process ended, by type, status and, of failed ones, code.',
  ],
  intentui_queue_depth: ['gauge', 'Jobs that wait for their first step.'],
  intentui_queue_age_seconds: ['gauge', 'How long the one has waited that has waited longest.'],
  intentui_outbox_depth: ['gauge', 'Events for the engine that are not sent yet.'],
  intentui_outbox_age_seconds: ['gauge', 'How long the oldest of them has waited.'],
  intentui_mended_total: [
    'counter',
    'What PostgreSQL would have refused and this process mended, by what was wrong with it.',
  ],
  intentui_event_loop_lag_seconds: [
    'gauge',
    'By how much the event loop of this process was late since the last look, by quantile.',
  ],
  process_resident_memory_bytes: ['gauge', 'Memory of this process.'],
  process_cpu_seconds_total: ['counter', 'Processor time of this process.'],
  process_start_time_seconds: ['gauge', 'When this process began, in seconds since 1970.'],
  nodejs_heap_used_bytes: ['gauge', 'What this process holds in its heap.'],
} as const satisfies Record<string, readonly [Kind, string]>;

export type MetricName = keyof typeof declared;
export type Labels = Record<string, string>;
export type Sample = { name: MetricName; labels?: Labels; value: number };

const buckets = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300];
/** A label may come from a setting or a client: past so many, all others are one. */
const mostSeries = 500;

type Series = { labels: Labels; sum: number; total: number; counts: number[] };
/** A bundled process holds this module more than once, and all of them count into one store. */
const shared = globalThis as unknown as { intentuiMetrics?: Map<MetricName, Map<string, Series>> };

function seriesOf(name: MetricName, labels: Labels): Series {
  shared.intentuiMetrics ??= new Map();
  const all = shared.intentuiMetrics.get(name) ?? new Map<string, Series>();
  shared.intentuiMetrics.set(name, all);
  const own = JSON.stringify(labels);
  const isKept = all.has(own) || all.size < mostSeries;
  const key = isKept ? own : 'other';
  const made = {
    labels: isKept ? labels : Object.fromEntries(Object.keys(labels).map((label) => [label, 'other'])),
    ...{ sum: 0, total: 0, counts: buckets.map(() => 0) },
  };
  const series = all.get(key) ?? made;
  all.set(key, series);
  return series;
}

/** Counts up what happens in this process, or down what is no longer there. */
export function count(name: MetricName, labels: Labels = {}, by = 1): void {
  seriesOf(name, labels).sum += by;
}

/** Takes how long something took. */
export function observe(name: MetricName, labels: Labels, seconds: number): void {
  const series = seriesOf(name, labels);
  series.sum += seconds;
  series.total += 1;
  for (const [at, most] of buckets.entries())
    if (seconds <= most) series.counts[at] = (series.counts[at] ?? 0) + 1;
}

/** All that was counted, and what is measured just now, in the text form of Prometheus. */
export function renderMetrics(measured: readonly Sample[]): string {
  return (Object.keys(declared) as MetricName[]).map((name) => renderOne(name, measured)).join('');
}

function renderOne(name: MetricName, measured: readonly Sample[]): string {
  const [kind, help] = declared[name];
  const counted = [...(shared.intentuiMetrics?.get(name)?.values() ?? [])];
  const lines = [
    ...measured
      .filter((sample) => sample.name === name)
      .map(({ labels = {}, value }) => line(name, labels, value)),
    ...counted.flatMap((series) =>
      kind === 'histogram' ? renderHistogram(name, series) : [line(name, series.labels, series.sum)],
    ),
  ];
  return lines.length === 0 ? '' : `# HELP ${name} ${help}\n# TYPE ${name} ${kind}\n${lines.join('')}`;
}

const renderHistogram = (name: MetricName, { labels, sum, total, counts }: Series): string[] => [
  ...buckets.map((most, at) => line(`${name}_bucket`, { ...labels, le: String(most) }, counts[at] ?? 0)),
  line(`${name}_bucket`, { ...labels, le: '+Inf' }, total),
  line(`${name}_sum`, labels, sum),
  line(`${name}_count`, labels, total),
];

function line(name: string, labels: Labels, value: number): string {
  const pairs = Object.entries(labels).map(([label, text]) => `${label}="${quotedLabel(text)}"`);
  return `${name}${pairs.length > 0 ? `{${pairs.join(',')}}` : ''} ${value}\n`;
}

const quotedLabel = (text: string): string =>
  text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
