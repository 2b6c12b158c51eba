import { elementsOf, type Xml } from '../../unpack/xml.ts';
import { oneLine, type PageBlock } from '../../write-blocks.ts';
import { plainWords, type Reading } from './inline.ts';

/** Code as it stands, without the lines that only its tags part from it. */
export function codeBlock(element: Xml, reading: Reading): PageBlock {
  const value =
    element.name === 'cmdsynopsis'
      ? commandLine(element, reading)
      : plainWords(element, reading)
          .replace(/^(?:[ \t]*\r?\n)+/, '')
          .trimEnd();
  return { kind: 'code', language: element.attributes.language ?? '', value };
}

/** `tar -x | -c [file...]`: what may be left out in brackets, what may stand again with dots. */
function commandLine(element: Xml, reading: Reading): string {
  const words = (part: Xml): string => {
    const { name, attributes } = part;
    if (name === 'sbr') return '\n';
    if (name !== 'arg' && name !== 'group') return oneLine(plainWords(part, reading));
    const inner =
      name === 'group'
        ? elementsOf(part).map(words).join(' | ')
        : part.children
            .map((child) => (typeof child === 'string' ? reading.entities.told(child) : words(child)))
            .join('');
    const dots = attributes.rep === 'repeat' ? '...' : '';
    const [open, close] = choices[attributes.choice ?? 'opt'] ?? choices.opt ?? ['', ''];
    return `${open}${oneLine(inner)}${dots}${close}`;
  };
  return elementsOf(element)
    .map(words)
    .join(' ')
    .replace(/ ?\n ?/g, '\n');
}

const choices: Record<string, readonly [string, string]> = {
  opt: ['[', ']'],
  req: ['{', '}'],
  plain: ['', ''],
};
