import type { IconName } from '#components/ui/icon.tsx';
import type { Tone } from '#components/ui/notice.tsx';
import { isFailing, type SourceKind, type SourceState } from '#lib/schema/source.ts';

/** What a source is, in a word or two, and its sign. */
export const kindLooks: Record<SourceKind, { word: string; icon: IconName }> = {
  documents: { word: 'Own documents', icon: 'document' },
  web: { word: 'Web', icon: 'globe' },
  tool: { word: 'MCP tool', icon: 'tool' },
  calendar: { word: 'Calendar', icon: 'calendar' },
  pictures: { word: 'Vision', icon: 'picture' },
};

export type Standing = { word: string; icon: IconName; tone: Tone };

/** How a source stands: off, failing when its last answer was a failure, on otherwise. */
export function standingOf(source: SourceState): Standing {
  if (source.state === 'off') return { word: 'Off', icon: 'minus', tone: 'tone-quiet' };
  if (isFailing(source)) return { word: 'Failing', icon: 'warning', tone: 'tone-bad' };
  return { word: 'On', icon: 'check-circle', tone: 'tone-good' };
}

/** A length of time as people say it: `85 ms`, `1.2 s`. */
export const formatLatency = (ms: number): string =>
  ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
