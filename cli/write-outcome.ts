import { writeFileSync } from 'node:fs';
import { AppError } from '#lib/errors.ts';
import type { Job } from '#lib/schema/job.ts';
import { describeAudit } from './describe-audit.ts';
import { describeJudgment } from './describe-judgment.ts';
import { describeVerdict } from './describe-verdict.ts';
import type { Outcome } from './read-outcome.ts';
import { type NamedSource, reportMarkdown, sourcesMarkdown } from './report-markdown.ts';
import type { Screen } from './terminal/screen.ts';
import { oneLine } from './terminal/strip-controls.ts';
import { createPaint } from './terminal/style.ts';
import { createWrapWriter } from './terminal/wrap-writer.ts';
import type { TextMode } from './text-output.ts';

export type ReportOptions = {
  /** The job as one JSON document instead of its text. */
  json: boolean;
  /** Absolute path of a file that gets the report as Markdown. */
  file: string | null;
};

/**
 * A pipe or a file gets the text whole at the end, since what was written there cannot be taken back; the text of a
 * job that is followed `live` gets there word by word.
 */
export function chooseTextMode(screen: Screen, { json, live }: { json: boolean; live: boolean }): TextMode {
  if (json) return 'none';
  if (screen.isTerminal) return 'rendered';
  return live ? 'raw' : 'none';
}

/** Writes what a job came to: its text, sources and verdict, and where its page is; answers the exit code. */
export function writeOutcome(
  outcome: Outcome,
  { screen, options, mode, page }: { screen: Screen; options: ReportOptions; mode: TextMode; page: string },
): number {
  const { job, verdict, notes } = outcome;
  if (options.json) screen.out(`${JSON.stringify(job, null, 2)}\n`);
  if (job.status !== 'complete') {
    screen.say(describeEnd(job));
    if (options.file) screen.line('No file was written.');
    screen.line(`Page     ${page}`);
    return 1;
  }
  if (!options.json) writeText(outcome, { screen, mode });
  if (options.file) {
    writeFile(options.file, asMarkdown(outcome));
    screen.line(`Written to ${options.file}`);
  }
  for (const note of notes) screen.say(note, { sign: '!', style: 'yellow' });
  // The verdict on a text is told beside it; where there is no text, the verdict is what was asked for.
  if (verdict && outcome.text && !options.json) {
    for (const line of describeVerdict(verdict, { width: screen.width(), paint: screen.paint }))
      screen.line(line);
  }
  if (outcome.audit) for (const line of describeAudit(outcome.audit)) screen.line(line);
  if (outcome.stopped) screen.line(`Stopped  ${oneLine(outcome.stopped)}`);
  if (outcome.model) screen.line(`Model    ${oneLine(outcome.model)}`);
  screen.line(`Page     ${page}`);
  return 0;
}

function writeText(outcome: Outcome, { screen, mode }: { screen: Screen; mode: TextMode }): void {
  const { text, sources } = outcome;
  if (mode === 'rendered') {
    if (!text) screen.out(`\n${asMarkdown(outcome, { screen })}\n`);
    renderSources(sources, screen);
    return;
  }
  if (mode === 'none') screen.out(asMarkdown(outcome));
  else if (sources.length > 0) screen.out(`\n${sourcesMarkdown(sources)}`);
}

function asMarkdown(outcome: Outcome, { screen }: { screen?: Screen } = {}): string {
  const { text, sources, verdict, judgment } = outcome;
  if (text || !(verdict || judgment)) return reportMarkdown(text, sources);
  const look = { width: screen?.width() ?? 80, paint: createPaint(screen?.hasColor ?? false) };
  const lines = judgment ? describeJudgment(judgment, look) : verdict ? describeVerdict(verdict, look) : [];
  return `${lines.join('\n')}\n`;
}

function renderSources(sources: readonly NamedSource[], screen: Screen): void {
  if (sources.length === 0) return;
  const { width, hasColor, out } = screen;
  const writer = createWrapWriter({ width, hasColor, write: out });
  out('\n');
  writer.text('Sources', ['bold']);
  writer.end();
  for (const { number, title, url } of sources) {
    writer.begin(`${String(number).padStart(2)}. `);
    writer.text(oneLine(title || url));
    if (title) writer.lineBreak();
    writer.text(title ? oneLine(url) : '', ['dim']);
    writer.end();
  }
  out('\n');
}

function describeEnd({ status, error }: Job): string {
  if (status === 'cancelled') return 'The job was cancelled.';
  const step = error?.step ? ` in the step ${error.step}` : '';
  const advice = error?.retryable ? ' Submitting it again may help.' : '';
  return `The job failed${step}: ${error?.message ?? 'it gives no reason'}${advice}`;
}

function writeFile(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (cause) {
    throw new AppError('invalid_configuration', `${file} cannot be written: ${(cause as Error).message}`, {
      cause,
    });
  }
}
