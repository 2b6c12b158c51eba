import { type Html, html } from './html.ts';

/** How long something took, in words of two units at most. */
export function formatDuration(ms: number): string {
  if (ms < 1000) return `${Math.max(0, Math.round(ms))} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(ms < 10_000 ? 1 : 0)} s`;
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 60) return `${minutes} min ${Math.floor((ms % 60_000) / 1000)} s`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h ${minutes % 60} min` : `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

/** A point in time, in UTC, without the day where it is today. */
export function formatTime(at: Date, now: Date): Html {
  const iso = at.toISOString();
  const isToday = iso.slice(0, 10) === now.toISOString().slice(0, 10);
  const text = isToday ? iso.slice(11, 19) : `${iso.slice(0, 10)} ${iso.slice(11, 19)}`;
  return html`<time datetime="${iso}" title="${iso}">${text}</time>`;
}

/**
 * JSON as it reads well; of a long one the beginning, and how much there is, where that is known. What a step gave
 * stands under `data`, where the app finds it; that is left out.
 */
export function formatJson({ text, bytes }: { text: string; bytes?: number }): string {
  try {
    return JSON.stringify(unwrap(JSON.parse(text)), null, 2);
  } catch {
    return `${text}\n…${bytes === undefined ? '' : ` ${bytes.toLocaleString('en')} bytes in all`}`;
  }
}

function unwrap(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('data' in value)) return value;
  return Object.keys(value).length === 1 ? value.data : value;
}
