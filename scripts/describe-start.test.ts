import { expect, test } from 'vitest';
import { readConfig } from '#lib/config.ts';
import { describeStart } from './describe-start.ts';

test('several folders of one’s own are named, and no sample library is', () => {
  const folders = ['/notes', '/manuals'].map((path) => ({ name: path.slice(1), path }));
  const started = (config: Record<string, string>) =>
    describeStart({
      config: readConfig(config),
      port: 3000,
      engineUrl: 'http://127.0.0.1:1',
      isEngineEmbedded: true,
      postgresPort: undefined,
      folders,
      readiness: { documents: 57 },
    });
  expect(started({ DOCUMENTS_DIR: '/notes,/manuals' })).toContain('Documents  /notes, /manuals (57 pages)\n');
  expect(started({})).toContain('Documents  sample library');
});
