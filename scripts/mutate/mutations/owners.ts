import type { Mutation } from '../mutation.ts';

const job = ['lib/jobs/jobs.db.test.ts'];
const list = ['lib/jobs/job-list.db.test.ts'];
const conversations = ['lib/conversations/conversations.db.test.ts'];

const uploads = ['app/api/v1/documents/route.db.test.ts'];

/** Whose things are whose. */
export const owners: readonly Mutation[] = [
  {
    what: 'one job is read by who does not own it',
    in: 'lib/jobs',
    find: 'findUnique({ where: { jobId, userId } })',
    replace: 'findUnique({ where: { jobId } })',
    tests: job,
  },
  {
    what: 'a list of jobs holds those of all users',
    in: 'lib/jobs',
    find: 'Prisma.JobWhereInput = {\n    userId,',
    replace: 'Prisma.JobWhereInput = {',
    tests: list,
  },
  {
    what: 'a list counts the jobs of all users',
    in: 'lib/jobs',
    find: 'where: { userId }, _count: true',
    replace: '_count: true',
    tests: list,
  },
  {
    what: "evidence is taken from somebody else's job",
    in: 'lib/jobs',
    find: 'jobId: { in: [...named] }, userId }',
    replace: 'jobId: { in: [...named] } }',
    tests: job,
  },
  {
    what: 'a list of conversations holds those of all users',
    in: 'lib/conversations',
    find: 'where: {\n      userId,',
    replace: 'where: {',
    tests: conversations,
  },
  {
    what: 'a conversation is read by who does not own it',
    in: 'lib/conversations',
    find: "where: { conversationId, userId },\n        include: { turns: { orderBy: { number: 'asc'",
    replace: "where: { conversationId },\n        include: { turns: { orderBy: { number: 'asc'",
    tests: conversations,
  },
  {
    what: 'a conversation is followed by who does not own it',
    in: 'lib/conversations',
    find: "where: { conversationId, userId },\n        include: { turns: { orderBy: { number: 'desc'",
    replace: "where: { conversationId },\n        include: { turns: { orderBy: { number: 'desc'",
    tests: conversations,
  },
  {
    what: 'a conversation is deleted by who does not own it',
    in: 'lib/conversations',
    find: 'deleteMany({ where: { conversationId, userId } })',
    replace: 'deleteMany({ where: { conversationId } })',
    tests: conversations,
  },
  {
    what: "a message is taken into somebody else's conversation",
    in: 'lib/conversations',
    find: 'if (rows[0]?.user_id !== userId) throw notFound();',
    replace: '',
    tests: conversations,
  },
  {
    what: 'an upload is read and removed by who does not own it',
    in: 'lib/documents/keep-upload.ts',
    find: 'findUnique({ where: { id, userId }, include })',
    replace: 'findUnique({ where: { id }, include })',
    tests: uploads,
  },
  {
    what: 'an upload whose bytes no process has stored yet is told as one that cannot be opened',
    in: 'lib/documents/upload-files.ts',
    find: 'where: { parts: { some: {} } },',
    replace: '',
    tests: ['lib/documents/uploads-elsewhere.db.test.ts'],
  },
  {
    what: "somebody else's uploads are searched",
    in: 'lib/documents/store-documents.ts',
    find: 'document.uploadId ? owners.get(document.uploadId) : foldersShelf',
    replace: 'foldersShelf',
    tests: ['lib/documents/search-documents.db.test.ts'],
  },
  {
    what: 'what others upload counts in how rare a word is',
    in: 'lib/documents/find-passages.ts',
    find: 'db.term.findMany({ where: { term: { in: [...forms.keys()] }, shelf } })',
    replace: 'db.term.findMany({ where: { term: { in: [...forms.keys()] } } })',
    tests: ['lib/documents/find-passages.db.test.ts'],
  },
  {
    what: "a job names somebody else's uploads",
    in: 'lib/jobs/jobs.ts',
    find: 'tx.upload.count({ where: { id: { in: [...named] }, userId } })',
    replace: 'tx.upload.count({ where: { id: { in: [...named] } } })',
    tests: uploads,
  },
  {
    what: 'a link leads out of the folder of documents',
    in: 'lib/documents/list-files.ts',
    find: 'target && isInside(target, folder.path)',
    replace: 'target',
    tests: ['lib/documents/list-files.test.ts'],
  },
  {
    what: 'a key lets in after it was revoked',
    in: 'lib/access/find-key.ts',
    find: 'api_key.revoked_at IS NULL AND (',
    replace: '(',
    tests: ['lib/http/who-asks.db.test.ts'],
  },
  {
    what: 'a stream stays open after its key was revoked',
    in: 'lib/access/living-keys.ts',
    find: 'AND revoked_at IS NULL AND (',
    replace: 'AND (',
    tests: ['app/api/v1/session/route.db.test.ts'],
  },
  {
    what: 'nobody is asked for a key',
    in: 'lib/http/who-asks.ts',
    find: 'if (!isAsked) return local;',
    replace: 'return local;',
    tests: ['lib/http/who-asks.db.test.ts'],
  },
  {
    what: 'a key that may only read changes things',
    in: 'lib/http/who-asks.ts',
    find: 'if (isEnough(caller.scope, scope)) return;',
    replace: 'return;',
    tests: ['lib/http/who-asks.db.test.ts'],
  },
  {
    what: 'a cookie lets in what no page of ours has sent',
    in: 'lib/http/route.ts',
    find: 'checkSentByPage(request);',
    replace: '{}',
    tests: ['app/api/v1/session/route.db.test.ts'],
  },
  {
    what: 'a cookie lets in a page of another origin',
    in: 'lib/http/who-asks.ts',
    find: 'isAsked && !byKey ?',
    replace: 'isAsked ?',
    tests: ['lib/http/listed-pages.db.test.ts'],
  },
  {
    what: 'a WebSocket stays open after its key was revoked',
    in: 'lib/http/front/front-server.ts',
    find: "signal?.addEventListener('abort', leave, { once: true });",
    replace: '',
    tests: ['lib/http/front/cross-origin.test.ts'],
  },
];
