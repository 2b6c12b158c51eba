/** Markup that is safe to send: what was text when it went in is escaped. */
export type Html = { readonly markup: string };

type Part = Html | string | number | undefined | false | Part[];

/** What was made here: JSON of an app may look the same, and is a text all the same. */
const made = new WeakSet<object>();

/** Makes markup of a template; a text in it stays a text, whatever it holds. `undefined` and `false` are nothing. */
export function html(fixed: TemplateStringsArray, ...parts: Part[]): Html {
  return trusted(
    fixed.map((text, index) => text + (index < parts.length ? render(parts[index]) : '')).join(''),
  );
}

/** Markup that this program wrote itself: a style sheet, a script. */
export function trusted(markup: string): Html {
  const whole = { markup };
  made.add(whole);
  return whole;
}

function render(part: Part): string {
  if (part === undefined || part === false) return '';
  if (Array.isArray(part)) return part.map(render).join('');
  if (typeof part === 'object' && made.has(part)) return part.markup;
  return (typeof part === 'object' ? JSON.stringify(part) : String(part)).replace(
    /[&<>"']/g,
    (character) => `&#${character.charCodeAt(0)};`,
  );
}
