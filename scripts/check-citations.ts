import { readConfig } from '#lib/config.ts';
import { AppError, isAppError } from '#lib/errors.ts';
import { checkCitations } from '#lib/evidence/check-citations.ts';
import { generate } from './generate.ts';

const jobId = process.argv[2];

/** `npm run check:citations -- JOB`: proves a stored report against its stored sources; exit code 1 when it fails. */
async function main(): Promise<number> {
  if (!jobId || !/^[0-9a-f-]{36}$/.test(jobId)) {
    throw new AppError(
      'invalid_request',
      'Say which job: npm run check:citations -- JOB_ID (the id is in the address of its page).',
    );
  }
  await generate();
  const { openData } = await import('#lib/postgres/open-data.ts');
  const { db, close } = await openData(readConfig());
  try {
    const { quotes, findings, notes, snapshots, faults } = await checkCitations(db, jobId);
    for (const fault of faults) console.log(`✗ ${fault}`);
    console.log(
      `${quotes} quotes in ${snapshots} snapshots, ${findings} findings and ${notes} notes checked: ${faults.length} faults.`,
    );
    return faults.length === 0 ? 0 : 1;
  } finally {
    await close();
  }
}

main().then(
  (code) => process.exit(code),
  (error) => {
    console.error(isAppError(error) ? error.message : error);
    process.exit(2);
  },
);
