import { useState } from 'react';
import { BudgetFields } from '#components/composer/budget-fields.tsx';
import { Icon } from '#components/ui/icon.tsx';
import type { Budget } from '#lib/schema/budget.ts';
import { describeCaps } from './describe-caps.ts';

/** What each answer may use at most, folded away; while it is, its caps stand in the line that opens it. */
export function AnswerLimits({ value, onChange }: { value: Budget; onChange: (value: Budget) => void }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details
      className="group mx-auto mt-1 max-w-[44rem] px-0.5 text-xs"
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary className="inline-flex min-h-(--target) list-none items-center gap-1 text-ink-3 hover:text-ink">
        <Icon name="right" className="text-[0.75rem] group-open:rotate-90" />
        {describeCaps(value)}
      </summary>
      {/* Mounted when it opens: caps that were kept come in after the page. */}
      {isOpen && <BudgetFields value={value} onChange={onChange} />}
    </details>
  );
}
