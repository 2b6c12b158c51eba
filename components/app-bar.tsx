import Link from 'next/link';
import { Icon } from '#components/ui/icon.tsx';
import { MainNav } from './main-nav.tsx';
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
        <span className="max-[30rem]:hidden">IntentUI Research</span>
      </Link>
      <MainNav />
      <span className="flex-1" />
      <span className="-mr-2">
        <ThemeToggle />
      </span>
    </header>
  );
}
