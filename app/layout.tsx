import type { Metadata, Viewport } from 'next';
import { cookies } from 'next/headers';
import type { ReactNode } from 'react';
import { AppBar } from '#components/app-bar.tsx';
import { QueryProvider } from '#components/query-provider.tsx';
import { UserIdProvider } from '#components/user-id.tsx';
import { publicUrl } from '#lib/public-url.ts';
import { readCaller } from './read-caller.ts';
import './globals.css';

export const metadata: Metadata = {
  title: { default: 'IntentUI Research', template: '%s · IntentUI Research' },
  description: 'Ask a question; every sentence of the answer stands on a word-for-word quote.',
};
export const viewport: Viewport = { width: 'device-width', initialScale: 1, colorScheme: 'light dark' };

export default async function RootLayout({ children }: { children: ReactNode }) {
  const caller = await readCaller();
  const theme = (await cookies()).get('theme')?.value;
  return (
    <html
      lang="en"
      data-theme={theme === 'light' || theme === 'dark' ? theme : undefined}
      data-public-path={publicUrl()?.path || undefined}
      suppressHydrationWarning
    >
      <body>
        <a
          href="#main"
          className="absolute -top-16 left-2 z-30 rounded-2 bg-raised px-3 py-2 shadow-2 focus:top-2"
        >
          Skip to content
        </a>
        <UserIdProvider userId={caller?.userId ?? ''}>
          <QueryProvider>
            <AppBar isLetIn={caller !== null} hasSession={Boolean(caller?.key?.session)} />
            {children}
          </QueryProvider>
        </UserIdProvider>
      </body>
    </html>
  );
}
