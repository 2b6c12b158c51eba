const berlin = ';TZID=Europe/Berlin:';

const event = (uid: string, ...lines: string[]): string[] => [
  'BEGIN:VEVENT',
  `UID:${uid}`,
  'DTSTAMP:20260101T000000Z',
  ...lines,
  'END:VEVENT',
];

/** A time zone that no computer knows by its name, as Outlook writes it: the calendar itself says what its clock does. */
const office = [
  'BEGIN:VTIMEZONE',
  'TZID:Our Office (Lisbon)',
  ...['BEGIN:STANDARD', 'DTSTART:16011028T020000', 'RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10'],
  ...['TZOFFSETFROM:+0100', 'TZOFFSETTO:+0000', 'END:STANDARD'],
  ...['BEGIN:DAYLIGHT', 'DTSTART:16010325T010000', 'RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3'],
  ...['TZOFFSETFROM:+0000', 'TZOFFSETTO:+0100', 'END:DAYLIGHT', 'END:VTIMEZONE'],
];

/**
 * Appointments around the end of March 2026, when clocks in Europe go forward on the 29th and those of America have done
 * so on the 8th: each a calendar object, and of a kind that is easily told on the wrong day.
 */
export const awkwardEvents: readonly (readonly string[])[] = [
  event('holiday', 'SUMMARY:Company holiday', 'DTSTART;VALUE=DATE:20260403', 'DTEND;VALUE=DATE:20260404'),
  event('fair', 'SUMMARY:Book fair', 'DTSTART;VALUE=DATE:20260413', 'DTEND;VALUE=DATE:20260416'),
  event('birthday', "SUMMARY:Rosa's birthday", 'DTSTART;VALUE=DATE:19520411', 'RRULE:FREQ=YEARLY'),
  [
    ...event(
      'standup',
      'SUMMARY:Standup',
      `DTSTART${berlin}20260108T093000`,
      `DTEND${berlin}20260108T094500`,
      'RRULE:FREQ=WEEKLY',
      // Left out, as a server writes it that counts in UTC.
      'EXDATE:20260402T073000Z',
    ),
    ...event(
      'standup',
      `RECURRENCE-ID${berlin}20260409T093000`,
      'SUMMARY:Standup\\, moved',
      `DTSTART${berlin}20260408T160000`,
      `DTEND${berlin}20260408T161500`,
    ),
    ...event(
      'standup',
      `RECURRENCE-ID${berlin}20260416T093000`,
      'SUMMARY:Standup',
      `DTSTART${berlin}20260416T093000`,
      `DTEND${berlin}20260416T094500`,
      'STATUS:CANCELLED',
    ),
  ],
  [
    ...event(
      'choir',
      'SUMMARY:Choir rehearsal',
      `DTSTART${berlin}20260113T190000`,
      `DTEND${berlin}20260113T210000`,
      'RRULE:FREQ=WEEKLY;UNTIL=20260421T170000Z',
    ),
    ...event(
      'choir',
      'RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Berlin:20260407T190000',
      'SUMMARY:Choir rehearsal in the church',
      `DTSTART${berlin}20260408T180000`,
      `DTEND${berlin}20260408T193000`,
    ),
  ],
  event(
    'tokyo',
    'SUMMARY:Call with Tokyo',
    'DTSTART;TZID=Asia/Tokyo:20260331T063000',
    'DTEND;TZID=Asia/Tokyo:20260331T070000',
  ),
  event(
    'new-york',
    'SUMMARY:Call with New York',
    'DTSTART;TZID=America/New_York:20260323T100000',
    'DURATION:PT30M',
    'RRULE:FREQ=WEEKLY;COUNT=2',
  ),
  event('auckland', 'SUMMARY:Call with Auckland', 'DTSTART:20260417T223000Z', 'DURATION:PT45M'),
  [
    ...office,
    ...event(
      'lisbon',
      'SUMMARY:Call with Lisbon',
      'DTSTART;TZID="Our Office (Lisbon)":20260422T110000',
      'DTEND;TZID="Our Office (Lisbon)":20260422T120000',
    ),
  ],
  event(
    'train',
    'SUMMARY:Night train to Vienna',
    `DTSTART${berlin}20260331T221500`,
    `DTEND${berlin}20260401T074000`,
    'LOCATION:Hauptbahnhof\\, platform 7',
  ),
  event(
    'backup',
    'SUMMARY:Look after the backup',
    `DTSTART${berlin}20260328T023000`,
    'DURATION:PT10M',
    'RRULE:FREQ=DAILY;COUNT=2',
  ),
  // On the clock of whoever looks.
  event('brunch', 'SUMMARY:Brunch', 'DTSTART:20260329T110000', 'DTEND:20260329T130000'),
  event(
    'accounts',
    'SUMMARY:Close the accounts',
    `DTSTART${berlin}20260130T150000`,
    `DTEND${berlin}20260130T160000`,
    'RRULE:FREQ=MONTHLY;BYDAY=-1FR',
  ),
  event(
    'swim',
    'SUMMARY:Swimming',
    `DTSTART${berlin}20260302T070000`,
    'DURATION:PT1H',
    `RDATE${berlin}20260427T070000,20260429T083000`,
  ),
  event(
    'review',
    'SUMMARY:Review of the year',
    `DTSTART${berlin}20260420T100000`,
    `DTEND${berlin}20260420T120000`,
    'STATUS:CANCELLED',
  ),
];
