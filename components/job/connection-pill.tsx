import { Icon } from '#components/ui/icon.tsx';
import { Pill } from '#components/ui/pill.tsx';
import type { Connection } from '#lib/client/api-client.ts';

const spinning = <Icon name="arc" spins className="text-[0.875rem] text-running-fg" />;

/** How news of the job arrives. */
export function ConnectionPill({ connection }: { connection: Connection }) {
  switch (connection.state) {
    case 'connecting':
      return (
        <Pill tone="tone-running" sign={spinning}>
          Connecting
        </Pill>
      );
    case 'live':
      return <Pill tone="tone-good">Live</Pill>;
    case 'reconnecting':
      return (
        <Pill tone="tone-running" sign={spinning}>
          Reconnecting in {Math.max(1, Math.round(connection.retryInMs / 1000))} s
        </Pill>
      );
    case 'polling':
      return <Pill tone="tone-waiting">Asking every {Math.round(connection.everyMs / 1000)} s</Pill>;
    case 'offline':
      return (
        <Pill tone="tone-cancelled" sign={<Icon name="offline" className="text-[0.875rem]" />}>
          Offline
        </Pill>
      );
    case 'ended':
      return <Pill tone="tone-good">Up to date</Pill>;
    default:
      return connection satisfies never;
  }
}
