import { isAboutTheSame, keyOf, say } from '../scripted-web/statement.ts';
import { plain } from './ledger.ts';
import { numberOf } from './mess.ts';
import type { Writer } from './messy-writer.ts';
import { quotesIn } from './read-prompt.ts';

/** Judges claims by what the writer really did and by what the quotes state, and misses some of what is false. */
export function checkMessily({ world, mess, chance, ledger }: Writer, user: string): string {
  const quotes = new Map(quotesIn(user).map(({ number, text }) => [number, text]));
  const claims = [...user.matchAll(/^claim (\d+): (.*) \((?:rests on|inference from) (.*)\)$/gm)].map(
    ([, claim, text = '', rests = '']) => {
      const own = [...rests.matchAll(/q(\d+)/g)]
        .map(([, number]) => quotes.get(Number(number)) ?? '')
        .join('\n');
      const said = world.statementsIn(own);
      const entry = ledger.find(text);
      const stated = entry?.statements ?? world.statementsIn(text);
      const keys = new Set(said.map(keyOf));
      const copied = own.replace(/\s+/g, ' ').toLowerCase().includes(plain(text));
      const holds =
        !entry?.invented &&
        (copied || (stated.length > 0 && stated.every((statement) => keys.has(keyOf(statement)))));
      const against = stated.some((statement) => said.some((other) => isAboutTheSame(statement, other)));
      const isWrong = chance(holds ? mess.judgeCondemns : mess.judgeMisses, `judge ${plain(text)}`);
      const verdict = holds !== isWrong ? 'supported' : against ? 'contradicted' : 'unsupported';
      return { claim: Number(claim), verdict, reason: holds ? 'As quoted.' : 'The quotes do not say so.' };
    },
  );
  return JSON.stringify({ claims });
}

/** Says what sentences without a mark rest on; half of the invented ones are kept up. */
export function answerBackMessily({ world, ledger }: Writer, user: string): string {
  const quotes = quotesIn(user).map(({ number, text }) => ({
    number,
    keys: new Set(world.statementsIn(text).map(keyOf)),
  }));
  const listed = /Sentences:\n([\s\S]*?)\n\nQuotes:/.exec(user)?.[1] ?? '';
  const sentences = [...listed.matchAll(/^(\d+): (.*?)(?: \(perhaps [^)\n]*\))?$/gm)].map(
    ([, sentence, text = '']) => {
      const entry = ledger.find(text);
      const holding = quotes
        .filter(
          ({ keys }) => entry?.statements.length && entry.statements.some((one) => keys.has(keyOf(one))),
        )
        .map(({ number }) => number);
      const first = quotes[0]?.number;
      if (holding.length > 0) return { sentence: Number(sentence), choice: 'quote', quotes: holding };
      return entry?.invented && first !== undefined && numberOf(text) < 0.5
        ? { sentence: Number(sentence), choice: 'quote', quotes: [first] }
        : { sentence: Number(sentence), choice: 'drop', quotes: [] };
    },
  );
  return JSON.stringify({ sentences });
}

/** Writes sentences anew from their quotes; some stay as wrong as they were, some are given up. */
export function repairMessily({ world, ledger }: Writer, user: string): string {
  const quotes = new Map(quotesIn(user).map(({ number, text }) => [number, text]));
  const sentences = [...user.matchAll(/^(\d+): (.*)\n {3}\((?:[^;]*); rests on ([^;]*);/gm)].map(
    ([, sentence, text = '', rests = '']) => {
      const numbers = [...rests.matchAll(/q(\d+)/g)].map(([, number]) => Number(number));
      const marks = numbers.map((number) => `[q${number}]`).join('');
      const entry = ledger.find(text);
      const luck = numberOf(`repair ${text}`);
      if (luck < 0.2 || !entry) return { sentence: Number(sentence), text: null };
      if (luck < 0.4) return { sentence: Number(sentence), text: `${text}${marks}` };
      const said = world.statementsIn(numbers.map((number) => quotes.get(number) ?? '').join('\n'));
      const right =
        said.find((one) => entry.statements.some((other) => isAboutTheSame(one, other))) ?? said[0];
      if (!right) return { sentence: Number(sentence), text: null };
      const words = say(right, entry.language, 1);
      ledger.add({ text: words, language: entry.language, statements: [right], invented: null });
      return { sentence: Number(sentence), text: `${words}${marks}` };
    },
  );
  return JSON.stringify({ sentences });
}
