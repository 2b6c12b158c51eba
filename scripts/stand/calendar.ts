import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { readConfig } from '#lib/config.ts';
import { createLog } from '#lib/log.ts';
import { createMcpServers } from '#lib/mcp/index.ts';
import { findTimeRange } from '#lib/research/find-time-range.ts';
import type { Source } from '#lib/sources/source.ts';
import { startRadicale, type TestCalendar } from '#lib/testing/radicale.ts';
import { researchInMemory } from '#lib/testing/research-in-memory.ts';
import { awkwardEvents } from './calendar-events.ts';
import { askedAt, type CalendarQuestion, calendarQuestions, usualTimeZone } from './calendar-questions.ts';

const effort = { breadth: 3, grow: 0, depth: 1, pages: 30 };

/**
 * Research over Debian's radicale, declared in mcp.json as the README says: by `caldav-mcp`, with its account, in the
 * time zones of the questions. Prints for each question which lines were quoted; true where all of them are the right ones.
 */
export async function askCalendar(folder: string): Promise<boolean> {
  const calendar = await startRadicale();
  try {
    for (const lines of awkwardEvents) await calendar.put(lines);
    console.log('\nradicale through caldav-mcp and by its account');
    let right = 0;
    for (const timeZone of new Set(calendarQuestions.map((one) => one.timeZone ?? usualTimeZone))) {
      const there = calendarQuestions.filter((one) => (one.timeZone ?? usualTimeZone) === timeZone);
      right += await askIn(timeZone, there, { folder, calendar });
    }
    console.log(`${right} of ${calendarQuestions.length} answered with the right lines and no others.`);
    return right === calendarQuestions.length;
  } finally {
    await calendar.stop();
  }
}

async function askIn(
  timeZone: string,
  questions: readonly CalendarQuestion[],
  { folder, calendar }: { folder: string; calendar: TestCalendar },
): Promise<number> {
  const file = path.join(folder, 'calendar.json');
  writeFileSync(file, JSON.stringify({ mcpServers: { calendar: calendar.server } }));
  const config = readConfig({ MCP_CONFIG: file, TIME_ZONE: timeZone });
  const servers = createMcpServers({ config, log: createLog('mcp', 'error') });
  try {
    const [source] = servers.sources();
    if (!source || 'off' in source) throw new Error(source?.off ?? 'caldav-mcp is no source.');
    let right = 0;
    for (const question of questions) {
      const lines = await quotedLines(question, { source, timeZone });
      const isRight = lines.join('\n') === question.lines.join('\n');
      console.log(`${isRight ? '✓' : '✗'} ${question.ask} [${timeZone}]\n    ${lines.join('\n    ')}`);
      if (!isRight) console.log(`  expected:\n    ${question.lines.join('\n    ')}`);
      if (isRight) right += 1;
    }
    return right;
  } finally {
    await servers.stop();
  }
}

/** The lines that the report cites, in the order in which it does. */
async function quotedLines(
  { ask, before = [] }: CalendarQuestion,
  { source, timeZone }: { source: Source; timeZone: string },
): Promise<string[]> {
  const conversation = before.flatMap((words) => [
    { role: 'user' as const, content: words },
    { role: 'assistant' as const, content: 'See above.' },
  ]);
  const days = (now: Date) => findTimeRange(ask, { now, timeZone, earlier: before });
  const task = { question: ask, conversation, effort, sourceIds: null, days };
  const { report, quotes } = await researchInMemory(task, { sources: [source], now: askedAt });
  return report.citations.flatMap(({ url }) =>
    quotes.filter((quote) => quote.url === url).map(({ text }) => text.replace(/^[-\s]+/, '').trim()),
  );
}
