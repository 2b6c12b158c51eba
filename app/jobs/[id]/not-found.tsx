import Link from 'next/link';
import { PageMessage } from '#components/page-message.tsx';
import { buttonClass } from '#components/ui/button.tsx';

export default function JobNotFound() {
  return (
    <PageMessage title="There is no such job" detail="The address may be mistyped, or the job was removed.">
      <Link href="/" className={buttonClass('primary')}>
        Go to your jobs
      </Link>
    </PageMessage>
  );
}
