import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

const wcag = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/**
 * Nothing on the page is seriously in the way of anybody, by the rules of WCAG or, with `everyRule`, by all that axe
 * goes by; and it does not move sideways.
 */
export async function expectAccessible(page: Page, { everyRule = false } = {}): Promise<void> {
  const axe = new AxeBuilder({ page });
  if (!everyRule) axe.withTags(wcag);
  const { violations } = await axe.analyze();
  const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  expect(grave.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  const sideways = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(sideways).toBe(0);
}
