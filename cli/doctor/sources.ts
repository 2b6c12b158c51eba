import { isFailing, type SourceState } from '#lib/schema/source.ts';
import { formatDuration } from '../duration.ts';
import { askProduct, type Check, type Finding, notKnown } from './check.ts';

/** Every source with whether it is on, why not, and how it did last. The ids are what `research --source` takes. */
export const sources: Check = {
  name: 'Sources',
  check: ({ config, found, baseUrl, signal }) => {
    if (found.state !== 'ready') return notKnown;
    return askProduct({ config, baseUrl }, async (api) => {
      const { data } = await api.listSources(signal);
      return judgeSources(data, new Date());
    });
  },
};

/** A source that fails is worth knowing; none that is on is a fault. */
export function judgeSources(data: readonly SourceState[], now: Date): Finding {
  const asked = data.filter(({ kind }) => kind !== 'pictures');
  const on = asked.filter(({ state }) => state === 'on');
  const failing = on.filter(isFailing).map(({ id }) => id);
  const details = data.map((source) => ({ name: source.id, text: describe(source, now) }));
  if (on.length === 0)
    return {
      state: 'fault',
      text: 'no source is on',
      details,
      advice: 'Follow the advice next to one of them.',
    };
  const text = `${data.filter(({ state }) => state === 'on').length} of ${data.length} are on`;
  if (failing.length === 0) return { state: 'well', text, details };
  return { state: 'note', text: `${text}; failing: ${failing.join(', ')}`, details };
}

function describe(source: SourceState, now: Date): string {
  const { state, reason, last_used_at, latency_ms, last_error } = source;
  if (state === 'off') return `off: ${reason}`;
  if (!last_used_at) return 'on, not asked yet';
  const parts = [
    `asked ${ago(last_used_at, now)}`,
    ...(latency_ms === null ? [] : [`last answer in ${formatLatency(latency_ms)}`]),
    ...(last_error ? [`last error ${ago(last_error.at, now)}: ${last_error.message}`] : []),
  ];
  return `${isFailing(source) ? 'failing' : 'on'}, ${parts.join(', ')}`;
}

const formatLatency = (ms: number): string => (ms < 1000 ? `${Math.round(ms)} ms` : formatDuration(ms));

function ago(iso: string, now: Date): string {
  const minutes = Math.floor((now.getTime() - Date.parse(iso)) / 60_000);
  if (minutes < 1) return 'just now';
  if (minutes < 60) return `${minutes} min ago`;
  return minutes < 48 * 60 ? `${Math.floor(minutes / 60)} h ago` : `on ${iso.slice(0, 10)}`;
}
