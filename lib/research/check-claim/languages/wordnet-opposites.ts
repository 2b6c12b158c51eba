/**
 * English words that mean the opposite of each other. Origin: the antonym pointers of WordNet 3.0 (Princeton University,
 * WordNet licence) between single words whose senses are both tagged in its semantic concordance, so that rare and
 * far-fetched pairs stay away.
 */
export const wordnetOpposites = `
  ability/inability able/unable abnormal/normal abolish/establish above/below absence/presence
  absent/present absolute/relative absorb/emit abstain/consume abstract/concrete abundance/scarcity
  accelerate/decelerate acceleration/deceleration accept/refuse accept/reject acceptance/rejection
  accidentally/deliberately accompanied/unaccompanied accuracy/inaccuracy accurate/inaccurate
  acquaintance/stranger acquit/convict act/refrain action/inaction active/inactive active/passive
  actively/passively actual/potential acute/chronic add/subtract adequacy/inadequacy adequate/inadequate
  adequately/inadequately adjusted/unadjusted admit/deny admit/exclude adopted/native advance/back
  advance/recede advantage/disadvantage advisable/inadvisable aerobic/anaerobic affected/unaffected
  afraid/unafraid agitate/calm agree/disagree agreement/disagreement ahead/back alive/dead all/no all/some
  allow/deny allow/disallow ambiguity/unambiguity ambiguous/unambiguous amicable/hostile ample/meager
  analysis/synthesis analyze/synthesize ancestor/descendant anglican/nonconformist angular/rounded
  anhydrous/hydrous animate/inanimate annual/perennial anode/cathode answer/question anterior/posterior
  anti/pro antiseptic/septic appear/disappear appearance/disappearance applaud/boo appreciation/depreciation
  appropriate/inappropriate approval/disapproval approve/disapprove arm/disarm armed/unarmed arrive/leave
  artificial/natural artificially/naturally ascend/descend ascending/descending asleep/awake
  assemble/disassemble assembly/disassembly assent/dissent asymmetrically/symmetrically asymmetry/symmetry
  atrophied/hypertrophied attach/detach attack/defend attend/miss attract/repel attraction/repulsion
  attractive/unattractive atypical/typical audible/inaudible aunt/uncle authorized/unauthorized
  available/unavailable avoid/confront aware/unaware awkward/graceful back/front backward/forward bad/good
  badness/goodness balance/imbalance basic/incidental beautiful/ugly beauty/ugliness begin/end beginning/end
  beginning/middle believe/disbelieve bend/straighten best/worst better/worse better/worsen big/little
  birth/death black/white blacken/whiten bless/curse blessed/cursed blue-collar/white-collar blur/focus
  boil/freeze bold/timid bore/interest born/unborn borrow/lend bottom/top bounce/clear bound/free boy/girl
  boycott/patronize brave/cowardly break/keep break/repair breathing/breathless bright/dull broadly/narrowly
  broken/unbroken brother/sister busy/idle buttoned/unbuttoned buy/sell capable/incapable
  capitalistic/socialistic careful/careless central/peripheral centralize/decentralize
  centrally/peripherally cerebral/emotional certain/uncertain certainty/uncertainty certified/uncertified
  certify/decertify change/stay changed/unchanged charge/discharge charged/uncharged cheap/expensive
  child/parent civilian/military claim/forfeit clarity/obscurity clasp/unclasp clean/dirty clear/opaque
  clearheaded/confused clergy/laity clergyman/layman close/distant close/open closed/open closing/opening
  coarse/fine coarsely/finely coherent/incoherent cold/hot come/go comedy/tragedy comfort/discomfort
  comfortable/uncomfortable comfortably/uncomfortably common/individual common/uncommon compact/loose
  compatible/incompatible competence/incompetence competition/cooperation competitive/noncompetitive
  complete/incomplete complex/simple complexity/simplicity complicate/simplify compromising/uncompromising
  concave/convex concentration/dilution concentration/distribution conception/misconception
  concerned/unconcerned conform/deviate connect/disconnect conscious/unconscious consciously/unconsciously
  conservative/liberal considerable/inconsiderable consistent/inconsistent consonant/vowel
  consonantal/vocalic construction/misconstruction constructive/destructive contented/discontented
  continual/sporadic continuance/discontinuance continue/discontinue continuity/discontinuity
  contract/expand convenient/inconvenient conveniently/inconveniently conventional/nuclear
  conventional/unconventional convincing/unconvincing cool/heat cool/warm cooperative/uncooperative
  correct/incorrect courage/cowardice cover/uncover covertly/overtly credible/incredible critical/uncritical
  criticize/praise crooked/straight cry/laugh curly/straight danger/safety dangerous/safe dark/light
  daughter/son day/night de-iodinate/iodinate de-iodinating/iodinating dead/living declared/undeclared
  decline/improvement decrease/increase decreasing/increasing deep/shallow defeat/victory
  defense/prosecution definite/indefinite deglycerolize/glycerolize delay/rush delicate/rugged demand/supply
  demote/promote depart/stay dependent/independent depersonalize/personalize depress/elate
  depression/elation desirable/undesirable despair/hope destroyed/preserved determinate/indeterminate
  developed/undeveloped differ/equal difference/sameness different/same differentiated/undifferentiated
  difficult/easy difficulty/ease direct/indirect directly/indirectly disable/enable discourage/encourage
  dishonest/honest dishonor/honor disintegrate/integrate dislike/like dislike/liking dislodge/lodge
  disloyalty/loyalty disobedience/obedience disobedient/obedient disobey/obey disorderly/orderly
  disorganized/organized displeased/pleased disproportionate/proportionate disprove/prove disqualify/qualify
  disrepute/repute dissatisfaction/satisfaction disservice/service dissimilar/similar dissuade/persuade
  distal/proximal distinct/indistinct distrust/trust divide/multiply divide/unite divided/united
  docile/stubborn domestic/foreign dominant/subordinate domineering/submissive down/up downgrade/upgrade
  downstairs/upstairs downstream/upstream downward/upward dress/undress driver/nondriver dry/wet
  dryness/wetness due/undue dull/lively dull/sharp early/late early/middle east/west eastern/western
  easy/uneasy effectively/ineffectively eligible/ineligible empirical/theoretical empirically/theoretically
  employed/unemployed employee/employer employment/unemployment empty/fill empty/full end/middle
  enforce/exempt enjoy/suffer enthusiastic/unenthusiastic equality/inequality equally/unequally even/odd
  even/uneven ever/never evil/good exclude/include existent/nonexistent expected/unexpected
  experience/inexperience experienced/inexperienced explicit/implicit export/import
  expressible/inexpressible exterior/interior external/internal extraordinary/ordinary fail/manage
  fail/succeed failure/success fair/unfair faithful/unfaithful fall/rise false/true falsity/truth
  familiar/strange familiar/unfamiliar fancy/plain far/near fast/slow fasten/unfasten fastened/unfastened
  fat/thin father/mother favorable/unfavorable feed/starve female/male feminine/masculine few/many
  fewer/more figuratively/literally find/lose finite/infinite fire/hire first/last fit/unfit fixed/unfixed
  flexible/inflexible float/sink foe/friend follow/precede follower/leader following/leading folly/wisdom
  foolish/wise foot/head forbid/permit forceful/forceless foreign/native forget/remember formal/informal
  formalism/imitation formally/informally former/latter fortunate/unfortunate fortunately/unfortunately
  found/lost fractional/whole frail/robust free/obstruct frequent/infrequent fresh/preserved fresh/stale
  frivolous/serious front/rear frozen/unfrozen full-time/half-time full-time/part-time
  functional/nonfunctional future/past future/present gain/loss gaseous/liquid gaseous/solid gather/spread
  general/specific generalist/specialist generally/specifically give/take glad/sad gradual/sudden
  grateful/ungrateful gratitude/ingratitude greater/lesser gross/net guilty/innocent hairless/hairy
  happiness/sadness happy/unhappy hard/soft hate/love have/lack have/miss head/rear headed/headless
  healthy/unhealthy heavy/light heavy-duty/light-duty here/there hesitantly/unhesitatingly
  heterogeneous/homogeneous heterozygous/homozygous hide/show high/low high-sudsing/low-sudsing hit/miss
  hitch/unhitch hollow/solid hopeful/hopeless horizontal/vertical hospitable/inhospitable host/parasite
  humble/proud humility/pride hurried/unhurried hurriedly/unhurriedly husband/wife hydrophilic/hydrophobic
  idle/run idle/work ignore/notice ill/well illegal/legal illiterate/literate immaterial/material
  immature/mature immoral/moral immortal/mortal immortality/mortality impaired/unimpaired impartial/partial
  impatient/patient impatiently/patiently imperfect/perfect imperfectly/perfectly impersonal/personal
  important/unimportant impossible/possible impotent/potent impractical/practical imprecise/precise
  impressive/unimpressive improbable/probable improperly/properly impropriety/propriety improved/unimproved
  impurity/purity incoming/outgoing indoor/outdoor indoors/outdoors induced/spontaneous inferior/superior
  inferiority/superiority infield/outfield inner/outer inorganic/organic insane/sane insanity/sanity
  insensitive/sensitive inside/outside insignificance/significance insoluble/soluble instrumental/vocal
  insufficient/sufficient insufficiently/sufficiently intelligence/stupidity intelligent/unintelligent
  intended/unintended intense/mild intentionally/unintentionally interdepartmental/intradepartmental
  interference/noninterference international/national invalidate/validate invariable/variable
  invisible/visible involuntary/voluntary involved/uninvolved invulnerable/vulnerable inward/outward
  irrational/rational irrationally/rationally irregular/regular irregularity/regularity irrelevant/relevant
  irresolute/resolute irresponsibility/responsibility irresponsible/responsible irreversible/reversible
  irritate/soothe joint/separate joy/sorrow junior/senior keep/lose kind/unkind king/queen known/unknown
  large/small late/middle least/most left/right lengthen/shorten less/more let/prevent level/raise lie/sit
  lie/stand like/unlike likely/unlikely limited/unlimited linear/planar linger/rush linguistic/nonlinguistic
  liquid/solid little/much live/recorded loaded/unloaded local/national lock/unlock long/short loose/tight
  loosen/stiffen lose/profit lose/win loser/winner lost/saved loud/soft loudly/softly lower/raise
  lower-class/middle-class lowered/raised luckily/unluckily lucky/unlucky major/minor majority/minority
  man/woman married/unmarried maximal/minimal maximize/minimize maximum/minimum meaningful/meaningless
  mental/physical merciful/merciless metallic/nonmetallic mistrust/trust misused/used move/stay
  multilateral/unilateral naive/sophisticated narrow/wide narrow/widen nasty/nice natural/supernatural
  natural/unnatural necessarily/unnecessarily necessary/unnecessary negative/positive nephew/niece new/old
  no/some no/yes noisily/quietly noisy/quiet nonparticulate/particulate nonpolitical/political
  nonresident/resident nonspecific/specific nonvolatile/volatile north/south northern/southern
  objective/subjective oblique/parallel obscurity/prominence occupied/unoccupied off/on official/unofficial
  offshore/onshore often/rarely old/young oleophilic/oleophobic open/shut opposed/unopposed
  optimism/pessimism optimistic/pessimistic orthodox/unorthodox other/same overachievement/underachievement
  overestimate/underestimate overhead/subsurface overhead/surface pack/unpack paid/unpaid pain/pleasure
  partly/wholly past/present patriotic/unpatriotic paved/unpaved peace/war permanently/temporarily
  pleasant/unpleasant pleasantly/unpleasantly poor/rich popular/unpopular porosity/solidity postwar/prewar
  poverty/wealth powerful/powerless precede/succeed preceding/succeeding precocious/retarded
  predictable/unpredictable prepared/unprepared primary/secondary private/public privately/publicly
  privileged/underprivileged profound/superficial profundity/superficiality proximate/ultimate
  published/unpublished pull/push qualified/unqualified qualitative/quantitative quickly/slowly
  ready/unready real/unreal realistic/unrealistic realistically/unrealistically reassure/worry
  reconstructed/unreconstructed related/unrelated resist/surrender restricted/unrestricted ride/walk
  right/wrong rise/set rough/smooth roughen/smooth roughness/smoothness round/square rural/urban
  satisfactory/unsatisfactory saturated/unsaturated scientific/unscientific seasonal/year-round
  selfish/unselfish selfishness/unselfishness settled/unsettled shaven/unshaven short/tall shout/whisper
  shrink/stretch side/top signed/unsigned silence/sound sit/stand sleep/wake smart/stupid
  smilingly/unsmilingly solved/unsolved spoken/written stable/unstable stained/unstained stand/yield
  start/stop stifle/stimulate strength/weakness strengthen/weaken strong/weak strongly/weakly
  structured/unstructured subsurface/surface successful/unsuccessful suitably/unsuitably
  sympathetic/unsympathetic tender/tough thick/thin thicken/thin thickness/thinness thoughtful/thoughtless
  tie/untie unusual/usual unveil/veil unwelcome/welcome unwilling/willing unwillingness/willingness
  unwind/wind unwire/wire unwittingly/wittingly unworthy/worthy useful/useless usefulness/uselessness
  valuable/worthless wane/wax worth/worthlessness
`;

/** Irregular forms of those words, from WordNet's exception lists. */
export const irregularForms = `
  analysis=analyses awake=awoke,awoken begin=began,begun bend=bent break=broke brother=brethren buy=bought
  child=children come=came cry=cried curse=curst dry=dried,drier,driest fall=fallen,fell far=further
  feed=fed focus=foci foot=feet forbid=forbad,forbade,forbidden forget=forgot,forgotten freeze=froze
  give=gave,given go=gone,went have=had,has hide=hid,hidden keep=kept lend=lent lie=lain,lay,lying light=lit
  man=men maximum=maxima minimum=minima prove=proven real=reis ride=ridden,rode rise=risen,rose run=ran
  sell=sold show=shown shrink=shrank,shrunk,shrunken sink=sank,sunk,sunken sit=sat sleep=slept stand=stood
  synthesis=syntheses take=taken,took tie=tying untie=untying unwind=unwound wake=woke,woken wife=wives
  win=won wind=wound work=wrought
`;
