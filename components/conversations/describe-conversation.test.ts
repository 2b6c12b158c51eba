import { expect, test } from 'vitest';
import type { Conversation } from '#lib/schema/conversation.ts';
import { describeConversation } from './describe-conversation.ts';

type LastJob = NonNullable<Conversation['last_job']>;
const conversation = (job: Partial<LastJob> | null, turns = 1): Conversation => ({
  conversation_id: 'c',
  title: 'Caching',
  turns,
  last_job: job && {
    job_id: 'j',
    job_type: 'research',
    status: 'complete',
    claims: null,
    copied: 0,
    page: '/jobs/j',
    ...job,
  },
  created_at: '2026-11-24T08:00:00.000Z',
  updated_at: '2026-11-24T08:00:00.000Z',
});

test.each([
  [conversation({ claims: 24 }), 'Report, 24 claims'],
  [conversation({ claims: 1 }), 'Report, 1 claim'],
  [conversation({ claims: 12, copied: 12 }), 'Report, 12 quotes'],
  [conversation({ claims: 12, copied: 11 }), 'Report, 12 claims'],
  [conversation({}), 'Report'],
  [conversation({ claims: 0 }), 'Report'],
  [conversation({ job_type: 'stream' }), '1 answer'],
  [conversation({ job_type: 'stream' }, 4), '4 answers'],
  [conversation({ status: 'pending' }), 'Waiting for its turn'],
  [conversation({ status: 'in_progress' }), 'Researching'],
  [conversation({ status: 'in_progress', job_type: 'stream' }), 'Answering'],
  [conversation({ status: 'waiting' }), 'The plan waits for you'],
  [conversation({ status: 'failed' }), 'Failed'],
  [conversation({ status: 'cancelled' }), 'Cancelled'],
  [conversation(null, 2), '2 messages'],
])('a conversation says where it stands: %#', (given, words) => {
  expect(describeConversation(given)).toBe(words);
});
