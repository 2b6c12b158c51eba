import Link from 'next/link';
import { Icon } from '#components/ui/icon.tsx';
import { ThemeToggle } from './theme-toggle.tsx';

/** The bar over every page: where one is, where one can go, the theme. */
export function AppBar() {
  return (
    <header className="sticky top-0 z-20 flex h-(--bar-h) items-center gap-4 border-b border-line bg-surface px-4 max-mid:gap-2 max-mid:px-3">
      <Link
        href="/"
        className="flex min-h-(--target) items-center gap-2 font-semibold whitespace-nowrap"
        aria-label="IntentUI Research"
      >
        <Icon name="brand" className="stroke-2! text-[1.25rem] text-accent" />
        <span>IntentUI Research</span>
      </Link>
      <nav aria-label="Main" className="flex">
        <Link
          href="/"
          className="flex min-h-(--target) items-center rounded-2 px-2.5 text-ink-2 hover:bg-hover hover:text-ink"
        >
          Jobs
        </Link>
      </nav>
      <span className="flex-1" />
      <span className="-mr-2">
        <ThemeToggle />
      </span>
    </header>
  );
}
