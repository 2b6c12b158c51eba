'use client';
import { type ComponentProps, memo, type ReactNode } from 'react';
import ReactMarkdown, { type Components, type ExtraProps } from 'react-markdown';
import remarkGfm from 'remark-gfm';
import { CitationButton } from './citation-button.tsx';
import { useCitations } from './citation-context.ts';
import { ClaimGutter } from './claim-gutter.tsx';
import type { ClaimRange } from './locate-claims.ts';
import { markSentences } from './mark-sentences.ts';
import { readableAddress } from './page-address.tsx';

/**
 * Markdown of a report. Raw HTML is shown as text, images as their description, and only citation marks can be pressed:
 * a link that came out of a source is its words with the address beside them.
 */
export const Markdown = memo(function Markdown({
  text,
  start = 0,
  claims = noClaims,
}: {
  text: string;
  /** Where this piece begins in the whole report. */
  start?: number;
  claims?: ClaimRange[];
}) {
  return (
    <ReactMarkdown
      remarkPlugins={[remarkGfm]}
      rehypePlugins={[[markSentences, { start, claims }]]}
      components={components}
    >
      {text}
    </ReactMarkdown>
  );
});

export const noClaims: ClaimRange[] = [];

type Own = {
  'data-marks'?: string;
  'data-claims'?: string;
  'data-claim'?: string;
  'data-start'?: string;
  'data-offset'?: string;
};
type Props<Tag extends keyof React.JSX.IntrinsicElements> = ComponentProps<Tag> & ExtraProps & Own;

const components: Components = {
  a: TextLink,
  img: ({ alt }) => (alt ? <span>{alt}</span> : null),
  h1: (props) => <Heading {...props} look="report-h1" />,
  h2: (props) => <Heading {...props} look="report-h2" />,
  h3: (props) => <Heading {...props} look="report-h3" />,
  h4: (props) => <Heading {...props} look="report-h3" />,
  h5: (props) => <Heading {...props} look="report-h3" />,
  h6: (props) => <Heading {...props} look="report-h3" />,
  p: ({ node, children, ...rest }: Props<'p'>) => (
    <p dir="auto" className={marked(rest)} data-marks={rest['data-marks']}>
      <ClaimGutter claims={rest['data-claims']} />
      {children}
    </p>
  ),
  li: ({ node, children, className, ...rest }: Props<'li'>) => (
    <li dir="auto" className={`${marked(rest)} ${className ?? ''}`}>
      <ClaimGutter claims={rest['data-claims']} />
      {children}
    </li>
  ),
  pre: ({ node, children, ...rest }: Props<'pre'>) => (
    <Block claims={rest['data-claims']}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: code that scrolls must be reachable by keyboard */}
      <pre dir="ltr" tabIndex={0}>
        {children}
      </pre>
    </Block>
  ),
  table: ({ node, children, ...rest }: Props<'table'>) => (
    <Block claims={rest['data-claims']}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a table that scrolls must be reachable by keyboard */}
      <section className="report-table" tabIndex={0} aria-label="Table">
        <table>{children}</table>
      </section>
    </Block>
  ),
  th: ({ node, ...rest }: Props<'th'>) => <th dir="auto" {...rest} />,
  td: ({ node, ...rest }: Props<'td'>) => <td dir="auto" {...rest} />,
  code: ({ node, ...rest }: Props<'code'>) => <code dir="ltr" {...rest} />,
  blockquote: ({ node, children, ...rest }: Props<'blockquote'>) => (
    <blockquote dir="auto" className={marked(rest)}>
      <ClaimGutter claims={rest['data-claims']} />
      {children}
    </blockquote>
  ),
  span: ClaimWords,
  input: ({ checked }: Props<'input'>) => <span>{checked ? '☑' : '☐'}</span>,
};

const marked = (props: Own): string => (props['data-claims'] ? 'relative' : '');

function Block({ claims, children }: { claims: string | undefined; children: ReactNode }) {
  return (
    <div className="report-block relative">
      <ClaimGutter claims={claims} />
      {children}
    </div>
  );
}

/** Headings of the report stand under the page's own h1 and the report's h2. */
function Heading({ node, children, look, ...rest }: Props<'h1'> & { look: string }) {
  const { idPrefix, hasParts } = useCitations();
  const Tag = look === 'report-h3' && hasParts ? 'h4' : 'h3';
  return (
    <Tag dir="auto" id={`${idPrefix}part-${rest['data-offset']}`} className={look}>
      {children}
    </Tag>
  );
}

function TextLink({ node, children, href, ...rest }: Props<'a'>) {
  const mark = /^#(cite|quote)-(\d+)$/.exec(href ?? '');
  if (mark) {
    const of = mark[1] === 'cite' ? 'page' : 'quote';
    return <CitationButton of={of} number={Number(mark[2])} offset={Number(rest['data-offset'])} />;
  }
  const address = /^https?:\/\//.test(href ?? '') && wordsOf(node) !== href ? href : null;
  return (
    <span>
      {children}
      {address && (
        <span dir="ltr" className="break-all text-ink-3">
          {' '}
          ({readableAddress(address)})
        </span>
      )}
    </span>
  );
}

/** The words of a node without its marks. */
function wordsOf(node: ExtraProps['node'] | { type: string }): string {
  if (!node) return '';
  if ('children' in node) return node.children.map(wordsOf).join('');
  return 'value' in node ? String(node.value) : '';
}

/** A press on the words opens what was said of them; the mark behind them is the way there by keyboard. */
function ClaimWords({ node, children, ...rest }: Props<'span'>) {
  const { openClaim, onOpen } = useCitations();
  const verdict = rest['data-claim'];
  if (verdict === undefined) return <span>{children}</span>;
  const offset = Number(rest['data-start']);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a second way to what the mark behind the words opens
    // biome-ignore lint/a11y/useKeyWithClickEvents: the mark is a button
    <span
      className={`claim-words ${openClaim === offset ? 'claim-open' : ''}`}
      data-verdict={verdict}
      onClick={(event) => {
        // Whoever selects words to copy them opens nothing.
        if (getSelection()?.isCollapsed ?? true)
          onOpen({ of: 'claim', number: 0, offset }, event.currentTarget);
      }}
    >
      {children}
    </span>
  );
}
