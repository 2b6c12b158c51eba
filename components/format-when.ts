const time = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const dayAndMonth = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const fullDate = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });

/** When something was, in the reader's zone: `now`, `3 min ago`, `09:12`, `Yesterday`, `20 Nov`, `20 Nov 2024`. */
export function formatWhen(iso: string, now: Date): string {
  const date = new Date(iso);
  const minutes = Math.floor((now.getTime() - date.getTime()) / 60_000);
  if (minutes < 1) return 'now';
  if (minutes < 60) return `${minutes} min ago`;
  const days = daysAgo(date, now);
  if (days === 0) return time.format(date);
  if (days === 1) return 'Yesterday';
  return (date.getFullYear() === now.getFullYear() ? dayAndMonth : fullDate).format(date);
}

/** Date and time to the minute, for tooltips and for the time at which a page was read. */
export const formatMoment = (iso: string): string => {
  const date = new Date(iso);
  return `${fullDate.format(date)}, ${time.format(date)}`;
};

/** How many days of the reader's calendar lie between: 0 for the same day. */
export const daysAgo = (date: Date, now: Date): number => calendarDay(now) - calendarDay(date);

const calendarDay = (date: Date): number =>
  Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / 86_400_000;
