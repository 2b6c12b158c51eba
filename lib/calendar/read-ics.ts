/** A property of iCalendar (RFC 5545) as it stands: its parameters by upper-case name, its value still escaped. */
export type Property = { parameters: Record<string, string>; value: string };
/** A component with its properties by upper-case name, and the components within. */
export type Component = { name: string; properties: Map<string, Property[]>; inner: Component[] };

/** What of a calendar matters here. `isCut`: there were more events than are read. */
export type Ics = { events: Component[]; zones: Component[]; isCut: boolean };

const mostEvents = 20_000;
const mostOfAKind = 5000;
const longestLine = 200_000;
const deepest = 8;

/**
 * Reads the events and time zones of iCalendar, whatever else stands there: a line that cannot be read is left out, and
 * what is not closed ends with the text.
 */
export function readIcs(text: string): Ics {
  const ics: Ics = { events: [], zones: [], isCut: false };
  const open: Component[] = [];
  for (const read of contentLines(text)) {
    const { name, value } = read;
    if (name === 'BEGIN') {
      if (open.length < deepest)
        open.push({ name: value.trim().toUpperCase(), properties: new Map(), inner: [] });
    } else if (name === 'END') {
      while (open.length > 0 && open.some((one) => one.name === value.trim().toUpperCase())) {
        const done = open.pop() as Component;
        close(done, open.at(-1), ics);
        if (done.name === value.trim().toUpperCase()) break;
      }
    } else {
      const { properties } = open.at(-1) ?? { properties: new Map<string, Property[]>() };
      const known = properties.get(name) ?? [];
      if (known.length < mostOfAKind) known.push(read);
      properties.set(name, known);
    }
  }
  return ics;
}

function close(done: Component, parent: Component | undefined, ics: Ics): void {
  if (done.name === 'VTIMEZONE') ics.zones.push(done);
  else if (done.name !== 'VEVENT') {
    if ((parent?.inner.length ?? mostOfAKind) < mostOfAKind) parent?.inner.push(done);
  } else if (ics.events.length < mostEvents) ics.events.push(done);
  else ics.isCut = true;
}

/** The lines of iCalendar and of cards, each with its name; one that cannot be read is left out. */
export function* contentLines(text: string): Generator<Property & { name: string }> {
  for (const line of unfold(text)) {
    const read = readLine(line);
    if (read) yield read;
  }
}

/** Lines as they were before they were folded. */
function* unfold(text: string): Generator<string> {
  let line = '';
  let from = 0;
  while (from <= text.length) {
    const end = text.indexOf('\n', from);
    const part = text.slice(from, end === -1 ? undefined : end).replace(/\r$/, '');
    from = end === -1 ? text.length + 1 : end + 1;
    if (/^[ \t]/.test(part)) {
      if (line.length < longestLine) line += part.slice(1);
    } else {
      yield line;
      line = part;
    }
  }
  yield line;
}

function readLine(line: string): (Property & { name: string }) | null {
  const [, name = ''] = /^([A-Za-z0-9-]+)(?=[;:])/.exec(line) ?? [];
  if (!name) return null;
  const parameters: Record<string, string> = {};
  let at = name.length;
  while (line[at] === ';') {
    const [whole = '', key = '', quoted, plain = ''] =
      /^;([A-Za-z0-9-]+)=(?:"([^"]*)"|([^;:"]*))(?:,(?:"[^"]*"|[^;:",]*))*/.exec(line.slice(at, at + 2000)) ??
      [];
    if (!whole) break;
    parameters[key.toUpperCase()] = quoted ?? plain;
    at += whole.length;
  }
  const colon = line[at] === ':' ? at : line.indexOf(':', at);
  return colon === -1 ? null : { name: name.toUpperCase(), parameters, value: line.slice(colon + 1) };
}

/** The text of a property; empty where there is none. */
export function textOf({ properties }: Component, name: string): string {
  const value = properties.get(name)?.[0]?.value ?? '';
  return value.replace(/\\([\\;,nN])/g, (_, sign: string) => (sign.toLowerCase() === 'n' ? '\n' : sign));
}
