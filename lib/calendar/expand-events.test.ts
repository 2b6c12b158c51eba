import { expect, test } from 'vitest';
import { calendar, event, lines, listed } from '#lib/testing/ics.ts';
import { startStopwatch } from '#lib/testing/stopwatch.ts';
import { expandEvents } from './expand-events.ts';
import { readIcs } from './read-ics.ts';

/** Berlin changes its clock; the others have offsets of half an hour, or far from UTC on either side. */
const places = [
  'Europe/Berlin',
  'Asia/Kolkata',
  'Pacific/Marquesas',
  'Pacific/Auckland',
  'America/Los_Angeles',
  'UTC',
];

const holiday = event('SUMMARY:Holiday', 'DTSTART;VALUE=DATE:20261202', 'DTEND;VALUE=DATE:20261203');

test.each(places)('%s: an event that lasts all day is on its date and on no other', async (place) => {
  const ics = calendar(holiday);
  expect(await lines(ics, '2026-12-02', '2026-12-02', place)).toEqual(['Holiday 2026-12-02']);
  expect(await lines(ics, '2026-12-01', '2026-12-01', place)).toEqual([]);
  expect(await lines(ics, '2026-12-03', '2026-12-03', place)).toEqual([]);
});

test.each(places)(
  '%s: an event from 23:30 to 00:30 is on both days, one that ends at midnight on one',
  async (place) => {
    const ics = calendar(
      event('SUMMARY:Late', `DTSTART;TZID=${place}:20261202T233000`, `DTEND;TZID=${place}:20261203T003000`),
      event(
        'SUMMARY:Evening',
        `DTSTART;TZID=${place}:20261202T220000`,
        `DTEND;TZID=${place}:20261203T000000`,
      ),
    );
    expect(await lines(ics, '2026-12-02', '2026-12-02', place)).toEqual([
      'Evening 2026-12-02T22:00',
      'Late 2026-12-02T23:30',
    ]);
    expect(await lines(ics, '2026-12-03', '2026-12-03', place)).toEqual(['Late 2026-12-02T23:30']);
  },
);

test.each([
  ['Europe/Berlin', '2026-12-03T00:30', '2026-12-03'],
  ['Asia/Kolkata', '2026-12-03T05:00', '2026-12-03'],
  ['Pacific/Marquesas', '2026-12-02T14:00', '2026-12-02'],
  ['America/Los_Angeles', '2026-12-02T15:30', '2026-12-02'],
])(
  '%s: a moment near the end of a day of UTC is on the day that its clock shows',
  async (place, clock, day) => {
    const ics = calendar(event('SUMMARY:Call', 'DTSTART:20261202T233000Z', 'DTEND:20261202T234500Z'));
    expect(await lines(ics, day, day, place)).toEqual([`Call ${clock}`]);
    const other = day === '2026-12-02' ? '2026-12-03' : '2026-12-02';
    expect(await lines(ics, other, other, place)).toEqual([]);
  },
);

test.each(places)('%s: a weekly event keeps its clock time through changes of the clock', async (place) => {
  const ics = calendar(
    event('SUMMARY:Standup', `DTSTART;TZID=${place}:20260903T093000`, 'DURATION:PT15M', 'RRULE:FREQ=WEEKLY'),
  );
  expect(await lines(ics, '2026-10-19', '2026-11-08', place)).toEqual([
    'Standup 2026-10-22T09:30',
    'Standup 2026-10-29T09:30',
    'Standup 2026-11-05T09:30',
  ]);
});

test('a time that the clock leaves out is told after the change, one that it shows twice is the first', async () => {
  const at = (time: string) =>
    event('SUMMARY:Backup', `DTSTART;TZID=Europe/Berlin:${time}`, 'DURATION:PT10M');
  const spring = await listed(calendar(at('20260329T023000')), '2026-03-29', '2026-03-29');
  expect(spring.lines).toEqual(['Backup 2026-03-29T03:30']);
  const autumn = await listed(calendar(at('20261025T023000')), '2026-10-25', '2026-10-25');
  expect(autumn.occurrences[0]?.when).toMatchObject({ start: new Date('2026-10-25T00:30:00Z') });
});

