'use client';
import { type ReactNode, type RefObject, useMemo, useRef, useState } from 'react';
import type { CitedPage, ToldClaim } from '#components/job-log/reduce-events.ts';
import type { QuoteInContext } from '#lib/schema/evidence.ts';
import type { Report } from '#lib/schema/report.ts';
import { CitationCard } from './citation-card.tsx';
import { CitationContext, type CitationMark } from './citation-context.ts';
import { findQuotes } from './find-quotes.ts';
import { type ClaimRange, claimBefore, locateClaims } from './locate-claims.ts';
import { Markdown, noClaims } from './markdown.tsx';
import { QuoteCard } from './quote-card.tsx';
import { SectionToCome } from './section-to-come.tsx';
import type { ComingSection, Section } from './split-sections.ts';
import './report.css';

type OpenMark = CitationMark & { anchor: HTMLElement };

/** The report as far as it is written, with its marks; a mark opens what was said of its sentence, and its quotes. */
export function ReportText({
  markdown,
  sections,
  coming = [],
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
  /** Sections that have no words yet, and where theirs will stand. */
  coming?: ComingSection[];
  /** The finished report; null while it is being written. */
  report: Report | null;
  pages: CitedPage[];
  claims: ToldClaim[];
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
  const ranges = useMemo(
    () => locateClaims(markdown, { sentences, claims: judged ? claims : [] }),
    [markdown, sentences, claims, judged],
  );
  const claim = open && claimOf(open, { ranges, markdown });
  const hasParts = useMemo(() => /^#{1,2} /m.test(markdown), [markdown]);
  const context = useMemo(
    () => ({
      open,
      openClaim: claim?.start ?? null,
      onOpen: (mark: CitationMark, anchor: HTMLElement) =>
        setOpen((now) => (now && isSame(now, mark) ? null : { ...mark, anchor })),
      titleOf: ({ of, number }: Pick<CitationMark, 'of' | 'number'>) =>
        (of === 'page' ? pages : quotes).find((one) => one.number === number)?.title ?? '',
      idPrefix,
      hasParts,
    }),
    [open, claim?.start, pages, quotes, idPrefix, hasParts],
  );
  const placeOf = ({ before }: ComingSection) =>
    sections.find(({ start }) => start >= before)?.start ?? markdown.length;
  const before = (start: number) => coming.filter((section) => placeOf(section) === start);
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
              {before(section.start).map(({ id, title }) => (
                <SectionToCome key={id} title={title} />
              ))}
              <Markdown text={section.text} start={section.start} claims={within(ranges, section)} />
            </div>
          ))}
          {before(markdown.length).map(({ id, title }) => (
            <SectionToCome key={id} title={title} />
          ))}
        </div>
        {open && (
          <OpenCitation
            open={open}
            claim={judged ? claim : null}
            container={frame}
            pages={pages}
            quotes={
              open.of === 'claim'
                ? quotes.filter(({ number }) => claim?.quotes.includes(number))
                : findQuotes(open, { quotes, pages, sentences, citations: report?.citations ?? [] })
            }
            loading={loadingQuotes || writing}
            onClose={() => setOpen(null)}
          />
        )}
      </div>
    </CitationContext>
  );
}

const isSame = (one: CitationMark, other: CitationMark): boolean =>
  one.of === other.of && one.offset === other.offset;

function claimOf(
  { of, offset }: CitationMark,
  { ranges, markdown }: { ranges: ClaimRange[]; markdown: string },
): ClaimRange | null {
  if (of === 'claim') return ranges.find(({ start }) => start === offset) ?? null;
  return claimBefore(ranges, { markdown, offset });
}

function OpenCitation({
  open,
  claim,
  container,
  pages,
  quotes,
  loading,
  onClose,
}: {
  open: OpenMark;
  claim: ClaimRange | null;
  container: RefObject<HTMLElement | null>;
  pages: CitedPage[];
  quotes: QuoteInContext[];
  loading: boolean;
  onClose: () => void;
}): ReactNode {
  const page = open.of === 'page' ? pages.find(({ number }) => number === open.number) : undefined;
  const title = quotes[0]?.title ?? page?.title ?? (open.of === 'page' ? `Page ${open.number}` : 'Quote');
  const name = { page: `Citation ${open.number}`, quote: `Quote ${open.number}`, claim: 'Claim' }[open.of];
  return (
    <CitationCard
      key={`${open.of}:${open.offset}`}
      label={`${name}, ${title}`}
      anchor={open.anchor}
      container={container}
      onClose={onClose}
    >
      <QuoteCard
        number={open.of === 'claim' ? null : open.number}
        title={title}
        url={quotes[0]?.url ?? page?.url ?? ''}
        quotes={quotes}
        claim={claim}
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
