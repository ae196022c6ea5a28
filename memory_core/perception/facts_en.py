"""English cue words for what may be a fact: cue name -> alternatives of a regular expression.

Matched on whole words, case ignored. Line breaks and the indentation of a block do not count; ``<NAME>``
stands for the constant of that name. Apostrophes are optional (``'?``), because hasty people leave them out.
A pattern belongs here only if it would hold in anybody's conversation; ``blend`` weighs the cues.
"""

from __future__ import annotations

KIN = r"""
    mum|mom|mother|mama|dad|father|papa|parents?|sister|brother|siblings?|son|daughter|kids?|child|
    children|baby|twins?|wife|husband|spouse|partner|girlfriend|boyfriend|fianc[eé]e?|ex|gran|granny|
    grandma|nan|nana|grandmother|grandad|granddad|grandpa|grandfather|grandson|granddaughter|grandkids?|
    aunt|auntie|uncle|cousin|niece|nephew|in-laws?|\w+-in-law|step\w+|godson|goddaughter|best friend|
    friend|flatmates?|roommates?|housemates?|neighbou?rs?|boss|manager|landlord|landlady|colleague|
    therapist|gp|doctor|dentist
"""
DAY = r"""
    (?:mon|tues|wednes|thurs|fri|satur|sun)days?
"""
MONTH = r"""
    (?:january|february|march|april|(?<=in )may|june|july|august|september|october|november|december|
    jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)
"""
JOB = r"""
    nurse|midwife|doctor|surgeon|vet|dentist|pharmacist|paramedic|carer|physio\w*|therapist|
    psychologist|teacher|tutor|lecturer|professor|translator|interpreter|editor|journalist|writer|
    novelist|poet|author|copywriter|librarian|engineer|developer|programmer|coder|designer|architect|
    analyst|scientist|researcher|accountant|bookkeeper|auditor|lawyer|solicitor|barrister|paralegal|
    notary|plumber|electrician|carpenter|joiner|builder|welder|mechanic|roofer|painter|decorator|
    plasterer|gardener|farmer|shepherd|beekeeper|florist|baker|chef|cook|barista|bartender|waiter|
    waitress|butcher|driver|trucker|courier|pilot|sailor|fisherman|soldier|firefighter|policeman|
    guard|cleaner|caretaker|janitor|hairdresser|barber|tailor|seamstress|potter|photographer|filmmaker|
    musician|cellist|pianist|violinist|drummer|singer|dancer|actor|actress|illustrator|cashier|
    shopkeeper|estate agent|realtor|broker|banker|consultant|recruiter|receptionist|secretary|
    civil servant|student|phd student|undergrad\w*|postgrad\w*|apprentice|pensioner|retiree|chaplain|priest|
    imam|
    rabbi|social worker|nanny|au pair|childminder|coach|instructor|surveyor|geologist|chemist|
    biologist|physicist|economist|statistician|optician|radiographer|freelancer
"""

