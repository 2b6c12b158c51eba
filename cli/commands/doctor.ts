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
  details: 'Exits with 0 when all is well, else with 1. It starts and changes nothing.',
  options: {},
  async run({ positionals }, { config, screen, signal }) {
    readNothing(positionals);
    const baseUrl = productAddress(config);
    const found = await probe(baseUrl, signal);
    let faults = 0;
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
      if (finding.state === 'fault') faults += 1;
    }
    screen.out(
      faults === 0
        ? '\nAll is well.\n'
        : `\n${faults === 1 ? 'One thing is' : `${faults} things are`} not well.\n`,
    );
    return faults === 0 ? 0 : 1;
  },
});
