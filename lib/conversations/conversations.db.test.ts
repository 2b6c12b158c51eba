import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase } from '#lib/testing/database.ts';
import {
  addTurn,
  ConversationFilter,
  deleteConversation,
  findActiveJob,
  getConversation,
  listConversations,
} from './conversations.ts';

let database: Awaited<ReturnType<typeof createTestDatabase>>;
/** The ids of each user's conversations, the newest first; `ada` and `bob` begin them in turns. */
const conversations: Record<string, string[]> = { ada: [], bob: [] };
beforeAll(async () => {
  database = await createTestDatabase();
  for (const text of ['One?', 'Two?', 'Three?']) {
    for (const userId of ['ada', 'bob']) {
      const conversationId = uuidv7();
      await say({ userId, conversationId, text });
      conversations[userId]?.unshift(conversationId);
    }
  }
});
afterAll(() => database.drop());

const say = ({ userId, conversationId, text }: { userId: string; conversationId: string; text: string }) =>
  addTurn(database.db, {
    userId,
    conversationId,
    message: { id: uuidv7(), text },
    mode: 'answer',
    deadlineSeconds: 60,
  });
const list = (userId: string, filter: Record<string, unknown> = {}) =>
  listConversations(database.db, { userId, filter: ConversationFilter.parse(filter) });
const idsOf = async (userId: string, filter?: Record<string, unknown>) =>
  (await list(userId, filter)).data.map(({ conversation_id }) => conversation_id);

describe('a list of conversations', () => {
  test.each(['ada', 'bob'])('holds all conversations of %s and nobody else’s', async (userId) => {
    expect(await idsOf(userId)).toEqual(conversations[userId]);
  });

  test('of who has none is empty', async () => {
    expect(await list('eve')).toEqual({ data: [], next_cursor: null });
  });

  test('read page by page, also from a cursor of somebody else, shows the own ones alone', async () => {
    const first = await list('ada', { limit: 2 });
    const rest = await list('ada', { limit: 2, cursor: first.next_cursor });
    expect([...first.data, ...rest.data].map(({ conversation_id }) => conversation_id)).toEqual(
      conversations.ada,
    );
    expect(rest.next_cursor).toBeNull();
    const foreign = (await list('bob', { limit: 1 })).next_cursor;
    expect(await idsOf('ada', { cursor: foreign })).toEqual(conversations.ada);
  });
});

describe("somebody else's conversation", () => {
  const unknown = uuidv7();

  test.each<[string, (conversationId: string) => Promise<unknown>]>([
    ['read', (conversationId) => getConversation(database.db, { conversationId, userId: 'eve' })],
    ['followed', (conversationId) => findActiveJob(database.db, { conversationId, userId: 'eve' })],
    ['deleted', (conversationId) => deleteConversation(database.db, { conversationId, userId: 'eve' })],
  ])('cannot be %s: it is as one that is not there', async (_, act) => {
    const own = conversations.ada?.[0] ?? '';
    const told = (id: string) => act(id).catch((error) => `${error.code} ${error.message}`);
    expect(await told(own)).toMatch(/^not_found/);
    expect(await told(own)).toBe(await told(unknown));
    expect(await idsOf('ada')).toEqual(conversations.ada);
  });

  test('takes no message', async () => {
    const conversationId = conversations.ada?.[0] ?? '';
    const before = await database.db.turn.count();
    await expect(say({ userId: 'eve', conversationId, text: 'Me too?' })).rejects.toMatchObject({
      code: 'not_found',
    });
    expect(await database.db.turn.count()).toBe(before);
  });
});
