import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { readConfig } from '#lib/config.ts';
import { AppError } from '#lib/errors.ts';
import { createLog } from '#lib/log.ts';
import { createGateway } from '#lib/models/gateway/create-gateway.ts';
import { Quote } from '#lib/schema/quote.ts';
import { Report } from '#lib/schema/report.ts';
import { compareReports, dimensions, scoreFacts } from '#lib/testing/judge-report/score-report.ts';

const Given = z.object({ report: Report, quotes: z.array(Quote) });

/**
 * `npm run bench -- judge-report --report FILE --reference FILE --question "…" [--model ID]`: how a report stands
 * beside a reference, by the judge model of the gateway (docs/judge-report.md). A report as JSON, `{ report, quotes }`,
 * has its citations scored too; one in Markdown is only compared.
 */
export async function judgeReport(flags: Record<string, string>): Promise<void> {
  const { report: reportFile, reference: referenceFile, question } = flags;
  if (!reportFile || !referenceFile || !question)
    throw new AppError('invalid_request', 'Say --report FILE, --reference FILE and --question "…".');
  const config = readConfig();
  const modelId = flags.model ?? config.MODEL_JUDGE ?? config.MODEL;
  if (!config.GATEWAY_BASE_URL || !modelId)
    throw new AppError(
      'invalid_request',
      'Set GATEWAY_BASE_URL and MODEL_JUDGE: a model of a gateway judges.',
    );
  const gateway = createGateway({
    baseUrl: config.GATEWAY_BASE_URL,
    apiKey: config.GATEWAY_API_KEY,
    log: createLog('bench', 'error'),
  });
  const model = gateway.model(modelId);
  const given = readReport(reportFile);
  const print = (text: string) => process.stdout.write(`${text}\n`);
  if (given.quotes) {
    const { claims, valid, supported, effective } = await scoreFacts({ ...given, model });
    const percent = (part: number, whole: number) =>
      whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`;
    print(`claims: ${claims}`);
    print(`valid citations: ${valid} (${percent(valid, claims)})`);
    print(`supported: ${supported} (${percent(supported, valid)})`);
    print(`effective citations: ${effective}`);
  } else print('citations: not scored, since the file has no quotes');
  const reference = referenceFile.endsWith('.json')
    ? readReport(referenceFile).report.markdown
    : readFileSync(referenceFile, 'utf8');
  const compared = await compareReports({ question, report: given.report.markdown, reference, model });
  for (const name of dimensions) {
    const { weight, report, reference } = compared.dimensions[name];
    print(
      `${name.replace('_', ' ')}: ${report.toFixed(1)} against ${reference.toFixed(1)} (weight ${weight.toFixed(2)})`,
    );
  }
  print(
    `overall: ${(100 * compared.overall).toFixed(1)} (50 is as good as the reference), judged by ${modelId}`,
  );
}

type ReadReport = { report: Report; quotes: Quote[] } | { report: { markdown: string }; quotes: null };

function readReport(file: string): ReadReport {
  const text = readFileSync(file, 'utf8');
  if (!file.endsWith('.json')) return { report: { markdown: text }, quotes: null };
  const given = Given.safeParse(JSON.parse(text));
  if (!given.success)
    throw new AppError(
      'invalid_request',
      `${file} is no { report, quotes }: ${z.prettifyError(given.error)}`,
    );
  return given.data;
}
