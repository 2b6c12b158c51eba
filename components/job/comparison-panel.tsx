import { describeJudge } from '#components/status/writer-words.ts';
import type { Comparison, Winner } from '#lib/schema/comparison.ts';
import type { Claim } from '#lib/schema/verdict.ts';
import { JudgePanel } from './judge-panel.tsx';

const winnerWords: Record<Winner, string> = { a: 'Text A', b: 'Text B', tie: 'Neither' };

/** Which of two texts is better, in three regards and in both orders; then each text's own verdict, if it has one. */
export function ComparisonPanel({
  comparison,
  onOpen,
}: {
  comparison: Comparison;
  onOpen: (claim: Claim) => void;
}) {
  const { criteria, rounds, texts, compared_by } = comparison;
  return (
    <>
      <div className="flex flex-col gap-4 px-4 py-3">
        <dl className="flex flex-col gap-2">
          <Preference word="Relevance" {...criteria.relevance} />
          <Preference word="Correctness" {...criteria.correctness} />
          <Preference word="Completeness" {...criteria.completeness} />
        </dl>
        <section aria-label="Both orders" className="text-xs">
          <h3 className="font-semibold text-ink-2">Read in both orders</h3>
          <ul className="mt-1 flex flex-col gap-1 text-ink-2">
            {rounds.map(({ first, winner, reason }) => (
              <li key={first}>
                Text {first.toUpperCase()} first: <b className="font-medium">{winnerWords[winner]}</b>.{' '}
                {reason}
              </li>
            ))}
          </ul>
        </section>
        <p className="text-xs text-ink-3">{describeJudge(compared_by)}</p>
      </div>
      {(['a', 'b'] as const).map((name) => {
        const { verdict } = texts[name];
        if (verdict === null) return null;
        return (
          <section
            key={name}
            aria-label={`Judgment of text ${name.toUpperCase()}`}
            className="border-t border-line-2"
          >
            <h3 className="px-4 pt-3 font-semibold">{winnerWords[name]}</h3>
            <JudgePanel verdict={verdict} claims={verdict.claims} ended onOpen={onOpen} />
          </section>
        );
      })}
    </>
  );
}

function Preference({ word, winner, reason }: { word: string; winner: Winner; reason: string }) {
  return (
    <div className="grid grid-cols-[6.5rem_minmax(0,1fr)] gap-x-3">
      <dt>{word}</dt>
      <dd className="contents">
        <span className="font-semibold">{winnerWords[winner]}</span>
        <span className="col-span-full text-xs text-ink-3">{reason}</span>
      </dd>
    </div>
  );
}
