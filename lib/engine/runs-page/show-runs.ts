import { formatDuration, formatTime } from './format.ts';
import { type Html, html, trusted } from './html.ts';
import { type RunLine, type Status, statuses } from './read-runs.ts';

type Filter = { status?: Status; functionId?: string; before?: string };

/** The list of runs: filters, a line a run, and the way to older ones. */
export function showRuns(list: {
  runs: RunLine[];
  hasMore: boolean;
  now: Date;
  filter: Filter;
  functionIds: string[];
}): Html {
  const { runs, hasMore, now, filter, functionIds } = list;
  const last = runs.at(-1)?.id;
  return html`<h1>Runs</h1>
${showFilters(filter, functionIds)}
${
  runs.length === 0
    ? html`<p class="empty">${isFiltered(filter) ? 'No run fits.' : 'No run yet: one begins with an event that a function is triggered by.'}</p>`
    : html`<ul class="rows">${runs.map((run) => html`<li>${showLine(run, now)}</li>`)}</ul>`
}
<nav class="bar" aria-label="Pages">
  ${filter.before && html`<a href="${linkTo({ ...filter, before: undefined })}">Newest</a>`}
  ${hasMore && html`<a href="${linkTo({ ...filter, before: last })}">Older</a>`}
</nav>`;
}

function showFilters(filter: Filter, functionIds: string[]): Html {
  const link = (status: Status | undefined) =>
    html`<a href="${linkTo({ status, functionId: filter.functionId })}"${current(filter.status === status)}>${status ?? 'all'}</a>`;
  const ids = [...new Set([...functionIds, ...(filter.functionId ? [filter.functionId] : [])])].sort();
  return html`<div class="bar">
  <nav class="bar" aria-label="Status">${[undefined, ...statuses].map(link)}</nav>
  <form method="get" action="/">
    ${filter.status && html`<input type="hidden" name="status" value="${filter.status}">`}
    <label for="function">Function</label>
    <select id="function" name="function">
      <option value="">all</option>
      ${ids.map((id) => html`<option${trusted(id === filter.functionId ? ' selected' : '')}>${id}</option>`)}
    </select>
    <button id="show">Show</button>
  </form>
</div>`;
}

function showLine(run: RunLine, now: Date): Html {
  const end = run.ended_at ?? now;
  const took = run.started_at ? formatDuration(end.getTime() - run.started_at.getTime()) : '';
  return html`<div class="row run">
  <span class="status ${run.status}">${run.status}</span>
  <span class="name"><a href="/runs/${run.id}">${run.function_id}</a></span>
  <span class="name muted event">${run.event_name}</span>
  <span class="muted">${formatTime(run.started_at ?? run.created_at, now)}</span>
  <span class="end">${took}</span>
</div>`;
}

const isFiltered = ({ status, functionId, before }: Filter) => Boolean(status ?? functionId ?? before);
const current = (isCurrent: boolean) => trusted(isCurrent ? ' aria-current="true"' : '');

function linkTo({ status, functionId, before }: Filter): string {
  const entries = Object.entries({ status, function: functionId, before }).filter(([, value]) => value);
  const query = new URLSearchParams(entries as [string, string][]).toString();
  return query ? `/?${query}` : '/';
}
