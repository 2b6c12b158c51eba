/** A question, those that were asked before it, and the lines on which the report has to rest, in order and no others. */
export type CalendarQuestion = {
  ask: string;
  before?: string[];
  timeZone?: string;
  lines: readonly string[];
};

/** When they are asked: a Friday in Berlin, two days before its clocks go forward. */
export const askedAt = new Date('2026-03-27T10:00:00Z');
export const usualTimeZone = 'Europe/Berlin';

const none = (day: string, timeZone = usualTimeZone) =>
  `No appointments on ${day} (${timeZone}): the calendar (Work) has none`;

/** Of our own, over `awkwardEvents`. */
export const calendarQuestions: readonly CalendarQuestion[] = [
  {
    ask: 'Do I have anything on 3 April?',
    lines: ['Appointment on Friday 3 April 2026, all day: Company holiday'],
  },
  {
    ask: 'Do I have anything on 3 April?',
    timeZone: 'Pacific/Marquesas',
    lines: ['Appointment on Friday 3 April 2026, all day: Company holiday'],
  },
  { ask: 'What appointments do I have on Thursday?', lines: [none('2 April 2026')] },
  {
    ask: 'Am I free on 8 April?',
    lines: [
      'Appointment on Wednesday 8 April 2026, 16:00–16:15 (Europe/Berlin): Standup, moved',
      'Appointment on Wednesday 8 April 2026, 18:00–19:30 (Europe/Berlin): Choir rehearsal in the church',
    ],
  },
  { ask: 'Do I have anything on 7 April?', lines: [none('7 April 2026')] },
  { ask: 'Do I have anything on 9 April?', lines: [none('9 April 2026')] },
  {
    ask: 'Habe ich am 15. April etwas?',
    lines: [
      'Appointment from Monday 13 April 2026 to Wednesday 15 April 2026, all day: Book fair',
      'Appointment on Wednesday 15 April 2026, 18:00–19:30 (Europe/Berlin): Choir rehearsal in the church',
    ],
  },
  { ask: 'What do I have on 16 April?', lines: [none('16 April 2026')] },
  {
    ask: 'What appointments do I have tomorrow?',
    lines: ['Appointment on Saturday 28 March 2026, 02:30–02:40 (Europe/Berlin): Look after the backup'],
  },
  {
    ask: 'And on Sunday?',
    before: ['What appointments do I have tomorrow?'],
    lines: [
      'Appointment on Sunday 29 March 2026, 03:30–03:40 (Europe/Berlin): Look after the backup',
      'Appointment on Sunday 29 March 2026, 11:00–13:00 (Europe/Berlin): Brunch',
    ],
  },
  {
    ask: 'What appointments do I have on Monday?',
    lines: [
      'Appointment on Monday 30 March 2026, 16:00–16:30 (Europe/Berlin): Call with New York',
      'Appointment from Monday 30 March 2026, 23:30 to Tuesday 31 March 2026, 00:00 (Europe/Berlin): Call with Tokyo',
    ],
  },
  {
    ask: "Qu'est-ce que j'ai le 1er avril ?",
    lines: [
      'Appointment from Tuesday 31 March 2026, 22:15 to Wednesday 1 April 2026, 07:40 (Europe/Berlin): Night train to Vienna, at Hauptbahnhof, platform 7',
    ],
  },
  {
    ask: "When is Rosa's birthday?",
    lines: ["Appointment on Saturday 11 April 2026, all day: Rosa's birthday"],
  },
  {
    ask: 'Am I free on 18 April?',
    lines: ['Appointment on Saturday 18 April 2026, 00:30–01:15 (Europe/Berlin): Call with Auckland'],
  },
  {
    ask: 'Am I free on 17 April?',
    timeZone: 'America/Los_Angeles',
    lines: ['Appointment on Friday 17 April 2026, 15:30–16:15 (America/Los_Angeles): Call with Auckland'],
  },
  { ask: '¿Tengo algo el 20 de abril?', lines: [none('20 April 2026')] },
  {
    ask: 'Do I have anything on 22 April?',
    lines: [
      'Appointment on Wednesday 22 April 2026, 12:00–13:00 (Europe/Berlin): Call with Lisbon',
      'Appointment on Wednesday 22 April 2026, 18:00–19:30 (Europe/Berlin): Choir rehearsal in the church',
    ],
  },
  {
    ask: 'Steht am 24. April etwas an?',
    lines: ['Appointment on Friday 24 April 2026, 15:00–16:00 (Europe/Berlin): Close the accounts'],
  },
  {
    ask: 'And the week after?',
    before: ['What appointments do I have from 20 April to 26 April?'],
    lines: [
      'Appointment on Monday 27 April 2026, 07:00–08:00 (Europe/Berlin): Swimming',
      'Appointment on Wednesday 29 April 2026, 08:30–09:30 (Europe/Berlin): Swimming',
      'Appointment on Thursday 30 April 2026, 09:30–09:45 (Europe/Berlin): Standup',
    ],
  },
  {
    ask: 'What do I have on Wednesday next week?',
    lines: [
      'Appointment from Tuesday 31 March 2026, 22:15 to Wednesday 1 April 2026, 07:40 (Europe/Berlin): Night train to Vienna, at Hauptbahnhof, platform 7',
    ],
  },
  {
    ask: 'Do I have anything between 3 and 6 April?',
    lines: ['Appointment on Friday 3 April 2026, all day: Company holiday'],
  },
];
