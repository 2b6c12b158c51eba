/** A grey line in the place of words that are on their way. */
export function Skeleton({ className = 'w-full' }: { className?: string }) {
  return <span className={`block h-3 animate-breathe rounded-1 bg-hover ${className}`} />;
}
