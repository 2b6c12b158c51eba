'use client';
import { type ReactNode, type RefObject, useMemo, useRef, useState } from 'react';
import type { CitedPage } from '#components/job-log/reduce-events.ts';
import type { QuoteInContext } from '#lib/schema/evidence.ts';
import type { Report } from '#lib/schema/report.ts';
import type { Claim } from '#lib/schema/verdict.ts';
import { CitationCard } from './citation-card.tsx';
import { CitationContext, type CitationMark } from './citation-context.ts';
import { findQuotes, sentenceBefore } from './find-quotes.ts';
import { type ClaimRange, locateClaims } from './locate-claims.ts';
import { Markdown, noClaims } from './markdown.tsx';
import { QuoteCard } from './quote-card.tsx';
import type { Section } from './split-sections.ts';
import './report.css';

type OpenMark = CitationMark & { anchor: HTMLElement };

/** The report as far as it is written, with its marks; a mark opens the quotes that its sentence rests on. */
export function ReportText({
  markdown,
  sections,
  report,
  pages,
  claims,
  quotes,
  loadingQuotes,
  writing,
  judged = true,
  idPrefix = '',
}: {
  markdown: string;
  sections: Section[];
  /** The finished report; null while it is being written. */
  report: Report | null;
  pages: CitedPage[];
  claims: Claim[];
  quotes: QuoteInContext[];
  loadingQuotes: boolean;
  writing: boolean;
  /** False for a text that nobody judges: it has no marks in its margin. */
  judged?: boolean;
  idPrefix?: string;
}) {
  const frame = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState<OpenMark | null>(null);
  const sentences = report?.sentences ?? null;
  const ranges = useMemo(() => locateClaims(markdown, { sentences, claims }), [markdown, sentences, claims]);
  const context = useMemo(
    () => ({
      open,
      openSentence: open && (sentenceBefore(sentences, open.offset)?.start ?? null),
      onOpen: (mark: CitationMark, anchor: HTMLElement) =>
        setOpen((now) => (now?.offset === mark.offset ? null : { ...mark, anchor })),
      titleOf: (number: number) => pages.find((page) => page.number === number)?.title ?? '',
      idPrefix,
    }),
    [open, sentences, pages, idPrefix],
  );
  return (
    <CitationContext value={context}>
      <div ref={frame} className="relative mx-auto max-w-(--measure)">
        <div
          className="report"
          data-writing={writing ? '' : undefined}
          data-unjudged={judged ? undefined : ''}
        >
          {sections.map((section) => (
            <div key={section.start}>
              <Markdown text={section.text} start={section.start} claims={within(ranges, section)} />
            </div>
          ))}
        </div>
        {open && (
          <OpenCitation
            open={open}
            container={frame}
            pages={pages}
            quotes={findQuotes(open, { quotes, pages, sentences, citations: report?.citations ?? [] })}
            loading={loadingQuotes || writing}
            onClose={() => setOpen(null)}
          />
        )}
      </div>
    </CitationContext>
  );
}

function OpenCitation({
  open,
  container,
  pages,
  quotes,
  loading,
  onClose,
}: {
  open: OpenMark;
  container: RefObject<HTMLElement | null>;
  pages: CitedPage[];
  quotes: QuoteInContext[];
  loading: boolean;
  onClose: () => void;
}): ReactNode {
  const page = pages.find(({ number }) => number === open.number);
  const title = quotes[0]?.title ?? page?.title ?? `Page ${open.number}`;
  return (
    <CitationCard
      key={open.offset}
      label={`Citation ${open.number}, ${title}`}
      anchor={open.anchor}
      container={container}
      onClose={onClose}
    >
      <QuoteCard
        number={open.number}
        title={title}
        url={quotes[0]?.url ?? page?.url ?? ''}
        quotes={quotes}
        loading={loading}
        onClose={onClose}
      />
    </CitationCard>
  );
}

/** A part without claims always gets the same empty list, so that it is not drawn again. */
function within(ranges: ClaimRange[], { start, text }: Section): ClaimRange[] {
  const inside = ranges.filter((range) => range.start >= start && range.start < start + text.length);
  return inside.length === 0 ? noClaims : inside;
}
