'use client';
import Link from 'next/link';
import { usePathname } from 'next/navigation';

/** The parts of the product; `under` is where the addresses of a part's pages begin. */
const places = [
  { href: '/', word: 'Jobs', under: '/jobs' },
  { href: '/chat', word: 'Chat', under: '/chat' },
  { href: '/sources', word: 'Sources', under: '/sources' },
];

/** Where one can go, and where one is. */
export function MainNav() {
  const path = usePathname();
  return (
    <nav aria-label="Main" className="flex">
      {places.map(({ href, word, under }) => (
        <Link
          key={href}
          href={href}
          aria-current={path === href || path.startsWith(under) ? 'page' : undefined}
          className="flex min-h-(--target) items-center rounded-2 px-2.5 text-ink-2 hover:bg-hover hover:text-ink aria-[current]:bg-sunken aria-[current]:font-medium aria-[current]:text-ink"
        >
          {word}
        </Link>
      ))}
    </nav>
  );
}