test('occurrences are left out, added, moved, renamed and cancelled', async () => {
  const zone = ';TZID=Europe/Berlin:';
  const ics = calendar(
    event(
      'UID:series',
      'SUMMARY:Jour fixe',
      `DTSTART${zone}20261103T100000`,
      `DTEND${zone}20261103T110000`,
      'RRULE:FREQ=WEEKLY;UNTIL=20270105T090000Z',
      // In UTC, as some servers write it, and by its day alone.
      'EXDATE:20261110T090000Z',
      'EXDATE;VALUE=DATE:20261117',
      `RDATE${zone}20261119T150000`,
    ),
    event(
      'UID:series',
      `RECURRENCE-ID${zone}20261124T100000`,
      'SUMMARY:Jour fixe, later',
      `DTSTART${zone}20261126T140000`,
    ),
    event(
      'UID:series',
      'RECURRENCE-ID:20261201T090000Z',
      'SUMMARY:Jour fixe',
      `DTSTART${zone}20261201T100000`,
      'STATUS:CANCELLED',
    ),
    event(
      'UID:series',
      `RECURRENCE-ID${zone}20270301T100000`,
      'SUMMARY:Far away',
      `DTSTART${zone}20261208T180000`,
    ),
  );
  expect(await lines(ics, '2026-11-01', '2027-01-31')).toEqual([
    'Jour fixe 2026-11-03T10:00',
    'Jour fixe 2026-11-19T15:00',
    'Jour fixe, later 2026-11-26T14:00',
    'Jour fixe 2026-12-08T10:00',
    'Far away 2026-12-08T18:00',
    'Jour fixe 2026-12-15T10:00',
    'Jour fixe 2026-12-22T10:00',
    'Jour fixe 2026-12-29T10:00',
    'Jour fixe 2027-01-05T10:00',
  ]);
  expect(await lines(ics, '2026-11-24', '2026-11-24')).toEqual([]);
});

test.each(places)('%s: birthdays, days of a span and the 29th of February', async (place) => {
  const ics = calendar(
    event("SUMMARY:Rosa's birthday", 'DTSTART;VALUE=DATE:19521203', 'RRULE:FREQ=YEARLY'),
    event('SUMMARY:Fair', 'DTSTART;VALUE=DATE:20261130', 'DTEND;VALUE=DATE:20261204'),
    event('SUMMARY:Leap', 'DTSTART;VALUE=DATE:20240229', 'RRULE:FREQ=YEARLY'),
    event('SUMMARY:Rent', 'DTSTART;VALUE=DATE:20260131', 'RRULE:FREQ=MONTHLY;BYMONTHDAY=-1'),
    event('SUMMARY:Ends', 'DTSTART;VALUE=DATE:20261201', 'RRULE:FREQ=DAILY;UNTIL=20261203'),
    event('SUMMARY:Google', 'DTSTART;VALUE=DATE:20261201', 'RRULE:FREQ=DAILY;UNTIL=20261202T235959Z'),
  );
  expect(await lines(ics, '2026-12-03', '2026-12-03', place)).toEqual([
    'Fair 2026-11-30…2026-12-03',
    "Rosa's birthday 2026-12-03",
    'Ends 2026-12-03',
  ]);
  expect(await lines(ics, '2026-12-04', '2026-12-04', place)).toEqual([]);
  expect(await lines(ics, '2027-02-27', '2027-03-01', place)).toEqual(['Rent 2027-02-28']);
  expect(await lines(ics, '2028-02-29', '2028-02-29', place)).toEqual(['Leap 2028-02-29', 'Rent 2028-02-29']);
});

