'use client';
import { CopyButton } from '#components/ui/copy-button.tsx';
import { DownloadButton } from '#components/ui/download-button.tsx';
import { checkWord, describeVerdict, nameFile, type Taken, toMarkdownFile } from './markdown-file.ts';
import { readableAddress } from './page-address.tsx';

/** The ways to take a text along, each with its question, its sources and how it was judged. */
export function TakeAwayButtons(taken: Taken) {
  const file = toMarkdownFile(taken);
  return (
    <>
      <CopyButton text={file} label="Copy with its sources" iconOnly />
      <DownloadButton text={file} name={nameFile(taken.question)} label="Download as Markdown" />
    </>
  );
}

/** What a text needs on paper, where nothing can be opened: the pages by their numbers, and how it was judged. */
export function OnPaper({ pages, verdict }: Pick<Taken, 'pages' | 'verdict'>) {
  return (
    <footer className="mt-6 hidden text-sm print:block">
      {pages.length > 0 && (
        <>
          <h3 className="report-h2">Sources</h3>
          <ol className="mt-2">
            {pages.map(({ number, title, url }) => (
              <li key={number} className="mt-1 break-words">
                [{number}] <bdi>{title}</bdi>, <bdi>{readableAddress(url)}</bdi>
              </li>
            ))}
          </ol>
        </>
      )}
      {verdict && (
        <p className="mt-3">
          {checkWord(verdict)}: {describeVerdict(verdict)}
        </p>
      )}
    </footer>
  );
}
