import { Button } from '#components/ui/button.tsx';
import { Icon } from '#components/ui/icon.tsx';

/** The way back to the end of a text that the reader has left; it floats above the column's lower edge. */
export function JumpButton({
  label,
  iconOnly = false,
  onClick,
  className = '',
}: {
  label: string;
  iconOnly?: boolean;
  onClick: () => void;
  className?: string;
}) {
  return (
    <div className={`pointer-events-none absolute inset-x-0 bottom-3 flex justify-center ${className}`}>
      <Button
        onClick={onClick}
        aria-label={label}
        className="pointer-events-auto rounded-full! border-transparent! shadow-2"
      >
        <Icon name="down" className="text-[0.875rem]" />
        {!iconOnly && label}
      </Button>
    </div>
  );
}
