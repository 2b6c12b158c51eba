import { formatDuration, formatJson, formatTime } from './format.ts';
import { type Html, html } from './html.ts';
import type { CutText, RunDetail, RunParts, StoredAttempt } from './read-runs.ts';
import { type Bar, makeTimeline, type Row } from './timeline.ts';

/** A run: how it stands, what it was given, its steps on the time, and what it gave. */
export function showRun(
  parts: RunParts,
  { token, isRegistered }: { token: string; isRegistered: boolean },
): Html {
  const { run } = parts;
  const rows = makeTimeline(parts);
  return html`<h1>${run.function_id}</h1>
<div class="bar">
  <span class="status ${run.status}">${run.status}</span>
  ${!run.ended_at && button(run, 'cancel', { label: 'Cancel', token })}
  ${isRegistered && button(run, 'replay', { label: 'Replay', token })}
</div>
${run.status === 'failed' && run.output ? showError(run.output) : undefined}
${showFacts(run)}
<h2>Steps</h2>
${
  rows.length === 0
    ? html`<p class="muted">None.</p>`
    : html`<ul class="rows">${rows.map((row) => html`<li>${showRow(row, run.now)}</li>`)}</ul>`
}
<h2>Event</h2>
${showJson(run.event)}
${run.output && run.status === 'completed' ? html`<h2>Output</h2>${showJson(run.output)}` : undefined}`;
}

const button = (run: RunDetail, action: string, { label, token }: { label: string; token: string }) =>
  html`<form method="post" action="/runs/${run.id}/${action}">
  <input type="hidden" name="token" value="${token}"><button id="${action}">${label}</button>
</form>`;

function showFacts(run: RunDetail): Html {
  const { now, started_at, ended_at, created_at, parent_run } = run;
  const waitedMs = (started_at ?? ended_at ?? now).getTime() - created_at.getTime();
  const tookMs = started_at && (ended_at ?? now).getTime() - started_at.getTime();
  return html`<dl>
  <dt>Run</dt><dd class="id">${run.id}</dd>
  <dt>Queued</dt><dd>${formatTime(created_at, now)} (waited ${formatDuration(waitedMs)})</dd>
  ${started_at ? html`<dt>Started</dt><dd>${formatTime(started_at, now)}</dd>` : undefined}
  ${ended_at ? html`<dt>Ended</dt><dd>${formatTime(ended_at, now)}</dd>` : undefined}
  ${tookMs === null ? undefined : html`<dt>Duration</dt><dd>${formatDuration(tookMs)}</dd>`}
  <dt>Event</dt><dd>${run.event_name} <span class="id muted">${run.event_id}</span></dd>
  ${parent_run ? html`<dt>Invoked by</dt><dd><a class="id" href="/runs/${parent_run}">${parent_run}</a></dd>` : undefined}
</dl>`;
}

function showRow(row: Row, now: Date): Html {
  const { key, name, kind, state, durationMs, bars, attempts, input, output, waitsFor, childRun } = row;
  return html`<details data-key="${key}">
  <summary class="row step">
    <span class="name">${name} ${kind !== 'step' && html`<span class="muted">${kind}</span>`}</span>
    <span class="status ${state}">${state}</span>
    <span class="end">${durationMs === undefined ? '' : formatDuration(durationMs)}</span>
    ${showBars(bars)}
  </summary>
  <div class="inside">
    ${waitsFor && html`<p>Waits for ${waitsFor}.</p>`}
    ${childRun && html`<p>It runs as <a class="id" href="/runs/${childRun}">${childRun}</a>, where its input is shown.</p>`}
    ${input && html`<p class="muted">Input</p>${showJson({ text: input })}`}
    ${attempts.map((attempt) => showAttempt(attempt, now))}
    ${output && (state === 'failed' ? showError(output) : html`<p class="muted">Output</p>${showJson(output)}`)}
  </div>
</details>`;
}

const showBars = (bars: Bar[]) =>
  html`<svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">${bars.map(
    ({ start, length, kind }) =>
      html`<rect class="${kind}" x="${start.toFixed(2)}" width="${length.toFixed(2)}" height="8"/>`,
  )}</svg>`;

function showAttempt({ attempt, error, started_at, ended_at }: StoredAttempt, now: Date): Html {
  const took = started_at ? `, ${formatDuration(ended_at.getTime() - started_at.getTime())}` : '';
  return html`<p class="fault">Attempt ${attempt + 1} failed at ${formatTime(ended_at, now)}${took}. ${error.name}: ${error.message}</p>
${error.stack && html`<details><summary class="muted">Where</summary><pre>${error.stack}</pre></details>`}`;
}

/** An error as it is stored, of a run or under `error` of a step. */
function showError(output: CutText): Html {
  try {
    const stored = JSON.parse(output.text);
    const { name, message, stack } = stored.error ?? stored;
    return html`<p class="fault">${name}: ${message}</p>
${stack && html`<details data-key="stack"><summary class="muted">Where</summary><pre>${stack}</pre></details>`}`;
  } catch {
    return showJson(output);
  }
}

const showJson = (value: CutText) => html`<pre tabindex="0">${formatJson(value)}</pre>`;
