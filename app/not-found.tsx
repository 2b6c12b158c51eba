import type { Metadata } from 'next';
import Link from 'next/link';
import { PageMessage } from '#components/page-message.tsx';
import { buttonClass } from '#components/ui/button.tsx';

export const metadata: Metadata = { title: 'Not found' };

export default function NotFound() {
  return (
    <PageMessage
      title="There is nothing at this address"
      detail="The address may be mistyped, or what was here is gone."
    >
      <Link href="/" className={buttonClass('primary')}>
        Go to your jobs
      </Link>
    </PageMessage>
  );
}
