import { countWords, type Group, isLeadIn } from './group-quotes.ts';
import { isNearDuplicate, isSaid } from './near-duplicates.ts';

/** What a report may hold; a list item counts as half a sentence, code as no words. */
type Budget = { words: number; sentences: number; code: number; pages: number };

/**
 * Takes groups until a report is full. `add` answers the group as it went in, without the items of a list that were
 * said before, or nothing when there was no room for it or nothing new in it.
 */
export function createReportSpace(budget: Budget) {
  const used = new Set<number>();
  const chosen: Group[] = [];
  const pages = new Set<string>();
  const spent = { words: 0, sentences: 0, code: 0 };

  function fits(group: Group, cost: typeof spent): boolean {
    const [first] = group.quotes;
    const isKnownPage = first?.asked_for === true || pages.has(first?.url ?? '');
    return (
      (isKnownPage || pages.size < budget.pages) &&
      spent.words + cost.words <= budget.words &&
      spent.sentences + cost.sentences <= budget.sentences &&
      spent.code + cost.code <= budget.code
    );
  }

  return {
    add<Some extends Group>(offered: Some): Some[] {
      const group = withoutSaidItems(offered, chosen);
      if (group.core.every(({ number }) => used.has(number))) return [];
      if (chosen.some((other) => isNearDuplicate(group, other)) || isSaidBefore(group, chosen)) return [];
      const cost = costOf(group.quotes.filter(({ number }) => !used.has(number)));
      if (!fits(group, cost)) return [];
      spent.words += cost.words;
      spent.sentences += cost.sentences;
      spent.code += cost.code;
      pages.add(group.quotes[0]?.url ?? '');
      chosen.push(group);
      for (const { number } of group.quotes) used.add(number);
      return [group];
    },
  };
}

const costOf = (quotes: Group['quotes']) => ({
  words: wordsIn(quotes),
  sentences: quotes.reduce((sum, { form }) => sum + (form === 'item' ? 0.5 : 1), 0),
  code: quotes.filter(({ form }) => form === 'code').length,
});

/** The words of quotes that are read as prose. */
export const wordsIn = (quotes: Group['quotes']) =>
  quotes.reduce((sum, { form, text }) => sum + (form === 'code' ? 0 : countWords(text)), 0);

/** Of a list that is no sequence of steps, what was said before, or twice in it, can be left out. */
function withoutSaidItems<Some extends Group>(group: Some, chosen: readonly Group[]): Some {
  if (group.core.length < 2 || /^\d/.test(group.core[0]?.text ?? '')) return group;
  const said = group.core.filter((quote, at) => {
    const above: Group = { quotes: group.core.slice(0, at), core: [], kind: 'list' };
    return quote.form === 'item' && isSaid(quote, [...chosen, above]);
  });
  if (said.length === 0) return group;
  const isNew = (quote: Group['core'][number]) => !said.includes(quote);
  return { ...group, quotes: group.quotes.filter(isNew), core: group.core.filter(isNew) };
}

/** Whether all that a group is there for, or a sentence that leads up to it, is said already. */
function isSaidBefore({ quotes, core }: Group, chosen: readonly Group[]): boolean {
  const leads = quotes.filter(
    (quote) => !core.includes(quote) && quote.form === 'sentence' && !isLeadIn(quote),
  );
  const says = (quote: Group['core'][number]) => quote.form !== 'code' && isSaid(quote, chosen);
  return core.every(says) || leads.some(says);
}