test('rules that count and choose are followed', async () => {
  const ics = calendar(
    event('SUMMARY:Ten', 'DTSTART:20261101T080000Z', 'RRULE:FREQ=DAILY;COUNT=10'),
    event('SUMMARY:Long', 'DTSTART:19800101T080000Z', 'RRULE:FREQ=DAILY;COUNT=90000'),
    event('SUMMARY:Second Tuesday', 'DTSTART:20260113T080000Z', 'RRULE:FREQ=MONTHLY;BYDAY=2TU'),
    event(
      'SUMMARY:Fortnight',
      'DTSTART:20261102T080000Z',
      'RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE;WKST=MO',
    ),
    event('SUMMARY:Never', 'DTSTART:20260301T080000Z', 'RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30'),
  );
  expect(await lines(ics, '2026-11-09', '2026-11-11', 'UTC')).toEqual([
    'Ten 2026-11-09T08:00',
    'Long 2026-11-09T08:00',
    'Ten 2026-11-10T08:00',
    'Long 2026-11-10T08:00',
    'Second Tuesday 2026-11-10T08:00',
    'Long 2026-11-11T08:00',
  ]);
});

const outlook = [
  'BEGIN:VTIMEZONE',
  'TZID:Our Office',
  'BEGIN:STANDARD',
  'DTSTART:16011028T030000',
  'RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10',
  'TZOFFSETFROM:+0200',
  'TZOFFSETTO:+0100',
  'END:STANDARD',
  'BEGIN:DAYLIGHT',
  'DTSTART:16010325T020000',
  'RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3',
  'TZOFFSETFROM:+0100',
  'TZOFFSETTO:+0200',
  'END:DAYLIGHT',
  'END:VTIMEZONE',
];

test.each([
  ['Our Office', '2026-07-01T07:00:00Z', '2026-12-01T08:00:00Z'],
  ['/freeassociation.sourceforge.net/Tzfile/Europe/Berlin', '2026-07-01T07:00:00Z', '2026-12-01T08:00:00Z'],
  ['(GMT+05:30) Chennai', '2026-07-01T03:30:00Z', '2026-12-01T03:30:00Z'],
  ['America/New_York', '2026-07-01T13:00:00Z', '2026-12-01T14:00:00Z'],
])('the time zone “%s” is understood, in summer and in winter', async (zone, summer, winter) => {
  const at = (day: string) => event(`SUMMARY:${day}`, `DTSTART;TZID="${zone}":${day}T090000`);
  const { occurrences } = await listed(
    calendar(...outlook, at('20260701'), at('20261201')),
    '2026-06-30',
    '2026-12-02',
  );
  expect(
    occurrences.map(({ when }) => when.by === 'moments' && when.start.toISOString().replace('.000', '')),
  ).toEqual([summer, winter]);
  expect(occurrences.every(({ strangeZone }) => strangeZone === undefined)).toBe(true);
});

test('a time zone that nobody knows is taken as the own one, and told', async () => {
  const ics = calendar(event('SUMMARY:Where', 'DTSTART;TZID=Middle/Earth:20261201T090000'));
  const { occurrences, lines } = await listed(ics, '2026-12-01', '2026-12-01', 'Asia/Kolkata');
  expect(lines).toEqual(['Where 2026-12-01T09:00']);
  expect(occurrences[0]?.strangeZone).toBe('Middle/Earth');
});

test('text is as it was before it was folded and escaped', async () => {
  const ics = calendar(
    event(
      'SUMMARY:Ærø\\, at\r\n  noon\\; bring \\\\ and\\nnothing',
      'LOCATION;LANGUAGE="de:x":Room: 4',
      'DTSTART:20261201T090000Z',
    ),
  );
  const { occurrences } = await listed(ics, '2026-12-01', '2026-12-01');
  expect(occurrences[0]).toMatchObject({
    summary: 'Ærø, at noon; bring \\ and\nnothing',
    location: 'Room: 4',
  });
});