CUES: dict[str, str] = {
    # -- who speaks of whom
    "first_person": r"""
        i|i'?m|i'?ve|i'?ll|i'?d|me|my|mine|myself|we|we'?re|we'?ve|we'?ll|us|our|ours|im|ive
    """,
    "second_person": r"""
        you|your|yours|you'?re|you'?ve|you'?ll|you'?d|u|ur
    """,
    "possessive": r"""
        my|our|mine|ours
    """,
    "kin": r"""
        (?:my|our|her|his|\w+'s)\s+(?:\w+\s+){0,2}(?:<KIN>)|mum|mom|dad|gran|granny|grandma|grandpa|
        grandad|granddad|nana|auntie|daddy|mummy|the (?:kids|children|twins|girls|boys|baby|missus)
    """,
    "pet": r"""
        (?:my|our|a|the|an?)\s+(?:\w+\s+){0,2}(?:dog|cat|puppy|kitten|rabbit|parrot|hamster|horse|pony|
        tortoise|budgie|guinea pig|ferret|hens?|chickens?)|(?:cat|dog|parrot|rabbit|hamster|puppy|
        kitten)s? (?:called|named)
    """,
    # -- what lasts
    "state": r"""
        i'?m (?:an?|the|from|originally|on (?:call|nights?|the|medication|insulin|parental|maternity|
        sick|early|late|\w+ ?mg)|in (?:my|year|recovery|remission|charge)|married|single|divorced|
        engaged|retired|self-?employed|based|vegan|vegetarian|pescatarian|teetotal|left-handed|
        right-handed|colou?r-?blind|deaf|pregnant|half)|i'?ve (?:switched|moved|changed|gone|become|
        taken (?:up|over)|given up|been (?:an?|with|married|vegan|vegetarian|sober|clean|diagnosed|on|
        told|living|working|learning|teaching|studying|playing))|(?:has|have) (?:parkinson\w*|
        alzheimer\w*|dementia|diabetes|adhd|asthma|cancer|epilepsy|arthritis|celiac|coeliac|anxiety|
        depression|an allergy)|i am (?:an?|the|from|originally|married|single|divorced|engaged|retired|
        based|vegan|vegetarian)|(?:i|we|she|he|they|who) (?:\w+ly )?(?:works?|lives?|owns?|
        keeps?(?! \w+ing)|runs?|
        teach(?:es)?|stud(?:y|ies)|plays?|speaks?|rents?|shares?|uses?|drives?|rides?|collects?|grows?|
        brews?|bakes?|paints?|writes?|sings?|knits?|sews?|coach(?:es)?|volunteers?|manages?|sells?|
        breeds?|subscribes?|pays?|earns?|weighs?|wears?|takes?|takes? care|suffers?|sleeps?|wakes?|
        gets? up|starts?|finish(?:es)?|belongs?|attends?|goes? to|eats?|drinks?|buys?|owes?|shuts?|
        opens?|close[sd]?)|(?:i|we)'?(?:ve| have) (?:got |always |never )?(?:an?|two|three|four|five|no|
        my|the|been|lived|worked|had|\w+ (?:disease|syndrome|allergy|intolerance))|(?:he|she|
        it)'?s (?:got|an?)\b|(?:has|have) got|we'?ve got|i'?ve got|(?:i|we|they|who) have (?:an?|two|
        three|four|\d+)|plays|teaches|works|lives|studies|speaks|owns|collects|suffers|breeds|keeps|
        runs|drives|rents|(?:called|named|known as|goes by|nicknamed|short for|stands for)|(?:i|we|he|
        she|they)(?:'?m|'?re|'?s| am| are| is) (?:living|working|studying|renting|based|training|
        learning|retiring|expecting|saving|allergic|married|divorced)|used to (?:be|live|work|play)|
        grew up|born (?:in|on)|years? old|turn(?:s|ing|ed) (?:\d+|thirty|forty|fifty|sixty)|(?:live|
        work|teach|study|rent|own|run|keep)s? (?:in|at|as|for|with|near|a|an|the)|home is|name'?s|
        name is|belongs to|made of|located|stands in|is kept|is hidden|is under|is in the|(?:don'?t|
        doesn'?t|do not|never) (?:own|have|drive|drink|eat|smoke|speak|work|live|watch|use|wear|fly|
        swim|cook)|can'?t (?:swim|drive|cook|ride|eat|drink|have|stand|see|hear|do|digest|tolerate|take|
        read|smell|fly|whistle|sing)|(?:i|we|he|she|they) (?:don'?t|doesn'?t|do not|does not|never)
        \s(?!(?:know|think|care|want|get|understand|mind|believe|feel|see|remember|recall|need|even|
        really|have (?:time|any|to|a)|deserve|trust|wanna|say|mean|suppose|like that|blame|expect|make
        \ssense|seem|look|want|give a|deal|exist|miss|envy|dare|recommend|agree|doubt|go there)(?!\w))
        \w+|(?:am|is|are|'m|'s|'re) not allowed|must not|mustn'?t|
        off limits|brings? (?:me|him|her) out in|<JOB>(?: here| by (?:trade|day|training))|
        ^(?:\W*(?:hi|hey|hello|so|well)[, ]+)*(?:\w+ ){0,3}<JOB>(?=,| in| at| for| from)|
        (?:am|is|are|'m|'s|'re) (?:now )?an? (?:\w+ ){0,3}<JOB>|(?:is|are) at \d|here,? (?:no|so no|can'?t)|
        (?:we|i|they)(?:'re| are|'m| am) (?:jain|jewish|muslim|catholic|hindu|buddhist|sikh|orthodox|
        quakers?|mormons?|atheists?|protestant)
    """,
    "habit": r"""
        every (?:other )?(?:single )?(?:day|morning|evening|night|week|weekend|weekday|month|year|
        summer|winter|spring|autumn|<DAY>)|(?:on )?(?:mon|tues|wednes|thurs|fri|satur|sun)days|
        (?:on )?(?:odd|even|alternate) (?:weeks|days|weekends)|every second|usually|normally|typically|
        regularly|always|never|on weekends|at weekends|on weekdays|weekly|monthly|annually|(?:once|
        twice|\w+ times) a (?:day|week|month|year)|a day|a week|a month|nights? mostly|most (?:days|
        nights|weeks)|tend to|as a rule|in the habit|for (?:\d+|two|three|four|five|ten|many|
        several) years|since (?:\d{4}|may|i was|uni|school|college|childhood|last|<MONTH>)|(?:years|
        months) now|these days
    """,
    "preference": r"""
        (?:i|we|he|she|they) (?:really |absolutely |do |don'?t |doesn'?t |also |still |can'?t |
        cannot )*(?:prefers?|likes?|loves?|hates?|loathes?|detests?|ador(?:e|es)|enjoys?|dislikes?|
        stand|bear|can'?t stand)|(?:my|our|his|her|'s) (?:all-time )?favou?rite|favou?rite \w+ is|
        allergic|not a fan|big fan of|fan of|into \w+ing|fond of|keen on|obsessed with|passionate about|
        scared of|afraid of|terrified of|only (?:drink|eat|wear|use|read)s?|no \w+ for me|would rather|
        crazy about|sensitive to|(?:can'?t|cannot|couldn'?t|could never) (?:abide|bear|stand|stomach|swallow|
        face|touch)|(?:won'?t|will not|wouldn'?t|refuses to|doesn'?t|don'?t) (?:eat|drink|touch|wear|go
        \snear)|(?:^|i'?m an? |i am an? |she'?s an? |he'?s an? )(?:morning|night|dog|cat|tea|coffee|
        people|\w+) person(?!al)|(?:only|ever) want|nothing but|no \w+(?: \w+)?,? (?:and |or |nor )?no \w+|
        (?:night owl|early bird|sweet tooth|picky eater)|prefer\w*|\w+ (?:only|please|pls), not \w+
    """,
    "life_event": r"""
        (?:starting|joining) (?:at |in |as |with )?(?:the |a |an |my )?[\w ]{2,40}? (?:from|on|next|this)|
        (?:i|we|he|she|they|just|finally|has|have|'?s|'?ve) (?:just |finally |also |recently |
        both )*(?:moved|married|divorced|graduated|retired|quit|resigned|proposed|broke up|split up|
        adopted|got engaged|got married|got divorced|got promoted|got fired|got a job|got the job|
        got the|been given|started (?:at|as|working|learning|a|my|uni|school)|began|joined|bought a|
        bought an|sold (?:the|my|our)|lost (?:my|our|a)|passed (?:my|the|away)|failed|enrolled|
        was diagnosed|were diagnosed|gave birth|had (?:a baby|her baby|his baby|surgery|an operation)|
        published|won|signed|hired|switched|gave up|took up|stopped|booked|registered|finished|
        completed|visited|been to)|(?:died|passed away|funeral|pregnant|expecting a|engaged|wedding|
        divorce|diagnosed|promoted|redundant|laid off|broke (?:his|her|my|an?) (?:\w+ )?(?:leg|arm|
        ankle|wrist|hip|nose|foot|rib|collarbone)|is due (?:in|on)|had (?:a|her|his|their) baby|
        started (?:learning|school|at)|new (?:job|house|flat|home|baby|puppy|kitten|car|school|hobby|
        office))
    """,
    # what somebody did once: worth less than what changed a life
    "event": r"""
        (?:i|we) (?:\w+ly |just |also |once )?(?:went|visited|attended|saw|met|made|took|ran|painted|
        built|wrote|hiked|travell?ed|camped|bought|got|found|planted|learned|learnt|read|cooked|created|
        performed|played|helped|volunteered|signed|tried|watched|adopted|celebrated|won|lost|joined|
        started|finished|applied|interviewed)
    """,
    "plan": r"""
        (?:appointment|meeting|interview|flight|deadline|exam|party|trip|holiday|vacation|rehearsal|
        concert|lesson|visit|surgery|operation|ceremony|birthday|anniversary|christening|reunion|
        conference|viewing|mot|check-?up|delivery|contest|competition|show|exhibition|premi(?:e|è)re|launch|
        release|audit|inspection|
        review|tournament|match|gig|recital|fitting|scan|jabs?|vaccination|test)|(?:starts|begins|opens|
        closes|ends|arrives|lands|departs|leaves|is due|kicks off|gets back|comes back)|submit|lapsed|
        renewing|
        (?:to be |must be |has to be |be )(?:renewed|uploaded|submitted|paid|finished|delivered|returned|
        handed in)|(?:i|we|he|she|they)(?:'?m|'?re|
        '?s| am| are| is) (?:going to|flying|visiting|coming|meeting|getting|starting|moving|leaving|
        off to|planning|having|due|seeing|running|retiring|hosting|taking)|(?:plan|planning|hope|hoping|
        intend|aim|want|promised|signed up|need|have|has|must) to|looking forward to|(?:i|we|he|she|
        they)'?ll (?:be|start|move|visit|need)|due (?:on|in|by|back)|expires?|runs out|is due|renew
    """,
    "health": r"""
        parkinson\w*|alzheimer\w*|dementia|al+erg(?:ic|y|ies)|diabet(?:es|ic)|asthma|coeliac|
        celiac|lactose|intoleran(?:t|ce)|epilep\w+|migraines?|arthritis|blood (?:type|pressure|group)|
        diagnos\w+|disease|syndrome|surgery|surgeon|medication|tablets?|prescri\w+|\d+ ?mg|insulin|
        antibiotics?|penicillin|disorder|adhd|autis\w+|depression|anxiety|cancer|tumou?r|pregnan\w+|
        vegan|vegetarian|o negative|o positive|pacemaker|inhaler|knees?|eyesight|hearing aid|dyslexi\w+|
        gluten|ibuprofen|paracetamol|(?:doctor|gp|vet|physio|dentist|midwife|consultant) (?:says|said|told|
        wants|recommended|
        prescribed)|aspirin|dialysis|transplant|statins?|stroke|heart (?:attack|condition)|anaemi\w+|
        anemi\w+|thyroid|vertigo|insomnia|
        sober
    """,
    "whereabouts": r"""
        (?:hangs?|sits?|lives?|stays?|goes) (?:on|by|in|under|behind) the|(?:is|are|'s) (?:\S+ )?(?:by|
        behind|next to|beside|above|below|opposite) the|on the (?:hook|shelf|rack|top shelf)|(?:plot|locker|
        desk|room|flat|bay|berth|pitch|seat|unit|apartment|
        ward|table|lane|gate) (?:no\.? ?|number )?\d+|
        (?:is|are|it'?s|lives?) (?:kept|hidden|stored|locked|buried|taped|under the|behind the|
        beneath the|inside the|on top of|at the (?:back|bottom|top)|in (?:the|my|a) (?:\w+ )?(?:drawer|
        rack|rucksack|backpack|box|safe|cupboard|garage|shed|attic|cellar|wallet|folder|bag|jar|tin|cabinet|
        wardrobe|freezer))
    """,
    "when": r"""
        <DAY>|<MONTH>|(?:this|next|last|in|every) (?:spring|summer|autumn|winter|fall|year|month|week)|
        (?:in|since|until|by) (?:19|20)\d\d|half past|quarter (?:past|to)|first thing|at noon|
        at midnight|from \d+ (?:till|until|to) \d+
    """,
    # lists, measurements, codes: kept because they are noted
    "standing_note": r"""
        (?:shop+ing|packing|to-?do|grocery|wish|guest|reading|watch|bucket) ?list|measurements?|
        (?:\w+ )?note:|(?:pass(?:word|code|phrase)|pin|code|account number|policy number|
        serial|combination|licence plate|registration)
    """,
    "emphasis": r"""
        important(?:ly)?|don'?t forget|for the record|just so you know|so you know|fyi|note to self|
        note that|by the way|btw|for real|seriously|put that somewhere|keep (?:that|this) (?:safe|
        in mind)|i'?ll need (?:this|these|that)|you should know|bear in mind|make a note|
        for future reference|note for later|for later|somewh?ere safe
    """,
    # -- what was said before, changed, ended, was put right, called off or is on again
    "still": r"""
        still|as (?:i|you|we) (?:said|mentioned|know|told|say)|like i said|as always|hasn'?t changed|
        again and again|i(?:'?ve)? (?:already )?(?:told|mentioned)(?: you)?|as before|same as (?:before|
        ever)|as usual|remains?|remember\?
    """,
    "change": r"""
        now|nowadays|any ?more|no longer|instead|switch(?:ed|ing)|moved|chang(?:ed|ing|es)|new|
        from now on|from next|these days|as of|since then|down to|up to|used to|replac(?:ed|es|ing)|
        rescheduled|postponed|delayed|brought forward|pushed (?:back|to)|put (?:back|off)|gave up|
        given up|quit|stopped|left the|has left|'s left|have left|took over|went up|gone up|raised|
        dropped to|(?:from|as of|starting) (?:today|tomorrow|monday|now)|started (?:at|eating|drinking)|
        refinanced|upgraded|swapped|put (?:my|the|our) \w+ up|
        pushed|ended up|turned into|back to|renamed|relocated|transferred|went back|goes by|
        only one left|left with
    """,
    # a change that ends something
    "ended": r"""
        any ?more|no longer|gave up|given up|quit|stopped|sold|broke up|split up|(?:i|i'?ve|has|have|he|
        she|'s) left|left (?:the|my|our)|moved out|closed down|shut down|went bust|out of business|
        has retired|'s retired|got rid of|don'?t \w+ (?:now|these days)|not a \w+ now|finished with|
        done with|never again|called it off
    """,
    # a change that puts something in the place of something else
    "replaced": r"""
        switch(?:ed|ing)|swapped|replaced|instead|chang(?:ed|ing)|moved (?:to|from)|from now on|
        rather than|only one left|left with|went (?:over )?to|renamed|transferred|is now|are now|
        now (?:it'?s|my|our|i|we|the)|new
    """,
    "correction": r"""
        no[,.]? wait|wait[,.]? no|i meant|i mean|i misread|i misremembered|misspoke|my mistake|my bad|
        i was wrong|scratch that|correction|typo|sorry[,.]? (?:i|it|that|not|my)|not what i (?:said|
        told)|got (?:that|it) wrong|mixed up|swapped the|actually[,:]? (?:it|that|the|he|she|they|no|my|
        not|i)|i told you wrong|should (?:be|have said)|not (?=\w+ but)|properly this time|
        i was mistaken|rather than what|let me correct|make that|turns out
    """,
    "cancel": r"""
        cancel(?:l?ed|s|ling|l?ing)?|called off|call(?:ing)? (?:it )?off|off the table|fell through|
        fallen through|not happening|isn'?t happening|won'?t be (?:going|happening)|scrapped|
        no longer (?:going|happening)|is off(?= |$|[.,!])
    """,
    "resume": r"""
        back on|after all|on again|false alarm|uncancel\w*|un-cancel\w*|as (?:originally )?planned
    """,
}
