import { expect, test } from 'vitest';
import { calendar, event, lines, listed } from '#lib/testing/ics.ts';

/** A weekly series on Tuesdays with what changes it. */
const seriesWith = (...changes: string[][]) =>
  calendar(
    event(
      'UID:series',
      'SUMMARY:Jour fixe',
      'DTSTART;TZID=Europe/Berlin:20261103T100000',
      'DURATION:PT1H',
      'RRULE:FREQ=WEEKLY;COUNT=8',
      'EXDATE;TZID=Europe/Berlin:20261208T100000',
    ),
    ...changes.map((lines) => event('UID:series', ...lines)),
  );
const december = ['2026-11-17', '2026-12-31'] as const;

test.each([
  ['in the zone of the series', 'RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Berlin:20261124T100000'],
  ['in UTC', 'RECURRENCE-ID;RANGE=THISANDFUTURE:20261124T090000Z'],
  ['by its day', 'RECURRENCE-ID;VALUE=DATE;RANGE=thisandfuture:20261124'],
])('a change of an occurrence, named %s, and all that follow counts for all of them', async (_, id) => {
  const change = [
    id,
    'SUMMARY:Jour fixe upstairs',
    'DTSTART;TZID=Europe/Berlin:20261125T140000',
    'DURATION:PT2H',
  ];
  const alone = [
    'RECURRENCE-ID;TZID=Europe/Berlin:20261215T100000',
    'SUMMARY:Jour fixe at the Christmas market',
    'DTSTART;TZID=Europe/Berlin:20261215T180000',
  ];
  const { lines: found, occurrences } = await listed(seriesWith(change, alone), ...december);
  expect(found).toEqual([
    'Jour fixe 2026-11-17T10:00',
    'Jour fixe upstairs 2026-11-25T14:00',
    'Jour fixe upstairs 2026-12-02T14:00',
    // That of 8 December was left out before.
    'Jour fixe at the Christmas market 2026-12-15T18:00',
    'Jour fixe upstairs 2026-12-23T14:00',
  ]);
  const hours = occurrences.map(({ when }) => when.by === 'moments' && Number(when.end) - Number(when.start));
  expect(hours.map((ms) => Number(ms) / 3_600_000)).toEqual([1, 2, 2, 0, 2]);
  expect(await lines(seriesWith(change, alone), '2026-12-02', '2026-12-02')).toEqual([
    'Jour fixe upstairs 2026-12-02T14:00',
  ]);
  expect(await lines(seriesWith(change, alone), '2026-12-01', '2026-12-01')).toEqual([]);
});

test('of several changes the last one counts, into another time zone, to whole days, and to nothing', async () => {
  const from = (day: string) => `RECURRENCE-ID;TZID=Europe/Berlin;RANGE=THISANDFUTURE:${day}T100000`;
  const ics = seriesWith(
    [from('20261215'), 'SUMMARY:Retreat', 'DTSTART;VALUE=DATE:20261216', 'DTEND;VALUE=DATE:20261218'],
    [from('20261124'), 'SUMMARY:Call', 'DTSTART;TZID=America/New_York:20261124T100000', 'DURATION:PT1H'],
    [from('20261222'), 'SUMMARY:Over', 'DTSTART;TZID=Europe/Berlin:20261222T100000', 'STATUS:CANCELLED'],
  );
  expect(await lines(ics, ...december)).toEqual([
    'Jour fixe 2026-11-17T10:00',
    'Call 2026-11-24T16:00',
    'Call 2026-12-01T16:00',
    'Retreat 2026-12-16…2026-12-17',
  ]);
});

test('a series that was moved by weeks is found on the days where it now is, and on no others', async () => {
  const ics = calendar(
    event('UID:s', 'SUMMARY:Board', 'DTSTART:20260105T090000Z', 'RRULE:FREQ=MONTHLY;BYDAY=1MO'),
    event(
      'UID:s',
      'RECURRENCE-ID;RANGE=THISANDFUTURE:20260706T090000Z',
      'SUMMARY:Board',
      'DTSTART:20260727T090000Z',
    ),
  );
  expect(await lines(ics, '2026-12-28', '2026-12-28', 'UTC')).toEqual(['Board 2026-12-28T09:00']);
  expect(await lines(ics, '2026-12-07', '2026-12-07', 'UTC')).toEqual([]);
  expect(await lines(ics, '2026-06-01', '2026-06-01', 'UTC')).toEqual(['Board 2026-06-01T09:00']);
});

test('a series that was changed hundreds of times is followed as far as it is, and says so', async () => {
  const changes = Array.from({ length: 400 }, (_, at) => {
    const day = new Date(Date.UTC(2026, 0, 1 + at)).toISOString().slice(0, 10).replaceAll('-', '');
    return event(
      'UID:s',
      `RECURRENCE-ID;RANGE=THISANDFUTURE:${day}T090000Z`,
      `SUMMARY:Run ${at}`,
      `DTSTART:${day}T100000Z`,
    );
  });
  const ics = calendar(
    event('UID:s', 'SUMMARY:Run', 'DTSTART:20260101T090000Z', 'RRULE:FREQ=DAILY'),
    ...changes,
  );
  const { lines: found, faults } = await listed(ics, '2026-02-01', '2026-02-02', 'UTC');
  expect(found).toEqual(['Run 31 2026-02-01T10:00', 'Run 32 2026-02-02T10:00']);
  expect(faults).toEqual(['“Run” was changed too often: some changes are not followed']);
});
