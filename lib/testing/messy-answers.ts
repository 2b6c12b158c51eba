import { createLedger } from './messy/ledger.ts';
import type { MarkStyle } from './messy/mark-style.ts';
import { createChance, type Mess, usualMess } from './messy/mess.ts';
import { answerBackMessily, checkMessily, repairMessily } from './messy/messy-checks.ts';
import { outlineMessily, planMessily, readMessily, reviewMessily } from './messy/messy-reading.ts';
import { type Writer, writeMessily } from './messy/messy-writer.ts';
import type { ScriptedAnswer, ScriptedPrompt } from './scripted-model.ts';
import type { World } from './scripted-web/world.ts';

/**
 * Answers the prompts of the product as models do on a bad day, and knows of each sentence whether it is true. Where
 * nothing else is said, the mess is the usual one; chance falls the same each time for the same `seed`.
 */
export function createMessyAnswers({
  world,
  mess = usualMess,
  seed = 1,
  style,
}: {
  world: World;
  mess?: Mess;
  seed?: number;
  style?: MarkStyle | undefined;
}) {
  const ledger = createLedger();
  const writer: Writer = { world, mess, ledger, chance: createChance(seed), style };
  /** Texts that were cut, by their prompts, to go on from. */
  const whole = new Map<string, string>();

  function answer({ system, user, written }: ScriptedPrompt): ScriptedAnswer {
    if (/^You write (?:one section of a report|the answer)\b/.test(system)) {
      const known = whole.get(user);
      if (written && known?.startsWith(written)) return { text: known.slice(written.length) };
      const uncut = writeMessily(writer, { user });
      const isCut = writer.chance(mess.cuts, `cut ${user}`);
      whole.set(user, uncut.text);
      if (!isCut) return uncut;
      return { text: uncut.text.slice(0, Math.floor(uncut.text.length * 0.7)), finishReason: 'length' };
    }
    const found = structured.find(([begins]) => begins.test(system))?.[1];
    const json = found ? found(writer, user) : 'I do not know what is asked.';
    const isAgain = user.includes('Your last answer could not be used');
    const breaks = !isAgain && writer.chance(mess.breaksJson, `json ${system.slice(0, 40)} ${user}`);
    return { text: breaks ? `Sure, here it is:\n${json.slice(0, Math.floor(json.length * 0.6))}` : json };
  }
  return { answer, ledger };
}

const structured: readonly [RegExp, (writer: Writer, user: string) => string][] = [
  [/^You plan a piece of research\b/, planMessily],
  [/^You read one page\b/, readMessily],
  [/^You lead a piece of research\b/, reviewMessily],
  [/^You outline a report\b/, (_, user) => outlineMessily(user)],
  [/^You wrote sentences without saying\b/, answerBackMessily],
  [/^You check claims\b/, checkMessily],
  [/^Sentences of a report did not hold\b/, repairMessily],
  [/^You judge whether a report\b/, () => judgment],
];

const reason = 'Going by the checks.';
const judgment = JSON.stringify({
  relevance: { score: 0.9, reason },
  correctness: { score: 0.9, reason },
  completeness: { score: 0.8, reason },
});
