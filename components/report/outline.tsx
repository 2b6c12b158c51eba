import { Fragment } from 'react';
import { isMadeOfQuotes } from '#lib/client/describe-accuracy.ts';
import { type ClaimRange, isJudged } from './locate-claims.ts';
import type { ComingSection, Section } from './split-sections.ts';

/** Whether there are several headings to choose from. */
export const hasOutline = (sections: Section[]): boolean =>
  sections.filter(({ heading }) => heading).length > 1;

/** The headings of the report with the number of claims under each; only where there are several. */
export function Outline({
  sections,
  coming = [],
  claims,
}: {
  sections: Section[];
  coming?: ComingSection[];
  claims: ClaimRange[];
}) {
  const headed = sections.filter(({ heading }) => heading !== null);
  if (!hasOutline(sections) && headed.length + coming.length < 2) return null;
  const end = coming.filter(({ before }) => !headed.some(({ start }) => start === before));
  return (
    <nav aria-label="Outline" className="text-sm">
      <p className="mb-2 text-xs font-semibold text-ink-2">Outline</p>
      <ul>
        {headed.map(({ start, text, heading }) => (
          <Fragment key={start}>
            {coming
              .filter(({ before }) => before === start)
              .map((section) => (
                <Coming key={section.id} section={section} />
              ))}
            <li>
              <a
                href={`#part-${start}`}
                className="-mx-2 flex justify-between gap-2 rounded-1 px-2 py-[0.1875rem] text-ink-2 hover:bg-hover hover:text-ink"
              >
                <span dir="auto" className="line-clamp-2">
                  {heading?.text}
                </span>
                <span className="text-xs/5 text-ink-3 tabular-nums">
                  {claims.filter((claim) => claim.start >= start && claim.start < start + text.length)
                    .length || ''}
                </span>
              </a>
            </li>
          </Fragment>
        ))}
        {end.map((section) => (
          <Coming key={section.id} section={section} />
        ))}
      </ul>
      {claims.length > 0 && <p className="mt-5 text-xs text-ink-3">{explainNumbers(claims)}</p>}
    </nav>
  );
}

/** What the numbers count, and the marks where there are any. */
export function explainNumbers(claims: ClaimRange[]): string {
  if (!isJudged(claims)) return 'Numbers count sentences with a citation.';
  return isMadeOfQuotes(claims)
    ? 'Numbers count quotes. The marks beside the text show where each stands.'
    : 'Numbers count claims. The marks beside the text show how each was judged.';
}

const Coming = ({ section }: { section: ComingSection }) => (
  <li dir="auto" className="line-clamp-2 py-[0.1875rem] text-ink-3">
    {section.title}
    <span className="sr-only">, not written yet</span>
  </li>
);
