/** English words that say nothing about the subject of a text or a question. Terms of one letter are stopped elsewhere. */
export const stopWords: ReadonlySet<string> = new Set(
  `a about above after again against all also although am an and any are as at be because been before being below
  between both but by can cannot could did do does doing done down during each either else ever every few for from
  further get gets getting give given go goes going got had has have having he hence her here hers him his how however
  i if in into is it its itself just let lets like made make makes many may me might more most much must my myself need
  needs neither no nor not now of off on once one only onto or other our ours out over own per please e.g i.e etc put quite rather
  same say says see seem seems shall she should since so some still such than that the their theirs them then there
  these they thing things this those though through thus to too toward under until up upon us use used uses using very
  want wants was way ways we well were what whatever when where whether which while who whole whom whose why will with
  within without would yes yet you your yours`.split(/\s+/),
);
