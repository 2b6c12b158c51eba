'use client';
import { type ReactNode, useState } from 'react';
import type { ToldClaim } from '#components/job-log/reduce-events.ts';
import type { QuoteInContext } from '#lib/schema/evidence.ts';
import { Sheet } from './citation-card.tsx';
import type { JudgedClaim } from './claim-head.tsx';
import { QuoteCard } from './quote-card.tsx';

/** A copy has the quotes of the page that says the same. */
type OpenedPage = {
  number: number | null;
  title: string;
  url: string;
  copyOf?: { url: string; number: number | null } | undefined;
};
type Opened = OpenedPage | { claim: ToldClaim };

/** Opens the quotes of a page, or those behind a claim, on a card above the page; `card` is to be drawn somewhere. */
export function useOpenedQuotes(quotes: QuoteInContext[], { loading }: { loading: boolean }) {
  const [opened, setOpened] = useState<Opened | null>(null);
  const close = () => setOpened(null);
  let card: ReactNode = null;
  if (opened) {
    const shown = 'claim' in opened ? ofClaim(opened.claim, quotes) : ofPage(opened, quotes);
    card = (
      <Sheet label={shown.title} onClose={close}>
        <QuoteCard {...shown} loading={loading} onClose={close} />
      </Sheet>
    );
  }
  return {
    card,
    openPage: ({ number, title, url, copyOf }: OpenedPage) => setOpened({ number, title, url, copyOf }),
    openClaim: (claim: ToldClaim) => setOpened({ claim }),
  };
}

function ofPage({ copyOf, ...page }: OpenedPage, quotes: QuoteInContext[]) {
  const own = quotes.filter(({ url }) => url === page.url);
  if (own.length > 0 || !copyOf) return { ...page, quotes: own };
  return { ...page, number: copyOf.number, quotes: quotes.filter(({ url }) => url === copyOf.url) };
}

function ofClaim(claim: ToldClaim, quotes: QuoteInContext[]) {
  const own = quotes.filter(({ number }) => claim.quotes.includes(number));
  const head: JudgedClaim = { ...claim, kind: claim.kind ?? 'finding' };
  return { number: null, title: own[0]?.title ?? 'Claim', url: own[0]?.url ?? '', quotes: own, claim: head };
}
