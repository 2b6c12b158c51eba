import type { Mutation } from '../mutation.ts';

const claim = ['lib/engine/claim.db.test.ts'];
const draining = ['lib/engine/draining.db.test.ts'];
const signature = ['lib/engine/signature.test.ts'];

/** The fence of the engine, its limits, its signatures. */
export const engine: readonly Mutation[] = [
  {
    what: 'an answer counts whatever claim it belongs to',
    in: 'lib/engine/migrations',
    find: "j.id = p_job and j.generation = p_generation and j.state = 'claimed'\n      and j.claimed_by = p_process);",
    replace: "j.id = p_job and j.state = 'claimed');",
    tests: claim,
  },
  {
    what: 'an answer to an earlier claim of the same engine counts',
    in: 'lib/engine/migrations',
    find: "j.id = p_job and j.generation = p_generation and j.state = 'claimed'\n      and",
    replace: "j.id = p_job and j.state = 'claimed'\n      and",
    tests: claim,
  },
  {
    what: 'an answer counts whichever engine claimed the job',
    in: 'lib/engine/migrations',
    find: "j.state = 'claimed'\n      and j.claimed_by = p_process);",
    replace: "j.state = 'claimed');",
    tests: claim,
    harmless: 'each claim has a generation of its own, so the generation alone tells engines apart',
  },
  {
    what: 'an answer counts though its run is over',
    in: 'lib/engine/migrations',
    find: 'return over is not true and exists',
    replace: 'return exists',
    tests: claim,
    harmless: 'the claim of a run that is over was deleted a few lines before, so none exists',
  },
  {
    what: 'a step is stored on the way by an earlier claim',
    in: 'lib/engine/migrations/0012-losses.ts',
    find: ' and j.generation = p_generation',
    replace: '',
    tests: claim,
  },
  {
    what: 'limits of concurrency are not kept',
    in: 'lib/engine/migrations/0013-fair-claim.ts',
    find: 'if engine.free_slots(candidate.limit_keys, candidate.limits, used) <= 0 then',
    replace: 'if false then',
    tests: claim,
  },
  {
    what: 'what dead engines had claimed is not given back',
    in: 'lib/engine/migrations/0014-suspects.ts',
    find: "where j.id = any(orphans) and j.state = 'claimed';",
    replace: 'where false;',
    tests: claim,
  },
  {
    what: 'a job that is claimed while its engine stops is called and cut off',
    in: 'lib/engine/queue.ts',
    find: 'if (stopped) await giveBack(jobs);',
    replace: 'if (false) await giveBack(jobs);',
    tests: draining,
  },
  {
    what: 'an engine that is given time to stop cuts its calls',
    in: 'lib/engine/engine.ts',
    find: 'setTimeout(() => stopping.abort(), drainMs)',
    replace: 'setTimeout(() => stopping.abort(), 500)',
    tests: draining,
  },
  {
    what: 'an event that nobody waits for is looked for among all jobs',
    in: 'lib/engine/migrations/0018-lookups.ts',
    find: 'order by j.wait_event, j.wait_path, j.wait_key, j.id limit 1',
    replace: 'limit 1',
    tests: ['lib/engine/lookups.db.test.ts'],
  },
  {
    what: 'a signature never gets too old',
    in: 'lib/engine/signature.ts',
    find: '!(age <= maxAgeSeconds)',
    replace: 'false',
    tests: signature,
  },
  {
    what: 'any signature is right',
    in: 'lib/engine/signature.ts',
    find: "sameText(parts.get('s') ?? '', mac(body, key, seconds))",
    replace: 'parts.has("s")',
    tests: signature,
  },
  {
    what: 'a signature holds for any body',
    in: 'lib/engine/signature.ts',
    find: '.update(body).update(seconds)',
    replace: '.update(seconds)',
    tests: signature,
  },
  {
    what: 'an answer of the app counts without a signature',
    in: 'lib/engine/call-app.ts',
    find: 'if (!counts && (status',
    replace: 'if (false && (status',
    tests: ['lib/engine/call-app.test.ts'],
  },
  {
    what: 'the engine is used without its keys',
    in: 'lib/engine/server.ts',
    find: 'if (!shows) throw',
    replace: 'if (false) throw',
    tests: ['lib/engine/server.db.test.ts'],
  },
  {
    what: 'a foreign page uses the engine',
    in: 'lib/engine/server.ts',
    find: 'if (!own) throw',
    replace: 'if (false) throw',
    tests: ['lib/engine/server.db.test.ts'],
  },
];
