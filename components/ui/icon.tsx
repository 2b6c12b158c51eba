import type { ReactNode } from 'react';

const circle = <circle cx="12" cy="12" r="8.5" />;
const halfDisc = (
  <>
    {circle}
    <path d="M12 3.5a8.5 8.5 0 0 1 0 17z" fill="currentColor" />
  </>
);
const stroke = (d: string): ReactNode => <path d={d} />;
const inCircle = (d: string): ReactNode => (
  <>
    {circle}
    <path d={d} />
  </>
);

const shapes = {
  arc: stroke('M12 3.5A8.5 8.5 0 1 1 3.5 12'),
  ban: inCircle('M6 6l12 12'),
  brand: stroke('M8 3.5H4.5v17H8M16 3.5h3.5v17H16M12 11v5.5M12 7.4v.2'),
  calendar: stroke('M4.5 6h15v13.5h-15zM4.5 10.5h15M8.5 3.5V8M15.5 3.5V8'),
  check: stroke('M5 12.5l4.5 4.5L19 7.5'),
  'check-circle': inCircle('M8.2 12.3l2.6 2.6 5-5.4'),
  copy: stroke('M9 9h10.5v10.5H9zM15 9V4.5H4.5V15H9'),
  cross: stroke('M6 6l12 12M18 6L6 18'),
  'cross-circle': inCircle('M9 9l6 6M15 9l-6 6'),
  document: stroke('M6.5 3.5h7l4 4v13h-11zM13.5 3.5v4h4'),
  down: stroke('M12 5v14M6 13l6 6 6-6'),
  edit: stroke('M5 19l.8-4L15.5 5.3l3.2 3.2L9 18.2z'),
  download: stroke('M12 4v11M7.5 10.5L12 15l4.5-4.5M5 19.5h14'),
  external: stroke('M10 5H5v14h14v-5M13.5 4.5h6v6M19 5l-8.5 8.5'),
  globe: inCircle('M3.5 12h17M12 3.5c3.6 4 3.6 13 0 17c-3.6-4-3.6-13 0-17'),
  half: halfDisc,
  hash: stroke('M5 9h14M5 15h14M9.5 4.5l-2 15M16.5 4.5l-2 15'),
  list: stroke('M4 7h16M4 12h16M4 17h16'),
  leave: stroke('M13.5 4.5H5v15h8.5M10 12h10M16 8l4 4-4 4'),
  left: stroke('M15 5.5L8.5 12l6.5 6.5'),
  minus: inCircle('M8 12h8'),
  offline: stroke('M4 4l16 16M6.5 9.5A7 7 0 0 1 9 7.7M12.5 7a7 7 0 0 1 5.5 2.7M12 17.5v.1'),
  pause: inCircle('M10 9v6M14 9v6'),
  pen: stroke('M4 20h16M6 16l9.5-11.5L19 7.5 9.5 19'),
  quote: stroke('M5 17.5V12c0-3 1-5 4-6M14 17.5V12c0-3 1-5 4-6M5 12h4v5.5H5M14 12h4v5.5h-4'),
  right: stroke('M9 5.5l6.5 6.5L9 18.5'),
  ring: <circle cx="12" cy="12" r="8.5" strokeDasharray="3 3.68" />,
  stop: <path d="M7 7h10v10H7z" fill="currentColor" />,
  scale: stroke('M12 4v15.5M8 19.5h8M5 7h14M5 7l-2.5 6h5zM19 7l-2.5 6h5z'),
  search: (
    <>
      <circle cx="10.5" cy="10.5" r="6" />
      <path d="M15 15l5 5" />
    </>
  ),
  retry: stroke('M19.5 12a7.5 7.5 0 1 1-2.4-5.5M19.5 3.5v4h-4'),
  unequal: stroke('M5 9h14M5 15h14M16 5L8 19'),
  picture: stroke('M4 5h16v14H4zM4 16l4.5-4.5 4 4 3-3L20 17M15.5 9v.1'),
  plus: stroke('M12 5v14M5 12h14'),
  tool: stroke(
    'M14 7.5a4.3 4.3 0 0 1 5.6-3.8L16.7 6.6l.7 2 2 .7 2.4-2.4A4.3 4.3 0 0 1 16 12.3L8 20.2 3.8 16l8-7.9',
  ),
  trash: stroke('M5 7h14M9.5 7V4.5h5V7M7 7l.8 12.5h8.4L17 7'),
  up: stroke('M12 19V5M6 11l6-6 6 6'),
  warning: stroke('M12 4.5L21 19.5H3zM12 10v4.5M12 17v.1'),
} satisfies Record<string, ReactNode>;

export type IconName = keyof typeof shapes;

/** A drawn sign in the colour and (1em) size of the text beside it; never the only bearer of a meaning. */
export function Icon({
  name,
  className = '',
  spins = false,
}: {
  name: IconName;
  className?: string;
  spins?: boolean;
}) {
  return (
    <svg
      viewBox="0 0 24 24"
      aria-hidden="true"
      className={`inline-block size-[1em] flex-none fill-none stroke-current stroke-[1.75] align-[-0.18em] text-[1rem] [stroke-linecap:round] [stroke-linejoin:round] ${spins ? 'animate-spin' : ''} ${className}`}
    >
      {shapes[name]}
    </svg>
  );
}
