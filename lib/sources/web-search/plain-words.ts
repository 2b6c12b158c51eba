const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

/** Words of somebody else as one line: without control characters, cut at `longest` UTF-16 units. */
export function oneLine(words: string, longest = 300): string {
  const line = words
    .slice(0, 4 * longest)
    // But for the joiners of Persian, Hindi and emoji, which are part of words.
    .replace(/(?:(?![\u200c\u200d])[\p{Cc}\p{Cf}\s])+/gu, ' ')
    .trim()
    .toWellFormed();
  if (line.length <= longest) return line;
  // Half of a sign that takes two units is none.
  return `${line.slice(0, longest - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

/** The words of a piece of HTML in which a service marks what fits: without tags, its entities as what they stand for. */
export function withoutTags(html: string): string {
  return html
    .slice(0, 20_000)
    .replace(/<\/?[a-z][^<>]{0,300}>/gi, '')
    .replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,6}));/gi, (whole, decimal, hex, name) => {
      if (name) return entities[String(name).toLowerCase()] ?? whole;
      const code = decimal ? Number(decimal) : Number.parseInt(hex, 16);
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code).toWellFormed() : ' ';
    });
}

const units: Record<string, number> = { minute: 0, hour: 0, day: 1, week: 7, month: 30, year: 365 };

/** The day that a service names, `YYYY-MM-DD`: of a date, a point in time, or "3 days ago"; undefined for all else. */
export function dayIn(text: string | null | undefined, now: number): string | undefined {
  if (!text) return undefined;
  const written = /^\d{4}-\d{2}-\d{2}/.exec(text.trim())?.[0];
  const ago = /^(\d{1,3}) (minute|hour|day|week|month|year)s? ago$/i.exec(text.trim());
  const time = ago
    ? now - Number(ago[1]) * (units[(ago[2] ?? '').toLowerCase()] ?? 0) * 86_400_000
    : Date.parse(written ? `${written}T12:00:00Z` : `${text} UTC`) || Date.parse(text);
  const year = Number.isFinite(time) ? new Date(time).getUTCFullYear() : 0;
  return year >= 1000 && year <= 2200 ? new Date(time).toISOString().slice(0, 10) : undefined;
}
