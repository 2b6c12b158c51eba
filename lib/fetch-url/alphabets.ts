/** The letters beyond ASCII of languages in Latin script, lower case: those of a text belong to one of them. */
export const latinAlphabets: readonly string[] = [
  'äöüßé',
  'éèàçùâêîôûëïœæ',
  'ñíóúáéü',
  'ãõâêôçàáéíóú',
  'àèéìòùíóú',
  'åäöæøéü',
  'ëïéèöüáóí',
  'ąćęłńóśźż',
  'áčďéěíňóřšťúůýžôľĺŕä',
  'áéíóöőúüű',
  'čćđšž',
  'ăâîșțşţ',
  'çğıöşüâîû',
  'äöõüšž',
  'āčēģīķļņšūž',
  'ąčęėįšųūž',
  'áðéíóúýþæö',
  'çëéè',
];

/** Letters of other scripts that make up most of their texts; other letters of the script count a little less. */
export const frequentLetters: Readonly<Record<string, string>> = {
  Cyrillic: 'оеаинтсрвлкмдпуіяыь',
  Greek: 'αοιετσνηυρπκμλςίόάέήώύ',
  Hebrew: 'יוהלארתבשמםנןכדק',
  Arabic: 'ايلمنورتبةعدفهسكأ',
  Thai: 'านรอกเงมยวลดทส่้ัิี',
};

/** Characters that make up most of Chinese and Japanese texts besides kana. */
export const frequentHan = new Set(
  '的一是不了在人有我他这中大来上个国到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可她里后小么心多天而能好都然没日于起还发成事只作当想看文无开手十用主行方又如前所本见经头面公同三已老从动两长知民样现分将外但身些与高意进把法此实回二理美点月明其种声全工己话儿者向情部正名定女问力机给等几很业最间新什打便位因重被走电四第门相次东政海口使教西再平真听世气信北少关并内加化由却代军产入先山五太水万市眼体别处总才场师书比住员九笑性通目华报立马命张活难神数件安表原车白应路期叫死常提感金何更反合放做系计或司利受光王果亲界及今京务制解各任至清物台象记边共风战干接它许八特觉望直服毛林题建南度统色字请交爱让认算论百吃义科怎元社术结六功指思非流每青管夫连远资队跟带花快条院变联言权往展该领传近留红治决周保达办运武半候七必城父强步完革深区即求品士转量空甚众技轻程告江语英基派满式李息写呢识极令黄德收脸钱党倒未持取设始版双历越史商千片容研像找友孩站广改议形委早房音火际则首单据导影失拿网香似斯专石若兵弟谁校读志飞观争究包组造落视济喜离虽坏兴預項經個這國來時們過說後發開無長東車書見點請關問體實現單據財費萬億號會場業電話語円価格報対応変更設計画',
);

/** Syllables that make up most of Korean texts. */
export const frequentHangul = new Set(
  '이다는의에가을를고하은도사한로지기어있자아시대인그나리정일서해부보라만과들수스게제여주원요전성장국상공오유면우동안구내경신선비관실세용말조미마생연산모무방당적간년중치소개위학분러영회할습니까프트예천백억달월금업체발진',
);
