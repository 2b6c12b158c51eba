/**
 * The words with which people ask about their days and nothing else: "Do I have anything on …?" Joined over the languages
 * in which days are read, since what is left of a question without them and without its days is its subject.
 */
const words = [
  "what what's whats is are am do does did will have has got i i'm i've we we've us me my our anything something nothing plans plan things thing on at in for by to be there any the a an of and or but already still yet going coming up happening else need where should must supposed can could time day days date evening morning afternoon night noon lunchtime when when's take takes place happen happens start starts begin begins due again next about how then pm oclock o'clock between from until till",
  'was habe hab haben hat ich wir mir mich uns etwas irgendetwas irgendwas nichts schon bereits noch da denn dann vor an am im in um und oder aber zu tun los ist sind steht stehen liegt liegen gibt es bei für der die das den dem ein eine mein meine meinen meinem unser unsere wann wird findet finden statt beginnt beginnen startet uhr tag nachmittag nachmittags abend abends vormittag vormittags mittag mittags nacht auch wie sieht aus zwischen von vom bis',
  "qu'est-ce que qu est ce quoi que ai-je ai j je j'ai nous avons avons-nous quelque chose rien déjà de d prévu prévue à au aux le la les l du des pour y a-t-il moi est-ce c'est faire dois ont a quand sont commence et ou mais mon ma mes notre nos heure heures matin après-midi soir midi qu'en en est-il alors entre",
  'qué que tengo tenemos algo nada ya hay para mí mi mis nosotros nuestra nuestro el la los las del de en a al hacer planes plan yo alguna alguno alguna cosa por y o pero es son cuándo será empieza tarde noche hora horas mediodía tal entonces entre desde hasta',
  'هل ما ماذا لدي عندي لدينا عندنا شيء أي في يوم على من عن أنا نحن و أو متى يكون تكون هو هي الساعة مساء مساءً صباحا صباحًا ظهرا',
  'क्या मेरे मेरा मेरी मुझे पास कुछ है हैं को में के का की हमारे हमारा हमारी हम मैं करना होना और या कब होगा होगी होता होती बजे शाम सुबह दोपहर रात दिन फिर',
];
const spaced = new Set(words.flatMap((line) => line.split(' ')));
const unspaced =
  /我们|我們|我|任何|别的|什么事情?|什麼事情?|什么|什麼|事情|有|事|吗|嗎|没有|沒有|没|在|的|要|做|呢|是|和|上午|下午|晚上|早上|中午|点|時|时|私|僕|俺|何か|何|あります|ある|ありますか|入って|いますか?|いる|用事|用|ですか?|午前|午後|夜|朝|いつ|では|じゃあ|どうですか?|どう|那么|那|には|は|に|の|が|を|か|と|や|で|も/gu;
const unspacedScript = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;

/** What is asked for beside days: the words of a text that are no words for asking; empty where there are none. */
export function subjectWords(text: string): string[] {
  return text
    .split(/[^\p{L}\p{M}\p{N}'’-]+/u)
    .map((word) => word.replace(/^['’-]+|['’-]+$/g, ''))
    .flatMap((word) => (unspacedScript.test(word) ? word.replace(unspaced, ' ').trim().split(' ') : [word]))
    .filter((word) => /\p{L}/u.test(word) && !spaced.has(word.toLowerCase().replaceAll('’', "'")));
}
