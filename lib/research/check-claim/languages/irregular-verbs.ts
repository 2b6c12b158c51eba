/** English verbs and their forms that no ending tells, beside those of `wordnet-opposites.ts`: `base=forms`. */
export const englishVerbs = `
  age=ages,aged,aging bear=bore,borne beat=beaten become=became bind=bound bite=bit,bitten blow=blew,blown
  bring=brought build=built burn=burnt catch=caught choose=chose,chosen come=came deal=dealt die=dies,died,dying
  dig=dug draw=drew,drawn drink=drank,drunk drive=drove,driven eat=ate,eaten feel=felt fight=fought find=found
  fly=flew,flown get=got,gotten grow=grew,grown hang=hung hear=heard hold=held know=knew,known lead=led make=made
  mean=meant meet=met owe=owes,owed,owing overtake=overtook,overtaken pay=paid ring=rang,rung say=said seek=sought
  see=saw,seen send=sent shake=shook,shaken shine=shone shoot=shot sing=sang,sung slide=slid speak=spoke,spoken
  spend=spent spin=spun steal=stole,stolen stick=stuck strike=struck,stricken swear=swore,sworn sweep=swept
  swim=swam,swum swing=swung teach=taught tear=tore,torn tell=told think=thought throw=threw,thrown
  undergo=underwent,undergone understand=understood undertake=undertook,undertaken use=uses,used,using
  wear=wore,worn weave=wove,woven withdraw=withdrew,withdrawn write=wrote,written
`;

/** German verbs whose stem changes, with their stems in lower case and without umlauts: `base=stems`. */
export const germanVerbs = `
  beginn=begann,begonn biet=bot bind=band,bund bleib=blieb brech=brach,broch,brich entscheid=entschied fahr=fuhr
  fall=fiel fang=fing fehl=fahl,fohl find=fand,fund flieg=flog fliess=floss geb=gab,gib geh=ging gelt=galt,golt,gilt
  gewinn=gewann,gewonn giess=goss grab=grub greif=griff halt=hielt hang=hing heb=hob heiss=hiess helf=half,holf,hilf
  kenn=kannt komm=kam lad=lud lass=liess lauf=lief leid=litt leih=lieh les=las,lies nehm=nahm,nomm,nimm nenn=nannt
  rat=riet ruf=rief schein=schien schieb=schob schlaf=schlief schlag=schlug schliess=schloss schneid=schnitt
  schreib=schrieb schreit=schritt schwimm=schwamm,schwomm seh=sah,sieh send=sandt sing=sang,sung sitz=sass,sess
  sprech=sprach,sproch,sprich spring=sprang,sprung steh=stand,stund stehl=stahl,stohl steig=stieg sterb=starb,storb,stirb
  stoss=stiess streit=stritt trag=trug treff=traf,troff,triff treib=trieb tret=trat,tritt trink=trank,trunk
  vergess=vergass,vergiss verlier=verlor wachs=wuchs wasch=wusch weis=wies wend=wandt werb=warb,worb,wirb
  werf=warf,worf,wirf wiss=wusst zieh=zog zwing=zwang,zwung
`;
