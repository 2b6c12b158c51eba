import { expect, test } from 'vitest';
import { locateClaims } from '#components/report/locate-claims.ts';
import { findComing, splitSections } from '#components/report/split-sections.ts';
import { presets } from '#lib/job-types/research/schema.ts';
import type { EventBody, JobEvent } from '#lib/schema/event.ts';
import { startTestGateway } from '#lib/testing/gateway.ts';
import { pageSource } from '#lib/testing/page-source.ts';
import { researchInMemory } from '#lib/testing/research-in-memory.ts';
import { makeToldLog } from '#lib/testing/told-log.ts';
import { emptyLog, reduceEvents } from './reduce-events.ts';

test('of any log with edits, the text that is drawn at its end is the published one, in whatever pieces it came', () => {
  for (let seed = 1; seed <= 300; seed += 1) {
    const { events, markdown } = makeToldLog(seed);
    expect(reduceEvents(emptyLog, events).text?.text ?? '', `seed ${seed}`).toBe(markdown);
    const cut = Math.floor((events.length * seed) / 301);
    const first = reduceEvents(emptyLog, events.slice(0, cut));
    expect(reduceEvents(first, events).text?.text ?? '', `seed ${seed}, cut at ${cut}`).toBe(markdown);
  }
});

test('at every moment each section of the outline stands in its order: written, or as a place to come', () => {
  for (let seed = 1; seed <= 60; seed += 1) {
    let log = emptyLog;
    for (const event of makeToldLog(seed).events.filter(({ type }) => type !== 'text-edit')) {
      log = reduceEvents(log, [event]);
      if (!log.outline || event.type === 'text-end' || event.type === 'job-complete') continue;
      const markdown = log.text?.text ?? '';
      const coming = findComing({ ...log, end: markdown.length });
      const places = [
        ...coming.map(({ id, before }) => ({ id, at: before - 0.5 })),
        ...log.parts.map(({ id, start }) => ({ id, at: start })),
      ].sort((a, b) => a.at - b.at);
      const order = log.outline.sections.map(({ text_id }) => text_id);
      expect(places.map(({ id }) => id).filter((id) => id !== 'answer')).toEqual(order);
      const starts = [...splitSections(markdown).map(({ start }) => start), markdown.length];
      expect(coming.every(({ before }) => starts.includes(before))).toBe(true);
    }
  }
});

const question = 'How long does a cache entry live and who clears it?';
const page = {
  url: 'https://one.example/cache',
  title: 'Cache',
  text: '# Cache\n\nA cache entry lives for fifteen minutes unless a shorter time is set. An entry is cleared by the process that wrote it.\n\nThe cache holds at most 50 megabytes on disk.',
};
const web = pageSource([page], { id: 'web', name: 'The web' });

test('a real job with a false number: its claim is marked while it stands, and gone from text and claims after the edit', async () => {
  const { fake, gateway, stop } = await startTestGateway();
  try {
    const said = 'An entry lives for fifteen minutes.[q1] The cache holds at most 80 megabytes on disk.[q3]';
    fake.next([{ text: said }], 'writer');
    const models = { reader: gateway.model('reader'), writer: gateway.model('writer') };
    const events: EventBody[] = [];
    const { report } = await researchInMemory(
      { question, effort: presets.quick, sourceIds: ['web'], unjudged: true },
      { sources: [web], models, onEvent: (event) => void events.push(event) },
    );
    let log = emptyLog;
    const marked: string[] = [];
    for (const [index, event] of events.entries()) {
      const at = new Date(index * 1000).toISOString();
      log = reduceEvents(log, [{ ...event, seq: index + 1, job_id: 'j', attempt: 0, at } as JobEvent]);
      const markdown = log.text?.text ?? '';
      for (const range of locateClaims(markdown, { sentences: null, claims: log.claims }))
        marked.push(`${range.verdict}: ${markdown.slice(range.start, range.end)}`);
    }
    expect(marked).toContain('supported: An entry lives for fifteen minutes.');
    expect(marked.some((mark) => /^(?:contradicted|unsupported): .*80 megabytes/.test(mark))).toBe(true);
    expect(log.text?.text).toBe(report.markdown);
    expect(log.claims.map(({ text }) => text)).toEqual(['An entry lives for fifteen minutes.']);
    const published = locateClaims(report.markdown, { sentences: report.sentences, claims: log.claims });
    expect(published.map(({ verdict }) => verdict)).toEqual(['supported']);
  } finally {
    await stop();
  }
});
