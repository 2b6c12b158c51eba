import type { ButtonHTMLAttributes, ReactNode } from 'react';

export type Look = 'plain' | 'primary' | 'quiet' | 'danger' | 'danger-quiet';

const looks: Record<Look, string> = {
  plain: 'border-line-2 bg-surface text-ink hover:bg-hover',
  primary: 'border-accent bg-accent text-accent-on hover:border-accent-hover hover:bg-accent-hover',
  quiet: 'border-transparent bg-transparent text-ink-2 hover:bg-hover hover:text-ink',
  danger: 'border-line-2 bg-surface text-bad-fg hover:bg-bad-bg',
  'danger-quiet': 'border-transparent bg-transparent text-bad-fg hover:bg-bad-bg',
};
const shape =
  'inline-flex min-h-(--target) items-center justify-center gap-1 rounded-2 border px-2.5 font-medium whitespace-nowrap transition-colors duration-100 disabled:opacity-60 aria-disabled:cursor-default aria-disabled:opacity-60';

/** The classes of a button, for links that look like one. */
export const buttonClass = (look: Look = 'plain', className = ''): string =>
  `${shape} ${looks[look]} ${className}`;

export function Button({
  look = 'plain',
  className = '',
  type = 'button',
  ...rest
}: ButtonHTMLAttributes<HTMLButtonElement> & { look?: Look }) {
  return <button type={type} className={buttonClass(look, className)} {...rest} />;
}

/** A square button that shows only a sign; `label` is its name and its tooltip. */
export function IconButton({
  label,
  children,
  className = '',
  look = 'quiet',
  ...rest
}: Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'aria-label' | 'title'> & {
  label: string;
  look?: Look;
  children: ReactNode;
}) {
  return (
    <Button
      look={look}
      aria-label={label}
      title={label}
      className={`w-(--target) flex-none px-0! ${className}`}
      {...rest}
    >
      {children}
    </Button>
  );
}
