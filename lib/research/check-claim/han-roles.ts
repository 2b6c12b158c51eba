import type { ClaimReading } from './claim-reading.ts';
import type { Fault } from './fault.ts';

/** Who does what, as it is written: `object` where it is told to whom. */
type Role = { deed: string; name: string; object?: string; text: string };

/**
 * Someone who stands in a Chinese or Japanese source does in the claim what another one does there: 由陈大勇设计 of
 * 由林若兰设计, 設計はフォス of 設計はハート. In doubt there is no fault.
 */
export function wrongHanAgent({ text, evidence, lexicon }: ClaimReading): Fault | undefined {
  const rolesOf = lexicon.code === 'ja' ? japaneseRoles : chineseRoles;
  const known = rolesOf(evidence.text);
  for (const own of rolesOf(text)) {
    const told = known.filter(
      ({ deed, object }) => deed === own.deed && (object === undefined) === (own.object === undefined),
    );
    const [other] = told;
    if (!other || told.some((role) => mayBeOne(role.name, own.name)) || !evidence.text.includes(own.name))
      continue;
    // Whom it is done to must be the one who does it, where that is told.
    if (own.object !== undefined && !told.some((role) => role.object && mayBeOne(role.object, own.name)))
      continue;
    return { kind: 'role', claim: own.text, source: other.text };
  }
  return undefined;
}

const mayBeOne = (one: string, other: string) => one.includes(other) || other.includes(one);

const name = String.raw`[\p{Script=Han}\p{Script=Katakana}ー・＝]{2,16}`;
const deed = String.raw`\p{Script=Han}{1,2}`;
const clauseOf = /[^、。，,；;！!？?\n]+/gu;
const topic = new RegExp(
  String.raw`(?<!\p{Script=Han})(?<deed>\p{Script=Han}{2})[は：](?<name>${name})(?=$|が|だ|で(?:ある|す|し))`,
  'u',
);
const subject = new RegExp(`(?<name>${name})(?:が|によって|により)`, 'u');
const verbs = new RegExp(String.raw`(?<!\p{Script=Han})${deed}(?=[しさすを]|$)`, 'gu');
const acting = new RegExp(
  `(?<name>${name})[はが][^はが]{0,8}?(?<object>${name})を[^はが]{0,6}?(?<deed>${deed})(?=[しすっいたる])(?!され)`,
  'u',
);

/** 設計はハート, ハートが設計した, フォスはハートを尊敬した. */
function japaneseRoles(text: string): Role[] {
  return (text.match(clauseOf) ?? []).flatMap((clause): Role[] => {
    const as = (found: Record<string, string> | undefined) =>
      found
        ? [
            {
              deed: found.deed ?? '',
              name: found.name ?? '',
              ...(found.object && { object: found.object }),
              text: clause,
            },
          ]
        : [];
    const about = as(topic.exec(clause)?.groups);
    if (about.length > 0) return about;
    const doing = as(acting.exec(clause)?.groups);
    if (doing.length > 0) return doing;
    const by = subject.exec(clause);
    const rest = by ? clause.slice(by.index + by[0].length) : '';
    return (rest.match(verbs) ?? []).map((word) => ({
      deed: word,
      name: by?.groups?.name ?? '',
      text: clause,
    }));
  });
}

const chinese = /^(?:[^由被]{0,12}[由被])?(?<name>\p{Script=Han}{2,8}?)(?<deed>\p{Script=Han}{2})(?=了|$)/u;
const pronoun = /[他她它我你其这那]/u;

/** 由林若兰设计, 林若兰设计了这座塔. */
function chineseRoles(text: string): Role[] {
  return (text.match(clauseOf) ?? []).flatMap((clause) => {
    const { name: who = '', deed: what = '' } = chinese.exec(clause)?.groups ?? {};
    return who === '' || pronoun.test(who) ? [] : [{ deed: what, name: who, text: clause }];
  });
}
