import { timesOf } from '#lib/calendar/ics-time.ts';
import { type Component, readIcs, textOf } from '#lib/calendar/read-ics.ts';
import { nameOf } from '../clean-page.ts';
import { pageOf } from '../page-of.ts';
import { textBlocks } from '../text-blocks.ts';
import { unreadError } from '../unread.ts';
import { oneLine, type PageBlock } from '../write-blocks.ts';
import type { Reader } from './reader.ts';

/** A calendar's appointments as they stand in it, each under its name: when it first is, where, and how it repeats. */
export const calendarFile: Reader = {
  name: 'a calendar',
  endings: ['ics', 'ical', 'ifb'],
  mediaTypes: ['text/calendar'],
  isText: true,
  read(file) {
    const text = file.text();
    if (file.asText) return { title: '', description: '', text };
    if (!/^\ufeff?\s*BEGIN:VCALENDAR/i.test(text))
      throw unreadError('damaged', 'It is damaged: it does not begin as a calendar.');
    return pageOf(readIcs(text).events.flatMap(eventBlocks), { path: file.path, title: nameOf(file.path) });
  },
};

function eventBlocks(event: Component): PageBlock[] {
  const said = (name: string) => oneLine(textOf(event, name));
  const start = timeOf(event, 'DTSTART');
  const end = timeOf(event, 'DTEND');
  const [, often = ''] = /FREQ=(\w+)/i.exec(said('RRULE')) ?? [];
  const labels = [
    ['When', [start, end].filter(Boolean).join(' to ')],
    ['Where', said('LOCATION')],
    ['Repeats', often.toLowerCase()],
    ['Status', said('STATUS').toUpperCase() === 'CANCELLED' ? 'cancelled' : ''],
  ].filter(([, value]) => value);
  return [
    { kind: 'heading', depth: 2, words: said('SUMMARY') || 'Appointment without a name' },
    {
      kind: 'list',
      firstNumber: undefined,
      items: labels.map(([label, value]) => [{ kind: 'paragraph', words: `${label}: ${value}` }]),
    },
    ...textBlocks(textOf(event, 'DESCRIPTION')),
  ];
}

function timeOf(event: Component, name: string): string {
  const [time] = (event.properties.get(name) ?? []).flatMap(timesOf);
  if (!time) return '';
  const clock = new Date(time.clock).toISOString();
  if (time.isDay) return clock.slice(0, 10);
  return `${clock.slice(0, 16).replace('T', ' ')}${time.zone ? ` (${time.zone})` : ''}`;
}
