import { Fold } from '#components/ui/fold.tsx';
import { nameExamples, reasonWords } from '#lib/client/describe-files.ts';
import { type FileAccount, isMissed } from '#lib/schema/file-account.ts';

/** Why files are not read: how many of each reason, and some of their names. */
export function UnreadFiles({ unread }: { unread: FileAccount['unread'] }) {
  const missed = unread.filter(({ reason }) => isMissed(reason));
  const number = missed.reduce((sum, { count }) => sum + count, 0);
  const words = number > 0 ? 'which they are, and why' : 'only what is left out on purpose';
  return (
    <Fold name={`${number} not read`} words={words}>
      <dl className="flex flex-col gap-2">
        {unread.map(({ reason, count, examples }) => (
          <div key={reason}>
            <dt className={isMissed(reason) ? 'font-medium' : 'text-ink-2'}>
              {count} {reasonWords[reason]}
            </dt>
            <dd className="text-xs/5 break-words text-ink-2">
              <bdi>{nameExamples({ examples, count })}</bdi>
            </dd>
          </div>
        ))}
      </dl>
    </Fold>
  );
}
