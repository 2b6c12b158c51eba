'use client';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { publicPath } from '#components/public-path.ts';
import { SignOut } from '#components/sign-in/sign-out.tsx';
import { IconButton } from '#components/ui/button.tsx';
import { Icon } from '#components/ui/icon.tsx';

/** The bar over every page: where one is, where one can go, the theme. */
export function AppBar({ isLetIn, hasSession }: { isLetIn: boolean; hasSession: boolean }) {
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
      {isLetIn && <MainNav />}
      <span className="flex-1" />
      <span className="-mr-2 flex">
        {hasSession && <SignOut />}
        <ThemeToggle />
      </span>
    </header>
  );
}

/** The parts of the product; `under` is where the addresses of a part's pages begin. */
const places = [
  { href: '/', word: 'Jobs', under: '/jobs' },
  { href: '/chat', word: 'Chat', under: '/chat' },
  { href: '/sources', word: 'Sources', under: '/sources' },
];

/** Where one can go, and where one is. */
function MainNav() {
  const path = usePathname();
  return (
    <nav aria-label="Main" className="flex">
      {places.map(({ href, word, under }) => (
        <Link
          key={href}
          href={href}
          aria-current={path === href || path.startsWith(under) ? 'page' : undefined}
          className="flex min-h-(--target) items-center rounded-2 px-2.5 text-ink-2 hover:bg-hover hover:text-ink max-[24rem]:px-1.5 aria-[current]:bg-sunken aria-[current]:font-medium aria-[current]:text-ink"
        >
          {word}
        </Link>
      ))}
    </nav>
  );
}

/** Switches light and dark and keeps the choice in a cookie, so that the server's first byte has it already. */
function ThemeToggle() {
  const toggle = () => {
    const root = document.documentElement;
    const systemDark = window.matchMedia('(prefers-color-scheme: dark)').matches;
    const dark = root.dataset.theme ? root.dataset.theme === 'dark' : systemDark;
    const theme = dark ? 'light' : 'dark';
    const secure = window.location.protocol === 'https:' ? '; secure' : '';
    root.dataset.theme = theme;
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser yet
    document.cookie = `theme=${theme}; path=${publicPath('') || '/'}; max-age=31536000; samesite=lax${secure}`;
  };
  return (
    <IconButton label="Switch between light and dark" onClick={toggle}>
      <Icon name="half" />
    </IconButton>
  );
}
