import { expect, test } from 'vitest';
import { writeBlocks } from '../write-blocks.ts';
import { latexBlocks } from './latex-blocks.ts';

const read = (source: string) => writeBlocks(latexBlocks(source).blocks);

test('a paper is its headings, sentences, lists, tables and code, without commands and comments', () => {
  const source =
    String.raw`\documentclass[a4paper]{article}
\usepackage{graphicx} % not this
\title{On \emph{Harbours}}\author{Ada\and Bo}
\begin{document}\maketitle
\section{Dredging}\label{sec:d}
The harbour of \textbf{N\"orling} was dredged in 1907~\cite{flood1907}. It took $3\times 10^4$~tons at $2.5\,$~m,
or 95\,\% of it---as \href{https://a.example}{the yard} says\footnote{In a letter.}.

See Section~\ref{sec:d}. % a comment
\begin{itemize}
\item First \emph{point}
\item Second point
\end{itemize}
\subsection*{Ships}
\begin{tabular}{l|r}
\hline Harbour & Ships \\ \hline
Norling & 412 \\ Sund \& Co & 19 \\
\end{tabular}
\begin{verbatim}

x = 1 % stays
\end{verbatim}
\includegraphics[width=3cm]{a.png}
He said ` +
    '``no' +
    String.raw`''.
\end{document} after`;
  const { title, author } = latexBlocks(source);
  expect(author).toBe('Ada, Bo');
  expect(title).toBe('On Harbours');
  const text = read(source);
  expect(text).toContain('# On Harbours\n\n');
  expect(text).toContain('## Dredging\n\nThe harbour of Nörling was dredged in 1907 [flood1907].');
  expect(text).toContain(
    'It took $3\\times 10^4$ tons at 2.5 m, or 95 % of it—as the yard says (In a letter.).',
  );
  expect(text).toContain('See Section [sec:d].');
  expect(text).toContain('- First point\n- Second point\n');
  expect(text).toContain(
    '### Ships\n\n| Harbour | Ships |\n| --- | --- |\n| Norling | 412 |\n| Sund & Co | 19 |\n',
  );
  expect(text).toContain('```\n\nx = 1 % stays\n```');
  expect(text).toContain('He said “no”.');
  expect(text).not.toMatch(
    /\\(?:emph|label|item|begin|cite)|comment|after|a\.png|documentclass|maketitle|Ada/,
  );
});

test.each([
  ['a part of a text', 'The \\emph{tide} turns.', 'The tide turns.\n'],
  ['braces that are never closed', '\\emph{The {tide turns.', 'The tide turns.\n'],
  ['accents', String.raw`\'Etude, \c{c}a, na\"{\i}ve, Stra\ss e`, 'Étude, ça, naïve, Straße\n'],
  ['an abstract', '\\begin{abstract}Moss.\\end{abstract}More.', '## Abstract\n\nMoss.\n\nMore.\n'],
  [
    'a formula of plain signs',
    String.raw`At \(37\pm 2^\circ\) it sets.`.replaceAll('\\\\', '\\'),
    'At 37±2° it sets.\n',
  ],
  ['a price', String.raw`It costs \$5 or \$6.`.replaceAll('\\\\', '\\'), 'It costs $5 or $6.\n'],
  ['nothing', '', ''],
])('%s', (_, source, text) => {
  expect(read(source).normalize('NFC')).toBe(text.normalize('NFC'));
});

test('hostile nesting is read in no time', () => {
  for (const source of [
    '\\emph{'.repeat(100_000),
    '\\begin{tabular}'.repeat(50_000),
    '\\begin{verbatim}'.repeat(50_000),
    '$a'.repeat(100_001),
    '\\('.repeat(50_000),
    '{'.repeat(500_000),
    '\\section['.repeat(50_000),
  ])
    expect(typeof read(source)).toBe('string');
});
