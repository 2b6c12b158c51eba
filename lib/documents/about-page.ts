/** What a page says of itself; what it does not say is absent or empty. Days are `YYYY-MM-DD`. */
export type AboutPage = {
  canonical?: string;
  published?: string;
  modified?: string;
  author?: string;
  site?: string;
  language?: string;
};
