import { expect, test } from 'vitest';
import { startStopwatch } from '#lib/testing/stopwatch.ts';
import { talkOf } from './talk-of.ts';

test.each([
  [
    'nothing',
    'yes|no|ok|Yes, please.|no thanks|sure|👍|😂😂|...|Hi Bob|Danke Peter|Hallo Anna!|good night|thanks, got it',
  ],
  ['nothing', 'ja|Nein danke|oui|non merci|sí|好的|はい|نعم|<script>alert(1)</script>|<b></b>'],
  [
    'about',
    'who are you?|What can you do?|help|Help me, please|please help|Hi Anna, how are you?|are you a robot?',
  ],
  [
    'about',
    'what documents do you have?|Which files can you read?|can you help me?|are you ChatGPT|do you speak German?',
  ],
  [
    'about',
    'wer bist du?|Was kannst du?|Hilfe|qui es-tu ?|que peux-tu faire ?|¿quién eres?|你是谁？|你能做什么？',
  ],
  ['about', 'あなたは誰ですか？|何ができますか？|من أنت؟|ماذا يمكنك أن تفعل؟|आप कौन हैं?|आप क्या कर सकते हैं?'],
  [
    'reword',
    'shorter|and in English?|sure?|are you sure?|why not?|Translate to German: Good morning|もっと短く',
  ],
] as const)('%s: %s', (talk, messages) => {
  for (const message of messages.split('|')) expect([message, talkOf(message)]).toEqual([message, talk]);
});

test.each(
  [
    'ok google assistant setup|No route to host|yes command|help2man options|who are the maintainers?|git help',
    'What can you do with git bisect?|How do you list files?|how do you use this in a script?|are you required to sign off?',
    'Which documents do you have to sign?|How are you supposed to name a branch?|who are you allowed to share it with?',
    'sure-fire locks|right join|no-cache|never mind the gap in the log|fine tuning|Hello World|hello world|Dear ImGui',
    'Thanks to Anna the lock is kept|Hi-res displays|git bisect|git-bisect.html|https://example.com/a|test|404|stop',
    'Hilfe zu git bisect|was kannst du mit git bisect machen?|Wer ist der Autor?|aide de la commande|ayuda de git',
    'What does <script> do?|Why does git gc run?|Translate strings into other languages|how do I translate it to German?',
  ].flatMap((line) => line.split('|')),
)('%s asks for something', (message) => expect(talkOf(message)).toBeNull());

test('a long message is read in time that grows with its length', () => {
  const stopwatch = startStopwatch();
  for (const piece of ['yes, ', 'ok ', 'help ', 'Hi Anna ', 'are you a ', '<a>', 'ha'])
    talkOf(piece.repeat(100_000 / piece.length));
  expect(stopwatch.ms()).toBeLessThan(3_000);
});
