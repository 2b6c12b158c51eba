'use client';
import { createContext, type ReactNode, useContext } from 'react';

const UserId = createContext('');

/** Tells the pages whose they are, as the server knows it. */
export function UserIdProvider({ userId, children }: { userId: string; children: ReactNode }) {
  return <UserId value={userId}>{children}</UserId>;
}

/** The id of the user who looks at the page. */
export const useUserId = (): string => useContext(UserId);
