'use client';
import { type KeyboardEvent, type ReactNode, useRef } from 'react';

export type Tab<Id extends string> = { id: Id; label: string; count?: number | string; className?: string };

/** The look that tabs and the links that filter share. */
export const tabClass = (selected: boolean): string =>
  `inline-flex min-h-9 forced-color-adjust-none items-center gap-1.5 border-b-2 pt-0.5 whitespace-nowrap -outline-offset-2! max-mid:min-h-11 ${
    selected ? 'border-accent font-medium text-ink' : 'border-transparent text-ink-2 hover:text-ink'
  }`;

/**
 * Tabs of the ARIA pattern: arrows, Home and End move and select. Each tab controls the element `panel-<id>`, whose own
 * label is `tab-<id>`.
 */
export function Tabs<Id extends string>({
  label,
  tabs,
  selected,
  onSelect,
  className = '',
  children,
}: {
  label: string;
  tabs: Tab<Id>[];
  selected: Id;
  onSelect: (id: Id) => void;
  className?: string;
  children?: ReactNode;
}) {
  const list = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    const shown = [...(list.current?.querySelectorAll<HTMLElement>('[role=tab]') ?? [])].filter(
      (tab) => tab.offsetParent !== null,
    );
    const at = shown.indexOf(document.activeElement as HTMLElement);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: shown.length - 1 }[event.key];
    if (to === undefined || at < 0) return;
    event.preventDefault();
    const next = shown[(to + shown.length) % shown.length];
    next?.focus();
    onSelect(next?.dataset.tab as Id);
  };
  return (
    <div className={`flex min-w-0 items-stretch border-b border-line px-4 max-mid:px-3 ${className}`}>
      <div
        role="tablist"
        aria-label={label}
        ref={list}
        onKeyDown={onKeyDown}
        className="-mb-px flex min-w-0 flex-1 gap-4 overflow-x-auto [scrollbar-width:none]"
      >
        {tabs.map(({ id, label: name, count, className: own = '' }) => (
          <button
            key={id}
            type="button"
            role="tab"
            id={`tab-${id}`}
            data-tab={id}
            aria-selected={id === selected}
            aria-controls={`panel-${id}`}
            tabIndex={id === selected ? 0 : -1}
            onClick={() => onSelect(id)}
            className={`${tabClass(id === selected)} ${own}`}
          >
            {name}
            {count !== undefined && (
              <span className="text-xs font-normal text-ink-3 tabular-nums">{count}</span>
            )}
          </button>
        ))}
      </div>
      {children}
    </div>
  );
}
