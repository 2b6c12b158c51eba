import { z } from 'zod';

/** `example.org`, which also stands for what is below it; written in any case, with `www.` or in another script. */
const Domain = z
  .string()
  .trim()
  .min(1)
  .max(253)
  .transform((text, context) => {
    const url = /^[^\s/?#@:]+$/.test(text) ? URL.parse(`http://${text}`) : null;
    const name = url?.hostname.replace(/^www\./, '').replace(/\.$/, '') ?? '';
    if (/^(?:[a-z0-9_-]+\.)+[a-z0-9-]*[a-z][a-z0-9-]*$/.test(name)) return name;
    context.addIssue('Give a domain, such as example.org');
    return z.NEVER;
  });

/**
 * What a search of the web is limited to. Days are `YYYY-MM-DD` and count as allowed themselves; a page that nobody knows
 * the day or the language of is not left out. Own documents, calendars and tools of MCP servers take no notice.
 */
export const SearchFilters = z
  .strictObject({
    published_after: z.iso.date().optional(),
    published_before: z.iso.date().optional(),
    /** BCP 47, such as `de` or `pt-BR`. */
    language: z
      .string()
      .regex(/^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/, 'Give a language, such as de or pt-BR')
      .optional(),
    include_domains: z.array(Domain).min(1).max(20).optional(),
    exclude_domains: z.array(Domain).min(1).max(20).optional(),
  })
  .refine(
    ({ published_after, published_before }) =>
      !published_after || !published_before || published_after <= published_before,
    { path: ['published_before'], message: 'This is before published_after' },
  );
export type SearchFilters = z.infer<typeof SearchFilters>;

/** Whether an address is of a domain that the filters allow. */
export function isInDomains(
  address: string,
  { include_domains, exclude_domains }: Pick<SearchFilters, 'include_domains' | 'exclude_domains'>,
): boolean {
  const host = URL.parse(address)?.hostname ?? '';
  const isOf = (domain: string) => host === domain || host.endsWith(`.${domain}`);
  if (include_domains && !include_domains.some(isOf)) return false;
  if (exclude_domains?.some(isOf)) return false;
  return true;
}
