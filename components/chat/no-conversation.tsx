import Link from 'next/link';
import { PageMessage } from '#components/page-message.tsx';
import { buttonClass } from '#components/ui/button.tsx';

/** What stands in the place of a conversation that there is not, or that could not be loaded: then `fault` says why. */
export function NoConversation({ fault }: { fault?: string }) {
  return (
    <PageMessage
      title={fault ? 'The conversation could not be loaded' : 'There is no such conversation'}
      detail={fault ?? 'The address may be mistyped, or it was deleted.'}
    >
      <Link href="/chat" className={buttonClass('primary')}>
        Begin a new one
      </Link>
    </PageMessage>
  );
}
