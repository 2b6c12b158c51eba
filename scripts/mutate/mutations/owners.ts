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
    find: '|| row.userId !== userId) throw',
    replace: ') throw',
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
    find: '|| row.userId !== userId) throw notFound();\n  const newest',
    replace: ') throw notFound();\n  const newest',
    tests: conversations,
  },
  {
    what: 'a conversation is followed by who does not own it',
    in: 'lib/conversations',
    find: '|| row.userId !== userId) throw notFound();\n  const job',
    replace: ') throw notFound();\n  const job',
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
    find: '|| row.userId !== userId) throw',
    replace: ') throw',
    tests: uploads,
  },
  {
    what: "somebody else's uploads are searched",
    in: 'lib/documents/reach.ts',
    find: 'WHERE upload.user_id = ',
    replace: 'WHERE upload.user_id IS NOT NULL OR upload.user_id = ',
    tests: uploads,
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
];
