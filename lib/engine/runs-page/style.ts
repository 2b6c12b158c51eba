/** The look of the pages: the colours of the product, light and dark as the reader's system has it. */
export const style = `
:root {
  color-scheme: light dark;
  --paper: light-dark(oklch(0.978 0.004 95), oklch(0.175 0.008 255));
  --surface: light-dark(oklch(0.998 0.001 95), oklch(0.208 0.009 255));
  --sunken: light-dark(oklch(0.957 0.005 95), oklch(0.243 0.01 255));
  --line: light-dark(oklch(0.905 0.006 95), oklch(0.302 0.012 255));
  --control: light-dark(oklch(0.61 0.014 95), oklch(0.57 0.016 255));
  --ink: light-dark(oklch(0.235 0.018 255), oklch(0.935 0.006 95));
  --ink-2: light-dark(oklch(0.405 0.018 255), oklch(0.79 0.01 95));
  --accent: light-dark(oklch(0.47 0.098 242), oklch(0.765 0.098 232));
  --focus: light-dark(oklch(0.5 0.13 245), oklch(0.8 0.1 232));
  --pending: light-dark(oklch(0.62 0.012 255), oklch(0.56 0.014 255));
  --running: light-dark(oklch(0.56 0.11 240), oklch(0.68 0.11 236));
  --waiting: light-dark(oklch(0.62 0.126 70), oklch(0.74 0.128 78));
  --good: light-dark(oklch(0.58 0.118 156), oklch(0.66 0.122 156));
  --bad: light-dark(oklch(0.58 0.18 27), oklch(0.65 0.165 25));
  --bad-ink: light-dark(oklch(0.475 0.158 27), oklch(0.78 0.118 24));
  --bad-soft: light-dark(oklch(0.95 0.022 25), oklch(0.3 0.062 24));
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 0.875rem/1.4 -apple-system, "Segoe UI", Roboto,
  Ubuntu, Cantarell, "Liberation Sans", system-ui, sans-serif; }
header.top { display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; align-items: baseline; padding: 0.75rem 1rem;
  border-bottom: 1px solid var(--line); background: var(--surface); }
header.top strong { font-size: 1rem; }
main { max-width: 70rem; margin: 0 auto; padding: 1rem; }
h1 { font-size: 1.375rem; line-height: 1.3; margin: 0 0 0.75rem; overflow-wrap: anywhere; }
h2 { font-size: 1.0625rem; margin: 1.5rem 0 0.5rem; }
a { color: var(--accent); text-underline-offset: 2px; }
a[aria-current] { color: var(--ink); font-weight: 600; text-decoration: none; }
:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; border-radius: 3px; }
code, pre, .id { font-family: ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace;
  font-size: 0.8125rem; }
pre { margin: 0.5rem 0; padding: 0.75rem; background: var(--sunken); border-radius: 5px; overflow: auto;
  max-height: 28rem; white-space: pre-wrap; overflow-wrap: anywhere; }
.muted { color: var(--ink-2); }
.bar { display: flex; flex-wrap: wrap; gap: 0.5rem 1rem; align-items: center; margin-bottom: 0.75rem; }
nav.bar { gap: 0.25rem 1rem; }
header .bar, .bar .bar { margin-bottom: 0; }
form { display: inline-flex; flex-wrap: wrap; gap: 0.5rem; align-items: center; margin: 0; }
select, button { font: inherit; color: inherit; background: var(--surface); border: 1px solid var(--control);
  border-radius: 5px; min-height: 2rem; padding: 0 0.75rem; max-width: 100%; }
button { cursor: pointer; }
button:hover { border-color: var(--accent); color: var(--accent); }
ul.rows { list-style: none; margin: 0; padding: 0; border: 1px solid var(--line); border-radius: 8px;
  background: var(--surface); }
ul.rows > li + li { border-top: 1px solid var(--line); }
.row { display: grid; gap: 0.125rem 0.75rem; padding: 0.5rem 0.75rem; align-items: center; }
.run { grid-template-columns: 7.5rem minmax(0, 2fr) minmax(0, 1fr) 9.5rem 6rem; }
.step { grid-template-columns: minmax(0, 1.4fr) 6.5rem 6rem minmax(0, 2fr); cursor: pointer; }
.name { overflow-wrap: anywhere; }
.end { text-align: right; font-variant-numeric: tabular-nums; }
.status { display: inline-flex; align-items: center; gap: 0.4rem; white-space: nowrap; }
.status::before { content: ""; width: 0.6rem; height: 0.6rem; border-radius: 50%; background: var(--pending); flex: none; }
.status.completed::before, .status.done::before { background: var(--good); }
.status.failed::before { background: var(--bad); border-radius: 1px; rotate: 45deg; }
.status.running::before, .status.active::before { background: var(--running); }
.status.waiting::before { background: var(--waiting); }
.status.cancelled::before { background: transparent; border: 2px solid var(--pending); }
svg { width: 100%; height: 0.75rem; display: block; background: var(--sunken); border-radius: 3px; }
rect.done { fill: var(--good); } rect.failed { fill: var(--bad); } rect.active { fill: var(--running); }
rect.waiting { fill: var(--waiting); opacity: 0.6; }
summary { cursor: pointer; }
summary.step { list-style: none; }
summary.step .name::before { content: "\\25B8"; display: inline-block; width: 1.1em; color: var(--ink-2); }
details[open] > summary.step .name::before { content: "\\25BE"; }
summary.step:hover { background: var(--sunken); }
.inside { padding: 0 0.75rem 0.5rem; }
.fault { background: var(--bad-soft); color: var(--bad-ink); padding: 0.75rem; border-radius: 5px;
  overflow-wrap: anywhere; margin: 0.75rem 0; }
dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 0.25rem 1rem; margin: 0; }
dt { color: var(--ink-2); grid-column: 1; } dd { margin: 0; overflow-wrap: anywhere; grid-column: 2; }
.empty { padding: 2rem 1rem; text-align: center; color: var(--ink-2); }
.card { padding: 0.75rem; }
.card h2 { margin-top: 0; }
@media (max-width: 48rem) {
  .run { grid-template-columns: minmax(0, 1fr) max-content; }
  .run .status { order: -1; }
  .step { grid-template-columns: minmax(0, 1fr) max-content max-content; }
  .step svg { grid-column: 1 / -1; }
  .run .event { display: none; }
  dl { grid-template-columns: minmax(0, 1fr); gap: 0; }
  dd { margin-bottom: 0.5rem; grid-column: 1; }
}
`;
