import { findCopies } from '#lib/research/find-copies.ts';
import type { EvidenceStore, FoundPage, NewNote, StoredPage } from '#lib/research/ports.ts';
import type { Quote } from '#lib/schema/quote.ts';

/**
 * The evidence of one piece of research in memory, as `createEvidenceStore` keeps it in PostgreSQL. `isAskedFor` says of a
 * source whether its pages themselves are asked for.
 */
export function createMemoryStore({
  isAskedFor = () => false,
}: {
  isAskedFor?: (sourceId: string) => boolean;
} = {}): EvidenceStore & { texts(): Map<string, string> } {
  const found = new Map<string, FoundPage>();
  const pages = new Map<string, StoredPage>();
  const notes: Quote[] = [];
  /** Pages that are the first to say what they say, by their ids, and copies with the addresses of those. */
  const firsts: StoredPage[] = [];
  const copies = new Map<string, string>();
  const drafts = new Map<string, unknown>();
  const sameWords = (one: NewNote | Quote, other: Quote) =>
    one.snapshot_id === other.snapshot_id && one.start === other.start && one.end === other.end;
  return {
    async saveFound({ found: reason, ...hit }) {
      const known = found.get(hit.url) ?? { id: hit.url, ...hit, found: [], state: 'found' as const };
      found.set(hit.url, { ...known, found: [...known.found, reason] });
    },
    async found() {
      return [...found.values()].map((page) => {
        const copy_of = copies.get(page.url);
        const { cut_from } = pages.get(page.id)?.about ?? {};
        return { ...page, ...(copy_of && { copy_of }), ...(cut_from !== undefined && { cut_from }) };
      });
    },
    async saveReading(id, reading) {
      const known = found.get(id);
      if (!known) return null;
      found.set(id, { ...known, state: 'page' in reading ? 'read' : 'failed' });
      if (!('page' in reading)) return null;
      const { page } = reading;
      const { source_id, url, found: reasons } = known;
      const title = page.title || known.title;
      const about = page.about ?? {};
      const stored = {
        id,
        source_id,
        url,
        title,
        snapshot_id: url,
        text: page.text,
        found: reasons,
        about,
        ...(isAskedFor(source_id) && { asked_for: true as const }),
      };
      pages.set(id, stored);
      return stored;
    },
    async pages() {
      return [...pages.values()].map((page) => ({ ...page, found: found.get(page.id)?.found ?? page.found }));
    },
    async page(id) {
      return pages.get(id) ?? null;
    },
    async copyOf(id) {
      const own = pages.get(id);
      if (!own || firsts.includes(own)) return null;
      const texts = [...firsts, own].map(({ text }) => ({ id: text, text }));
      const known = firsts.find(({ url }) => url === copies.get(own.url));
      const first = known ?? firsts[findCopies(texts).at(-1) ?? firsts.length];
      if (first) copies.set(own.url, first.url);
      else firsts.push(own);
      return first ? { url: first.url, title: first.title } : null;
    },
    async saveCopies(found) {
      copies.clear();
      for (const { url, of } of found) copies.set(url, of);
    },
    async addNotes(added) {
      for (const note of added) {
        if (notes.some((known) => sameWords(note, known))) continue;
        const number = notes.length + 1;
        notes.push({ ...note, id: String(number), number });
      }
      return notes.filter((note) => added.some((other) => sameWords(other, note)));
    },
    async notes() {
      return [...notes];
    },
    async loadDraft(name) {
      return drafts.get(name) ?? null;
    },
    async saveDraft(name, data) {
      drafts.set(name, data === undefined ? undefined : JSON.parse(JSON.stringify(data)));
    },
    texts: () => new Map([...pages.values()].map(({ url, text }) => [url, text])),
  };
}
