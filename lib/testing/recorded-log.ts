import { readFileSync } from 'node:fs';
import path from 'node:path';
import { JobEvent } from '#lib/schema/event.ts';

/** The log of a real job: `research`, `reset` (the model broke off and wrote again) or `failed`. */
export function readRecorded(name: 'research' | 'reset' | 'failed'): JobEvent[] {
  const lines = readFileSync(path.join(import.meta.dirname, 'recorded', `${name}.jsonl`), 'utf8')
    .trim()
    .split('\n');
  return lines.map((line) => JobEvent.parse(JSON.parse(line)));
}
