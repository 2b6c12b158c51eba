import type { ReactNode } from 'react';

/** What a tab of `Tabs` shows; it scrolls by itself where the page is in columns. */
export function TabPanel({ id, shown, children }: { id: string; shown: boolean; children: ReactNode }) {
  return (
    <div
      id={`panel-${id}`}
      role="tabpanel"
      aria-labelledby={`tab-${id}`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      className={`min-h-0 flex-1 -outline-offset-2! wide:overflow-auto ${shown ? '' : 'hidden'}`}
    >
      {children}
    </div>
  );
}
