import { defineCommand } from '../command.ts';
import { checks } from '../doctor/index.ts';
import { probe } from '../probe.ts';
import { productAddress } from '../reach-product.ts';
import { readNothing } from '../read-values.ts';
import { oneLine } from '../terminal/strip-controls.ts';

const signs = {
  well: { sign: '✓', style: 'green' },
  note: { sign: '–', style: 'yellow' },
  fault: { sign: '✗', style: 'red' },
} as const;

const indent = ' '.repeat(13);

/** Looks at everything that the product needs, and says what to do about what is not well. */
export const doctor = defineCommand({
  name: 'doctor',
  usage: '',
  summary: 'Check the installation, and say what to do about problems',
  details: 'Exits with 0 when it works, else with 1. It starts and changes nothing.',
  options: {},
  async run({ positionals }, { config, screen, signal }) {
    readNothing(positionals);
    const baseUrl = productAddress(config);
    const found = await probe(baseUrl, signal);
    const faults: string[] = [];
    const notes: string[] = [];
    for (const { name, check } of checks) {
      const finding = await check({ config, baseUrl, found, signal });
      const { sign, style } = signs[finding.state];
      const mark = screen.isTerminal ? screen.paint(style, sign) : sign;
      screen.out(`${mark} ${name.padEnd(10)} ${oneLine(finding.text)}\n`);
      const { details = [] } = finding;
      const width = Math.max(...details.map((detail) => detail.name.length));
      for (const detail of details)
        screen.out(`${indent}${oneLine(detail.name).padEnd(width)}  ${oneLine(detail.text)}\n`);
      if (finding.advice) screen.out(`${indent}→ ${finding.advice}\n`);
      if (finding.state === 'fault') faults.push(name);
      if (finding.state === 'note') notes.push(name);
    }
    screen.out(`\n${summaryOf({ faults, notes })}\n`);
    return faults.length === 0 ? 0 : 1;
  },
});

/** The last line: that all is well is said where nothing at all was noted. */
export function summaryOf({
  faults,
  notes,
}: {
  faults: readonly string[];
  notes: readonly string[];
}): string {
  const look = notes.length > 0 ? ` Worth a look: ${notes.join(', ')}.` : '';
  if (faults.length === 0) return look ? `It works.${look}` : 'All is well.';
  return `${faults.length === 1 ? 'One thing is' : `${faults.length} things are`} not well: ${faults.join(', ')}.${look}`;
}
