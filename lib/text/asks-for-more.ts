const wishes = [
  '(?:(?:can|could) you )?(?:(?:please )?(?:give|show) (?:me |us )?)?(?:an?|some|another|one more|a few)(?: more)? examples?',
  '(?:for )?examples?|more|go on|continue|elaborate|(?:tell me )?more(?: about (?:it|that|this))?|(?:more|further) details?',
  '(?:(?:gib|zeig|geben sie|zeigen sie) (?:mir |uns )?)?(?:(?:noch )?ein|einige|mehr) beispiele?|zum beispiel|mehr(?: dazu)?|weiter',
  '(?:(?:donne|montre)(?:z)?(?:-moi|-nous)? )?(?:un|des) (?:autres? )?exemples?|par exemple|plus de détails|continue',
  '(?:(?:dame|danos|muéstrame) )?(?:un|unos|otro) ejemplos?|por ejemplo|más detalles|sigue',
  '举个例子|给个例子|例を挙げて(?:ください)?|例えば|أعطني مثالا|एक उदाहरण दो',
];
const more = new RegExp(
  `^[^\\p{L}]*(?:(?:and|ok(?:ay)?|please|now|bitte|et|y)[\\s,]+)?(?:${wishes.join('|')})[^\\p{L}\\p{N}]*(?:please|bitte|por favor)?[^\\p{L}\\p{N}]*$`,
  'iu',
);
const longest = 80;

/** Whether a message asks for more of what was told just now, or an example of it, and names nothing itself. */
export const asksForMore = (message: string): boolean =>
  message.length <= longest && more.test(message.trim());
