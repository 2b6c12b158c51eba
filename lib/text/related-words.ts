import { tokenize } from './tokenize.ts';

/** Words that people and documentation use for the same thing; a word may stand in several lines. */
const groups = `
  picture image photo screenshot graphic
  site website
  delimiter separator
  bot assistant chatbot agent
  twice duplicate repeated double again
  cap limit maximum ceiling max quota bound
  minimum min least
  folder directory
  function tool
  answer reply response output
  remove delete drop strip clear erase
  disable deactivate off skip suppress
  enable activate on allow permit
  dev development local
  slow performance latency speed fast
  memory heap ram
  error exception failure fail crash throw break broken
  stop cancel abort halt interrupt terminate kill
  pause delay wait sleep interval throttle
  save store persist persistence keep
  resume continue reconnect restart
  refresh revalidate reload update invalidate
  stale outdated expired expire old
  old legacy deprecated former previous
  login authentication signin auth session
  visitor user customer
  browser client
  server backend
  hide mask conceal
  display show render
  language locale translation internationalization i18n localization
  price cost pricing billing
  mock stub fake simulate dummy
  forward redirect
  address url link
  argument parameter option setting prop property field
  config configuration setting option flag
  size length bytes
  piece chunk part fragment delta
  compress compression gzip
  upgrade migrate migration update
  schema structure structured shape
  instruction prompt system
  conversation chat history messages
  vector embedding
  similar similarity nearest closest
  search retrieve retrieval lookup find
  sort order rank rerank relevance relevant
  voice speech audio sound recording
  transcribe transcription dictation
  thinking reasoning thought
  confirm approve approval permission consent
  retry attempt retries
  timeout deadline duration
  random nondeterministic unpredictable
  deterministic repeatable reproducible
  network connection connectivity offline internet
  phone mobile device
  badge indicator
  container docker
  middleware proxy
  deploy deployment host hosting
  compile build bundle
  subfolder subpath subdirectory prefix
  startup boot initialize bootstrap
  theme dark appearance
  flash flicker
  analytics metrics measurement tracking telemetry
  submit post send
  database storage db
  secret credential key token
  vendor provider supplier
  incoming inbound received
  truncated partial incomplete cut
  split batch divide partition
  default standard initial
  custom own customize
  nested child inner
  test testing verify
  create generate make produce
  component widget element
  renamed replaced replacement
  typescript types typing
  lint linter eslint
  font typeface
  script javascript js
  style css stylesheet
  video film
  event callback hook listener
  number count amount
  frequency often interval
  concurrent parallel simultaneous
  log logging print trace
  debug debugging diagnose troubleshoot
  install setup
  notification push alert notice
  unauthorized forbidden
  missing absent
  required mandatory
  shared common
  private internal
  date time timestamp
  preview draft
  editor ide
  docs documentation manual guide
  employee staff worker
  begin start
  end finish complete
  big large huge
  small little tiny
  quick fast rapid
  buy purchase order
  car vehicle automobile
  doctor physician
  film movie
  author writer
  company firm business
  country nation state
  job work task
  law rule regulation policy
  illness disease
  begun started founded established
  spouse wife husband
  born birth birthplace
  died death
  located situated location
`;

const relatedTo = readGroups();

/** The stems of words that mean what a stem means, as far as the list knows; they count for less than the word itself. */
export function relatedWords(stem: string): readonly string[] {
  return relatedTo.get(stem) ?? [];
}

function readGroups(): Map<string, string[]> {
  const related = new Map<string, string[]>();
  for (const group of groups.trim().split('\n')) {
    const stems = [...new Set(tokenize(group))];
    for (const stem of stems) {
      const others = stems.filter((other) => other !== stem);
      related.set(stem, [...new Set([...(related.get(stem) ?? []), ...others])]);
    }
  }
  return related;
}
