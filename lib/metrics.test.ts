import { beforeEach, expect, test } from 'vitest';
import { count, observe, renderMetrics } from './metrics.ts';

beforeEach(() => {
  delete (globalThis as { intentuiMetrics?: unknown }).intentuiMetrics;
});

test('what was counted and measured stands in the form that Prometheus reads', () => {
  count('intentui_http_errors_total', { code: 'not_found' });
  count('intentui_http_errors_total', { code: 'not_found' });
  count('intentui_http_errors_total', { code: 'a "quote" and a \\ and\na line' });
  count('intentui_stream_clients');
  count('intentui_stream_clients', {}, -1);
  const text = renderMetrics([
    { name: 'intentui_jobs', labels: { status: 'pending' }, value: 3 },
    { name: 'intentui_queue_age_seconds', value: 1.5 },
  ]);
  expect(text.split('\n')).toEqual([
    '# HELP intentui_http_errors_total Requests of the API that were refused or failed, by code.',
    '# TYPE intentui_http_errors_total counter',
    'intentui_http_errors_total{code="not_found"} 2',
    'intentui_http_errors_total{code="a \\"quote\\" and a \\\\ and\\na line"} 1',
    '# HELP intentui_stream_clients Event streams that are open in this process.',
    '# TYPE intentui_stream_clients gauge',
    'intentui_stream_clients 0',
    '# HELP intentui_jobs Jobs in the database that have not ended, by type and status.',
    '# TYPE intentui_jobs gauge',
    'intentui_jobs{status="pending"} 3',
    '# HELP intentui_queue_age_seconds How long the one has waited that has waited longest.',
    '# TYPE intentui_queue_age_seconds gauge',
    'intentui_queue_age_seconds 1.5',
    '',
  ]);
});

test('a histogram counts what took no longer than each bound, and all of it', () => {
  for (const seconds of [0.07, 3, 1000]) observe('intentui_model_call_seconds', { role: 'writer' }, seconds);
  const text = renderMetrics([]);
  expect(text).toContain('# TYPE intentui_model_call_seconds histogram\n');
  for (const [le, counted] of [
    ['0.05', 0],
    ['0.1', 1],
    ['2.5', 1],
    ['5', 2],
    ['300', 2],
    ['+Inf', 3],
  ])
    expect(text).toContain(`intentui_model_call_seconds_bucket{role="writer",le="${le}"} ${counted}\n`);
  expect(text).toContain('intentui_model_call_seconds_sum{role="writer"} 1003.07\n');
  expect(text).toContain('intentui_model_call_seconds_count{role="writer"} 3\n');
});

test('labels without end are one series in the end', () => {
  for (let at = 0; at < 600; at += 1) count('intentui_http_errors_total', { code: `made up ${at}` });
  const lines = renderMetrics([])
    .split('\n')
    .filter((line) => line.startsWith('intentui'));
  expect(lines).toHaveLength(501);
  expect(lines).toContain('intentui_http_errors_total{code="other"} 100');
});