test.each([
  ['an event without an end', event('SUMMARY:x', 'DTSTART:20261201T090000Z'), ['x 2026-12-01T10:00'], []],
  [
    'an end before the beginning',
    event('SUMMARY:x', 'DTSTART:20261201T090000Z', 'DTEND:20251201T090000Z'),
    ['x 2026-12-01T10:00'],
    [],
  ],
  ['no beginning', event('SUMMARY:x', 'DTEND:20261201T090000Z'), [], []],
  ['a beginning that is none', event('SUMMARY:x', 'DTSTART:20261399T990000Z'), [], []],
  [
    'a rule that is none',
    event('SUMMARY:x', 'DTSTART:20261201T090000Z', 'RRULE:EVERY=DAY'),
    ['x 2026-12-01T10:00'],
    ['“x” repeats by a rule that cannot be read: only its first day is known'],
  ],
  [
    'a rule for each second for ever',
    event('SUMMARY:x', 'DTSTART:20200101T000000Z', 'RRULE:FREQ=SECONDLY'),
    [],
    ['“x” repeats too often to be listed'],
  ],
  [
    'a rule for each minute',
    event('SUMMARY:x', 'DTSTART:20200101T000000Z', 'RRULE:FREQ=MINUTELY'),
    [],
    ['“x” repeats too often to be listed'],
  ],
  [
    'an event that is never closed',
    'BEGIN:VEVENT\r\nSUMMARY:x\r\nDTSTART:20261201T090000Z',
    ['x 2026-12-01T10:00'],
    [],
  ],
  [
    'an event of a hundred years',
    event('SUMMARY:x', 'DTSTART;VALUE=DATE:19800101', 'DTEND;VALUE=DATE:20800101'),
    ['x 1980-01-01…2079-12-31'],
    [],
  ],
  [
    'a length of millions of weeks',
    event('SUMMARY:x', 'DTSTART:20261201T090000Z', 'DURATION:P999999W'),
    ['x 2026-12-01T10:00'],
    [],
  ],
  [
    'components within components',
    `${'BEGIN:VEVENT\r\n'.repeat(5000)}${'END:VEVENT\r\n'.repeat(5000)}`,
    [],
    [],
  ],
])('%s is bounded and told', async (_, part, expected, told) => {
  const { lines, faults } = await listed(calendar(part), '2026-12-01', '2026-12-01');
  expect(lines).toEqual(expected);
  expect(faults).toEqual(told);
});

test('a time zone whose own rules never end costs nothing', async () => {
  const zone = [
    'BEGIN:VTIMEZONE',
    'TZID:Spin',
    'BEGIN:STANDARD',
    'DTSTART:16010101T000000',
    'RRULE:FREQ=SECONDLY',
    'TZOFFSETFROM:+0100',
    'TZOFFSETTO:+0200',
    'END:STANDARD',
    'END:VTIMEZONE',
  ];
  const stopwatch = startStopwatch();
  const found = await lines(
    calendar(...zone, event('SUMMARY:x', 'DTSTART;TZID=Spin:20261201T090000')),
    '2026-12-01',
    '2026-12-01',
  );
  expect(found).toEqual(['x 2026-12-01T08:00']);
  expect(stopwatch.ms()).toBeLessThan(4000);
});

test('a calendar of hostile rules is given up after some seconds, and says so', async () => {
  const many = Array.from({ length: 3000 }, (_, at) =>
    event(
      `UID:${at}`,
      `SUMMARY:e${at}`,
      'DTSTART:19520101T000000Z',
      'RRULE:FREQ=DAILY;BYDAY=MO,TU;COUNT=90000',
    ),
  );
  const stopwatch = startStopwatch();
  const { faults } = await listed(calendar(...many), '2026-12-01', '2026-12-31');
  expect(stopwatch.ms()).toBeLessThan(20_000);
  expect(faults.join(' ')).toContain('the calendar repeats too much to be looked through');
}, 120_000);

test('50 MB of events are read in no more than seconds, as many as are read', async () => {
  const one = event('SUMMARY:x', 'DTSTART:20261201T090000Z', `DESCRIPTION:${'word '.repeat(250)}`).replace(
    /UID:[^\r]*\r\n/,
    '',
  );
  const stopwatch = startStopwatch();
  const { occurrences, faults } = await listed(
    calendar(one.concat('\r\n').repeat(38_000)),
    '2026-12-01',
    '2026-12-01',
  );
  expect(occurrences).toHaveLength(20_000);
  expect(faults).toEqual(['the calendar holds more events than are read: some are missing']);
  expect(stopwatch.ms()).toBeLessThan(30_000);
}, 120_000);

test('stops when nobody waits any more', async () => {
  const signal = AbortSignal.abort(new Error('over'));
  const span = { from: '2026-12-01', to: '2026-12-01', time_zone: 'UTC' };
  await expect(expandEvents(readIcs(calendar(holiday)), { span, signal })).rejects.toThrow('over');
});
