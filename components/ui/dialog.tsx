'use client';
import { type ReactNode, useLayoutEffect, useRef, useState } from 'react';

/**
 * A native dialog: Esc and the backdrop close it, focus goes in and comes back to where it was. A modal one makes the
 * rest of the page inert; the other floats beside its cause and leaves the page usable. Its content is drawn once it is
 * shown, so that what measures itself there has a place.
 */
export function Dialog({
  label,
  modal,
  onClose,
  className = '',
  style,
  children,
}: {
  label: string;
  modal: boolean;
  onClose: () => void;
  className?: string;
  style?: React.CSSProperties;
  children: ReactNode;
}) {
  const ref = useRef<HTMLDialogElement>(null);
  const close = useRef(onClose);
  close.current = onClose;
  const [shown, setShown] = useState(false);

  useLayoutEffect(() => {
    const dialog = ref.current;
    if (!dialog) return;
    const before = document.activeElement;
    if (modal) dialog.showModal();
    else dialog.show();
    dialog.focus({ preventScroll: !modal });
    setShown(true);
    const onKeyDown = (event: KeyboardEvent) => {
      // A modal one lies above: Esc is for that alone.
      if (document.querySelector('dialog:modal')) return;
      if (event.key === 'Escape' && !event.defaultPrevented) close.current();
    };
    if (!modal) document.addEventListener('keydown', onKeyDown);
    return () => {
      document.removeEventListener('keydown', onKeyDown);
      dialog.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, [modal]);

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the backdrop is a convenience; Esc and the close button do the same
    <dialog
      ref={ref}
      aria-label={label}
      tabIndex={-1}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (modal && event.target === event.currentTarget) onClose();
      }}
      style={style}
      className={`bg-raised text-ink shadow-2 outline-none backdrop:bg-shade ${className}`}
    >
      {shown && children}
    </dialog>
  );
}
