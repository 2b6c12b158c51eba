import { formatCount, formatScore } from '#components/format-count.ts';
import { formatUsage } from '#components/format-usage.ts';
import { describeDays } from '#components/plan/describe-days.ts';
import { doing } from '#components/status/phase-words.ts';
import { describeJudge, describeWriter } from '#components/status/writer-words.ts';
import type { IconName } from '#components/ui/icon.tsx';
import { countClaims } from '#lib/client/count-claims.ts';
import { cutWords } from '#lib/client/cut-words.ts';
import { describeAccuracy, isMadeOfQuotes } from '#lib/client/describe-accuracy.ts';
import { nextTryWords } from '#lib/client/next-try-words.ts';
import { wayWords } from '#lib/client/way-words.ts';
import { jobTypeOf } from '#lib/job-types/job-type-of.ts';
import { countHeld } from '#lib/schema/count-held.ts';
import type { EventBody } from '#lib/schema/event.ts';
import { nameScore, scoreWord } from '#lib/schema/name-score.ts';
import { countWords } from '#lib/schema/report.ts';

export type EventWords = {
  icon: IconName;
  tone?: 'good' | 'bad' | 'waiting';
  text: string;
  lines?: string[];
};

/** What an event says to a reader; null for events that say nothing new beside their neighbours. */
export function describeEvent(
  event: EventBody,
  {
    jobType = '',
    labelOf = (step) => step,
    at = '',
  }: { jobType?: string; at?: string; labelOf?: (step: string) => string } = {},
): EventWords | null {
  switch (event.type) {
    case 'job-created':
      return { icon: 'ring', text: 'The job was accepted' };
    case 'job-started':
      return { icon: 'arc', text: 'The work began' };
    case 'job-progress':
      return { icon: 'right', text: doing({ job_type: jobType, phase: event.phase }) };
    case 'plan-created':
      return {
        icon: 'check',
        text: `Planned ${formatCount(event.plan.sub_questions.length, 'sub-question')}`,
        lines: [
          ...event.plan.sub_questions.map(({ question }) => question),
          ...(event.plan.time_range ? [`Appointments: ${describeDays(event.plan.time_range)}`] : []),
        ],
      };
    case 'job-waiting':
      return { icon: 'pause', tone: 'waiting', text: 'The plan waits for approval' };
    case 'plan-approved':
      return { icon: 'check', text: 'The plan was approved' };
    case 'step-started':
      return null;
    case 'step-progress':
      return { icon: 'arc', text: event.label };
    case 'step-end':
      return null;
    case 'step-failed':
      return { icon: 'cross', tone: 'bad', text: `“${labelOf(event.step)}” failed: ${event.error.message}` };
    case 'step-retrying':
      return { icon: 'retry', tone: 'waiting', text: retrying(event, labelOf(event.step)) };
    case 'search-started':
      return null;
    case 'search-end':
      return {
        icon: 'search',
        text: `Searched ${event.source_id}: ${formatCount(event.hits, 'hit')}`,
        lines: [event.query],
      };
    case 'source-found':
      return null;
    case 'source-read':
      return {
        icon: 'document',
        text: `Read ${event.title}`,
        lines: [
          wayWords(event.way),
          cutWords(event.cut_from),
          event.copy_of ? `Says the same as “${event.copy_of.title}”, so that it counts once.` : '',
        ].filter(Boolean),
      };
    case 'source-failed':
      return {
        icon: 'cross',
        tone: 'bad',
        text: `Could not read ${event.url ?? event.source_id}: ${event.reason}`,
        lines: [nextTryWords(event.next_try_at, at)].filter(Boolean),
      };
    case 'text-start':
      return { icon: 'pen', text: 'Began to write', lines: event.model ? [describeWriter(event.model)] : [] };
    case 'text-delta':
      return null;
    case 'text-end':
      return { icon: 'pen', text: `Wrote ${formatCount(countWords(event.text), 'word')}` };
    case 'text-reset':
      return { icon: 'retry', tone: 'waiting', text: `Began to write again: ${event.reason}` };
    case 'text-edit':
      return { icon: 'pen', text: `Changed after a check: ${event.reason}` };
    case 'outline-created':
      return {
        icon: 'check',
        text: `Outlined ${formatCount(event.sections.length, 'section')}`,
        lines: event.sections.map(({ title }) => title),
      };
    case 'note-taken':
      return {
        icon: 'document',
        text: `Noted ${formatCount(event.notes.length, 'quote')}`,
        lines: event.notes.map(({ number, gist }) => `[${number}] ${gist}`),
      };
    case 'review':
      return {
        icon: event.stop ? 'check' : 'search',
        text: event.stop ? `Searching ends: ${event.stop}` : `Looked over round ${event.round}`,
        lines: event.states.map(({ state, reason }) => `${state}${reason ? `: ${reason}` : ''}`),
      };
    case 'citation-added':
      return null;
    case 'claim-checked':
      return null;
    case 'verdict': {
      const held = countHeld(event.verdict.claims);
      const { overall } = event.verdict;
      const score =
        overall === null ? '' : `: ${scoreWord(nameScore(event.verdict))} ${formatScore(overall)}`;
      return {
        icon: 'scale',
        text: isMadeOfQuotes(event.verdict.claims)
          ? `Checked ${countClaims(held)}${score}`
          : `Judged: ${countClaims(held)}${score.replace(/^:/, ',')}`,
        lines: [describeJudge(event.verdict.judged_by), describeAccuracy(event.verdict) ?? ''].filter(
          Boolean,
        ),
      };
    }
    case 'usage': {
      const used = formatUsage(event.usage);
      return used === null ? null : { icon: 'hash', text: `Used ${used}` };
    }
    case 'warning':
      return { icon: 'warning', tone: 'waiting', text: event.message };
    case 'job-complete':
      return { icon: 'check-circle', tone: 'good', text: jobTypeOf({ job_type: jobType }).ready };
    case 'job-failed':
      return { icon: 'cross-circle', tone: 'bad', text: `The job failed: ${event.error.message}` };
    case 'job-cancelled':
      return { icon: 'ban', text: 'The job was cancelled' };
    default:
      return event satisfies never;
  }
}

function retrying(event: Extract<EventBody, { type: 'step-retrying' }>, label: string): string {
  const when = event.delay_seconds > 0 ? ` in ${formatCount(Math.round(event.delay_seconds), 'second')}` : '';
  return `“${label}” is tried again${when}: ${event.error.message}`;
}
