import { formatScore } from '#components/format-count.ts';
import { ReportText } from '#components/report/report.tsx';
import { splitSections } from '#components/report/split-sections.ts';
import { Notice } from '#components/ui/notice.tsx';
import type { Comparison, JudgedText } from '#lib/schema/comparison.ts';
import type { QuoteInContext } from '#lib/schema/evidence.ts';
import { nameScore, scoreWord } from '#lib/schema/name-score.ts';

/** Two texts side by side, the better one marked; before they are compared they stand there as they were given. */
export function ComparedTexts({
  given,
  comparison,
  quotes,
}: {
  given: { a: string; b: string };
  comparison: Comparison | null;
  quotes: QuoteInContext[];
}) {
  return (
    <>
      {comparison && (
        <div className="mx-auto mb-4 max-w-[80rem] text-sm">
          <Notice
            tone={comparison.winner === 'tie' ? 'tone-quiet' : 'tone-good'}
            icon="scale"
            title={headline(comparison)}
          >
            <p className="text-ink-2">{comparison.reason}</p>
          </Notice>
        </div>
      )}
      <div className="mx-auto grid max-w-[80rem] gap-x-12 gap-y-8 wide:grid-cols-2">
        {(['a', 'b'] as const).map((name) => (
          <OneText
            key={name}
            name={name}
            given={given[name]}
            judged={comparison?.texts[name] ?? null}
            better={comparison?.winner === name}
            quotes={quotes}
          />
        ))}
      </div>
    </>
  );
}

const headline = ({ winner }: Comparison): string =>
  winner === 'tie' ? 'Neither text is better' : `Text ${winner.toUpperCase()} is better`;

function OneText({
  name,
  given,
  judged,
  better,
  quotes,
}: {
  name: 'a' | 'b';
  given: string;
  judged: JudgedText | null;
  better: boolean;
  quotes: QuoteInContext[];
}) {
  const markdown = judged?.report.markdown ?? given;
  const title = `Text ${name.toUpperCase()}`;
  return (
    <section aria-label={title} className="min-w-0">
      <h3 className="mb-2 flex items-baseline gap-2 border-b border-line pb-1 font-semibold">
        {title}
        {better && <span className="tone-good text-xs font-medium text-(--fg)">better</span>}
        {judged?.verdict && (
          <span className="ml-auto text-xs font-normal text-ink-3 tabular-nums first-letter:uppercase">
            {scoreWord(nameScore(judged.verdict))} {formatScore(judged.verdict.overall)}
          </span>
        )}
      </h3>
      <ReportText
        markdown={markdown}
        sections={splitSections(markdown)}
        report={judged?.verdict ? judged.report : null}
        pages={[]}
        claims={judged?.verdict?.claims ?? []}
        quotes={quotes}
        loadingQuotes={false}
        writing={false}
      />
    </section>
  );
}
