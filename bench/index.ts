import { readFlags } from './read-flags.ts';

type Flags = Record<string, string>;

/** Every bench by name: what it measures, and where it is, as a function of the flags that prints its figures. */
const benches: Record<string, { measures: string; load(): Promise<(flags: Flags) => Promise<void>> }> = {
  answers: {
    measures:
      'questions with known answers: pages, facts, first paragraph, what bears, beside plain BM25 (--data FILE, --documents FOLDER[,FOLDER], --part, --keep FOLDER, --show ID, --embeddings URL, --rows FILE)',
    load: async () => (await import('./answers.ts')).answers,
  },
  engine: {
    measures: 'the engine: latencies, bursts, fairness (--only, --scale, --arq, --url of a server)',
    load: async () => (await import('./engine.ts')).engine,
  },
  'engine-kill': {
    measures: 'runs while engines are killed or hang and PostgreSQL crashes (--seconds 20)',
    load: async () => (await import('./engine-kill.ts')).engineKill,
  },
  gateways: {
    measures:
      'each known behaviour of a gateway: how a job ends, what is told (--roles, --only, --times once)',
    load: async () => (await import('./gateways.ts')).gateways,
  },
  image: {
    measures: 'the size of the image that the Dockerfile makes, by part (--pack FOLDER)',
    load: async () => (await import('./image.ts')).image,
  },
  'judge-report': {
    measures:
      'a report beside a reference, by a judge model (--report FILE, --reference FILE, --question, --model)',
    load: async () => (await import('./judge-report.ts')).judgeReport,
  },
  kill: {
    measures: 'jobs while everything is killed (--model: on a scripted model)',
    load: async () => (await import('./kill.ts')).kill,
  },
  languages: {
    measures:
      'questions in eight languages: how often the page that answers comes first, beside minisearch (--embeddings URL)',
    load: async () => (await import('./languages.ts')).languages,
  },
  library: {
    measures:
      'large text files, and many pages whose reader is killed in the middle: time, memory, what is found, read twice or doubled (--megabytes 30,100, --pages 5000)',
    load: async () => (await import('./library.ts')).library,
  },
  load: { measures: '50 jobs at once', load: async () => (await import('./load.ts')).load },
  log: {
    measures:
      'the log of jobs: events a second beside the same inserts without NOTIFY, streams to many clients (--only writers,streams, --clients 200)',
    load: async () => (await import('./log.ts')).log,
  },
  pages: {
    measures: 'CPU a page when web pages are cleaned: cold, warm, in one process (--pages 40)',
    load: async () => (await import('./pages.ts')).pages,
  },
  relevance: {
    measures:
      'fits the estimate of relevance on answers to several lists (--rows FILE of `answers --rows FILE`)',
    load: async () => (await import('./relevance.ts')).relevance,
  },
  research: {
    measures:
      'research over a scripted web, keyless and with a messy model (--only presets,invented,marks,languages,time, --questions 24, --show)',
    load: async () => (await import('./research.ts')).research,
  },
  retention: {
    measures: 'removing jobs that are older than they are kept, while new ones come in (--jobs 10000)',
    load: async () => (await import('./retention.ts')).retention,
  },
  retrieval: {
    measures:
      'the search alone, over documentation or paragraphs (--data FILE or FOLDER, --documents FOLDER, --questions N, --jobs, --embeddings URL)',
    load: async () => (await import('./retrieval.ts')).retrieval,
  },
  scale: {
    measures:
      'one process: jobs, events and clients a second, memory; arq on Redis beside it; --only search: a library of 100,000 units (--only jobs,clients,arq,search, --seconds 10, --clients 1000, --arq PYTHON, --units, --keep FOLDER)',
    load: async () => (await import('./scale.ts')).scale,
  },
  soak: {
    measures: 'memory, event loop and connections while jobs, streams and reads go on (--minutes 10)',
    load: async () => (await import('./soak.ts')).soak,
  },
  start: {
    measures:
      'how long the built product takes until it is ready, on an empty data directory and again (--times 5)',
    load: async () => (await import('./start.ts')).start,
  },
  tokens: {
    measures: 'how much later a token reaches a client',
    load: async () => (await import('./tokens.ts')).tokens,
  },
  ssrf: { measures: 'hostile addresses and answers', load: async () => (await import('./ssrf.ts')).ssrf },
  judge: {
    measures: 'how often the check of claims by code is right (--data FOLDER with WiCE and SummEdits)',
    load: async () => (await import('./judge.ts')).judge,
  },
};

const [name = '', ...words] = process.argv.slice(2);
const bench = benches[name];
if (!bench) {
  process.stderr.write(`Say which bench to run: ${Object.keys(benches).join(', ')}.\n`);
  process.exit(2);
}
const run = await bench.load();
if (words.includes('--help')) {
  process.stdout.write(`npm run bench -- ${name} measures ${bench.measures}.\n`);
  process.exit(0);
}
// What a bench has started ends with it, also when somebody ends the bench.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(130));
await run(readFlags(words));
