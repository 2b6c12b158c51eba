import type { Fault } from '../faults.ts';
import type { EngineFunction } from '../function-config.ts';
import { formatDuration, formatTime } from './format.ts';
import { type Html, html } from './html.ts';

/** The registered functions with what starts and limits them, and the expressions that could not be evaluated. */
export function showFunctions({
  functions,
  faults,
  now,
}: {
  functions: EngineFunction[];
  faults: Fault[];
  now: Date;
}): Html {
  return html`<h1>Functions</h1>
${faults.length > 0 && html`<h2>Expressions that could not be evaluated</h2>${faults.map((fault) => showFault(fault, now))}`}
${
  functions.length === 0
    ? html`<p class="empty">No function is registered yet: the app registers them when it answers.</p>`
    : html`<ul class="rows">${functions.map((fn) => html`<li class="card">${showFunction(fn, now)}</li>`)}</ul>`
}`;
}

const showFault = ({ message, eventName, eventId, count, lastAt }: Fault, now: Date) =>
  html`<p class="fault">${message.replace(/[^.]$/, '$&.')} On ${eventName} <span class="id">${eventId}</span>, ${count === 1 ? 'once' : `${count} times`}, last at ${formatTime(lastAt, now)}.</p>`;

function showFunction(fn: EngineFunction, now: Date): Html {
  const fact = (name: string, values: (Html | string | undefined | false)[]) => {
    const said = values.filter((value) => value !== undefined && value !== false);
    return said.length > 0 && html`<dt>${name}</dt>${said.map((value) => html`<dd>${value}</dd>`)}`;
  };
  const { startTimeoutMs, finishTimeoutMs } = fn;
  return html`<h2 id="${fn.id}"><a href="/?function=${encodeURIComponent(fn.id)}">${fn.id}</a></h2>
<dl>
  ${fact('Triggers', [
    ...fn.triggers.map(
      ({ event, if: condition }) => html`${event} ${condition && html`if <code>${condition.source}</code>`}`,
    ),
    ...fn.schedules.map(
      ({ cron, next }) =>
        html`<code>${cron}</code>, next at ${formatTime(new Date(next(now.getTime())), now)}`,
    ),
  ])}
  ${fact('Attempts', [String(fn.maxAttempts)])}
  ${fact(
    'Concurrency',
    fn.concurrency.map(
      ({ limit, scope, key }) =>
        html`${limit} at once in ${scopes[scope]} ${key && html`for each <code>${key.source}</code>`}`,
    ),
  )}
  ${fact('Priority', [fn.priority && html`<code>${fn.priority.source}</code>`])}
  ${fact('Idempotency', [fn.idempotency && html`<code>${fn.idempotency.source}</code>`])}
  ${fact(
    'Cancelled by',
    fn.cancels.map(
      ({ event, if: condition, timeoutMs }) =>
        html`${event} ${condition && html`if <code>${condition.source}</code>`} ${timeoutMs !== undefined && `within ${formatDuration(timeoutMs)}`}`,
    ),
  )}
  ${fact('Timeouts', [
    startTimeoutMs !== undefined && `${formatDuration(startTimeoutMs)} to start`,
    finishTimeoutMs !== undefined && `${formatDuration(finishTimeoutMs)} to finish`,
  ])}
</dl>`;
}

const scopes = { fn: 'the function', env: 'the environment', account: 'the account' };
