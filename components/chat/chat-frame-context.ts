'use client';
import { createContext, useContext } from 'react';
import type { Conversation } from '#lib/schema/conversation.ts';

type Frame = {
  /** Shows the list of conversations where there is no room for it beside the thread. */
  openList: () => void;
  /** What the list knows of a conversation; undefined where it is not in the list as far as that is loaded. */
  find: (id: string) => Conversation | undefined;
};

export const ChatFrameContext = createContext<Frame>({ openList: () => {}, find: () => undefined });

/** What a conversation needs to know of what stands around it. */
export const useChatFrame = (): Frame => useContext(ChatFrameContext);
