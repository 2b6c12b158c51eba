/** A question, the page that answers it, and words that a quote from it has to hold. */
export type StandQuestion = { ask: string; page: RegExp; words: RegExp };

/** Of our own, over the documentation of PostgreSQL 15 and Python 3.11. */
export const questions: readonly StandQuestion[] = [
  {
    ask: 'What does autovacuum_vacuum_threshold specify in PostgreSQL?',
    page: /postgresql\/(?:runtime-config-autovacuum|sql-createtable|routine-vacuuming)\.html/,
    words: /number of (?:updated|tuples)|minimum number|vacuum (?:base )?threshold/i,
  },
  {
    ask: 'Which isolation level does PostgreSQL use by default?',
    page: /postgresql\/(?:transaction-iso|sql-set-transaction|runtime-config-client|mvcc)/,
    words: /read committed/i,
  },
  {
    ask: 'What does pg_advisory_lock do?',
    page: /postgresql\/(?:functions-admin|explicit-locking)\.html/,
    words: /advisory lock/i,
  },
  {
    ask: 'How does the GIN index type store its keys in PostgreSQL?',
    page: /postgresql\/(?:gin|indexes-types|textsearch-indexes)/,
    words: /GIN/,
  },
  {
    ask: 'What is the FILLFACTOR of a table in PostgreSQL?',
    page: /postgresql\/(?:sql-createtable|sql-createindex|storage)/,
    words: /fillfactor/i,
  },
  {
    ask: 'What does functools.lru_cache do?',
    page: /python\/library\/functools\.html/,
    words: /memoiz|most recent calls|cache/i,
  },
  {
    ask: 'What does contextlib.suppress do in Python?',
    page: /python\/library\/contextlib\.html/,
    words: /suppress/i,
  },
  {
    ask: 'What is the difference between json.dump and json.dumps in Python?',
    page: /python\/library\/json\.html/,
    words: /serialize/i,
  },
  {
    ask: 'Which exception does asyncio.wait_for raise when the timeout occurs?',
    page: /python\/library\/asyncio-(?:task|exceptions)\.html/,
    words: /TimeoutError/,
  },
  {
    ask: 'How does heapq.heappush keep the heap invariant?',
    page: /python\/library\/heapq\.html/,
    words: /heap invariant|invariant/i,
  },
  {
    ask: 'What does the subprocess.run function return in Python?',
    page: /python\/library\/subprocess\.html/,
    words: /CompletedProcess/,
  },
  {
    ask: 'What does pg_dump write with the directory format?',
    page: /postgresql\/(?:app-pgdump|backup-dump|app-pgrestore)\.html/,
    words: /directory/i,
  },
];
