"""English cue words for what is asked of the assistant, or said in passing: written like ``facts_en``."""

from __future__ import annotations

CUES: dict[str, str] = {
    # -- what the user asks of the assistant
    "remember": r"""
        (?:please )?remember(?: this| that|,|:)|remember my|remember the|remember i|make a note|
        note(?: that| this|:| down)|keep (?:this|that|it) in mind|write (?:this|that|it) down|
        don'?t forget(?: that|:| i| my)|for the record|(?:save|store|keep) (?:this|that)|
        this you can keep|you can keep this|(?<=, )remember(?=\W*$)|please remember(?=\W*$)|
        put that somewh?ere safe|jot (?:this|that|it) down|
        memori[sz]e|add (?:this|that|it)? ?to (?:your|my) (?:memory|notes|list)|i'?ll need (?:this|
        these|that) later|hold on to (?:this|that)|log (?:this|that)
    """,
    "reminder": r"""
        (?:set (?:a|me a) reminder|remind me (?:to|about|on|at|that|in|next|tomorrow|every|before|
        of my))
    """,
    # how the assistant should behave from now on
    "instruction": r"""
        call me|address me|don'?t call me|refer to me|from now on|in (?:the )?future|(?:^|[,.;:!—–-] ?|
        and |so |but |please |also |just )always (?:answer|reply|use|write|give|speak|include|keep|
        start|end|show|ask|check|format|explain|tell|translate|quote|put|add)|(?:^|[,.;:!—–-] ?|and |
        so |but |please |also )never (?:suggest|use|recommend|mention|call|offer|write|give|say|tell|
        send|book|add|include|answer|ask|start|put|propose|bring up)|(?:when|whenever|if) i (?:ask|say|
        write|send|paste|mention|want|type)\b.{3,80}?(?:,|then|please|just) ?(?:always |please |just |
        don'?t )?\w+|(?:^|[,.;:!—–-] ?|and |so |but |please |also )(?:don'?t|do not|stop|avoid|
        quit) (?:ever )?(?:suggest\w*|us(?:e|ing)|recommend\w*|call(?:ing)?|send(?:ing)?|giv(?:e|ing)|
        add(?:ing)?|start(?:ing)?|say(?:ing)?|writ(?:e|ing)|repeat\w*|apologi[sz]\w*|ask(?:ing)?|
        mention\w*)|(?:when|whenever|if) i (?:ask|request|want you)(?= )|(?:keep|make) (?:your|
        the) (?:answers?|repl(?:y|ies)|explanations?|messages?|responses?)|(?:answer|reply|speak|
        respond|talk|write) (?:to me )?(?:only |always )?(?:in (?:english|russian|german|french|spanish|
        plain|short|full|bullet\w*|metric|one|a|two)|briefly|without|with)|(?:use|give|
        show) (?:\w+ )?(?:metric|celsius|fahrenheit|imperial|24-hour|kilomet\w+|kilos|british|american|
        \w+ units)|(?:give|show|tell|explain|put|start with) (?:me |things |
        it )?(?:the )?\w* ?(?:with \w+ )?first\b|no (?:emojis?|smileys|small talk|bullet points|
        preambles?|jokes?)(?: please|,|$)|in (?:your )?(?:\w+ )?answers|put it on (?:any|every)\w*|
        i (?:want|need|expect|prefer) (?:your|you to) (?:answers?|always|never|keep|be)|
        (?:when|whenever|if|every time|each time|any time|anytime) you (?:make|write|give|show|send|
        answer|reply|draft|suggest|recommend|list|format|quote|explain|translate|prepare|mention|plan|
        convert|calculate|count|summari[sz]e|talk|speak|address|propose|offer|cite|refer|schedule|
        correct|describe)(?: \w+)|(?:keep|make) (?:all |any )?(?:answers?|repl(?:y|ies)|explanations?|
        messages?|responses?|it|things) (?:\w+ )?(?:short|brief|simple|concise|formal|informal|plain|
        polite|terse|sharp|friendly|minimal|to the point)|(?:kindly |please |pls )?use (?!to\b)[^.?!]{1,40}
        (?:for|in|with|when|whenever|from) (?:all|every|any|me\b|everything|what you|your|us\b)|
        (?:when|whenever)[^.?!]{3,60},? (?:please |kindly |just |always )?(?:use|give|put|show|write|
        answer|reply|keep|add|include|list|spell)|^(?:\W*(?:ok|okay|again|and|so|also|please|pls|hey|
        btw)[, ]+)*(?:give|show|send|write|tell)(?: me)? [^.?!,]{2,40}, ?(?:never|not|no) \w+|
        (?:pls|please),? (?:no|never|not) \w+|(?:plain|short|bullet|full|simple|formal|informal|british|
        american|metric|numbered|brief)(?: \w+)? (?:prose|answers?|replies|points|sentences|units|
        spelling|english|text|style|lists?|steps),? (?:please|pls|only)|you keep (?:\w+ )?\w+ing|
        ^(?:please |kindly |pls |and |also )*(?:quote|use|give|put|show|write|answer|reply|keep|add|include|
        list|
        spell|mention|tell|say|start|end|convert|round|leave|warn|ask)[^.?!]{3,60} (?:whenever|every time|
        each time|any time|when (?:i|we|you))|
        ^(?:\W*(?:and|also|so|but)[, ]+)?no (?!thanks|thank|worries|problem|need|more|idea|
        way)(?:\w+ ){1,3}(?:please|pls)|
        \w+ first, \w+(?: \w+)? in (?:brackets|parentheses)|in brackets|
        (?:i(?:'?ve)? (?:already )?told you|like i said|as i said)[,:]? [^.?!]{0,60}(?:not|never|no) \w+|
        if you (?:\w+ ){1,6}i(?:'ll| will| won'?t)|in (?:everything|anything|all|every \w+)(?: \w+)? you
    """,
    # a task for now; words that are nouns too ask only with an object
    "request": r"""
        ^(?:(?:please|pls|ok|okay|so|and|now|hey|hi|then|also|alright|right|just|quick|quickly|well|
        go on)[,.! ]+)*(?:translate|recommend|suggest|tell me|give me|show me|explain|write (?:me|a|an|
        up|out)|draft|calculate|compute|convert|help|summari[sz]e|make (?:me|up|it|this|a (?:list|joke|
        poem|plan))|proofread|rephrase|rewrite|reword|refactor|shorten|define|describe|look up|google|
        let me know|let me ask|cheer me|entertain|surprise me|think of|come up|invent|imagine|(?:find|
        list|check|fix|spell|count|compare|plan|say|sing|play|pick|choose|guess|name|sort|order|read|
        open|search|correct|continue|finish|undo|run|add|turn) (?:me|us|this|that|the|my|a|an|it|all|
        some|for|with|out|up|whether|if|one|two|three|five|ten|\d|[\"«“`])
        (?! (?:is|are|was|were)(?!\w))|remind me (?:what|who|how|
        why|where|when|which)|do (?:me|the maths|it)|walk me|talk me|work out|figure out|analy[sz]e|
        solve|cancel that|stop|pretend|repeat(?: that| it|(?=\W*$))|try again|again(?=\W*$)|
        (?:set|start|cancel|pause|stop|snooze) (?:an?|the|my|another)? ?(?:\S+[ -]){0,3}(?:timer|alarm|
        stopwatch|countdown)|(?:turn|switch) (?:on|off|up|down)|(?:dim|mute|unmute|pause|resume|skip|
        snooze|lock|unlock) (?:the|my|it|this|that)|(?:play|put on) (?:some|something)|never ?mind|
        forget (?:it|that)|wish me|
        good luck|listen)|^(?:(?:please|pls|ok|so|and|hey|hi)[,. ]+)*(?:i )?(?:need|want|fancy|
        looking for) (?:an?|some|ideas|help|another) (?:\w+ ){0,2}(?:word|idea|ideas|recipe|name|
        synonym|title|gift|suggestion|suggestions|help|advice|joke|quote|tip|tips|recommendation|pun|
        rhyme)|what about|how about|any (?:ideas?|tips?|suggestions?|recommendations?|chance|advice)
    """,
    "forget": r"""
        ^(?:please |ok |now )*(?:forget|delete|erase|remove|wipe|drop) (?:everything|all|what|about|
        that|it|my|the|this|anything)|forget (?:what|everything|that|about) (?:i|about|it)
    """,
    "confirm": r"""
        ^(?:yes|yep|yeah|yup|correct|right|exactly|indeed|that'?s (?:right|correct|it)|spot on|
        precisely|true|sure is|absolutely|you got it|affirmative|bang on|quite right)
    """,
    # "did I ever mention ...?" states something only if it is known
    "recollect": r"""
        (?:did|have) (?:i|we) (?:ever |already |not |n'?t )*(?:mention(?:ed)?|t(?:ell|old) you|say|said|
        talk(?:ed)? about|bring up)|haven'?t i (?:mentioned|told|said)|didn'?t i (?:mention|tell|say)|
        do you remember (?:that )?i|you know (?:that )?i
    """,
    # -- what is said in passing, in fun or in a role, and so is no fact
    "hypothetical": r"""
        if (?:i|we|you|he|she|they) (?:were|was|had|won|could|ever|lived|owned|ran|got to|knew|didn'?t)|
        what if|as if i'?m|suppose|supposing|imagine|let'?s say|hypothetically|in theory|i wish|if only|
        would(?:n'?t)? (?:be|it be) (?:nice|great|fun|cool|funny)|wouldn'?t mind|i could(?:'?ve| have)|
        i might as well|had i (?:known|been)|if [^.?!]{3,70}?,? (?:i'?d|i would|we'?d|we would)
        (?! (?:like|prefer|appreciate|rather you))|one day i(?:'?ll| will| might)|maybe i(?:'?ll|'?m| should)|
        i (?:should|could) (?:become|probably|just) |in another life|if i ever|in my next life|dream of|
        daydream\w*|i'?d (?:be|have|buy|love to be|probably|rather be|never|give anything|kill for|
        happily|totally)|thinking of maybe|half thinking|tempted to
    """,
    "conditional": r"""
        would|could|might|would've|could've
    """,
    "laugh": r"""
        lol|lmao|rofl|haha\w*|hehe\w*|ha|xd
    """,
    "joke": r"""
        /s|i'?m basically|basically (?:an?|the)|practically (?:an?|the)|
        at this point|world domination|technically (?:an?|the)|highlight of my|
        oh (?:sure|great|joy|wonderful|brilliant|fantastic|lovely)|yeah,? right|just what i needed|
        my (?:arch-?)?nemesis|in my defen[cs]e|send help|living the dream|story of my life|
        first world problems|thanks,? (?:obama|universe)|professional (?:procrastinator|napper|
        overthinker)|part-time \w+ whisperer|phd in|black belt in|olympic|world champion|
        i(?:'?m| am) (?:\d{3,}|a million|a thousand) years old|secret (?:agent|identity)|when i rule|
        i'?ll be (?:emperor|king|queen)|said (?:nobody|no ?one)|(?:nobody|no ?one) ever said|
        be still,? my|(?:another|yet another|obviously|clearly|naturally|ah|oh|again)[^.?!]{0,40}(?:my
        \s(?:\w+ )?favou?rite|couldn'?t be happier)|(?-i:SO|SOOO+) (?:happy|excited|fun|thrilled|lucky|glad|
        pleased|proud|looking forward)|(?:i'?m|i am|she'?s|he'?s|we'?re) (?:like |truly |clearly )?the
        \s(?!(?:head|chief|director|manager|chair\w*|president|vice|deputy|secretary|treasurer|mayor|
        editor|dean|founder|owner|captain|mother|father|daughter|son|sister|brother|wife|husband|widow|
        minister|leader|lead|author|only|oldest|eldest|youngest|first|last)(?!\w))(?-i:[A-Z])\w+ of|
        call me (?:crazy|mad|old[- ]fashioned|picky|weird|cynical|paranoid|lazy|captain|sherlock|
        einstein|picasso|shakespeare|michelangelo|houdini|ishmael|maybe|bob (?:vila|the builder|ross)|
        gordon ramsay|martha stewart|da vinci|mozart|rembrandt|hercules|cinderella|rambo|macgyver|
        columbo|an? (?!\w+ (?:when|if|on))\w+)|at this rate|literally (?:going to |gonna )?(?:die|dying|
        dead|died)|(?:going to|gonna|about to) (?:die|explode|scream|cry|combust)|
        if [^.?!]{3,60}?(?:once more|one more|one more time|again|any longer)[^.?!]{0,30}(?:i'?m|i'?ll|
        i am|im|we'?re) \w+|if one more|(?:my|the) (?:back|knees?|legs|feet|wallet|bank account|liver|
        brain|stomach|body|fridge|laptop|computer|phone|alarm|bed|printer|kettle|toaster|sofa|diet|plants?)
        \s(?:has |have |just |officially |already |basically )*(?:said|says|filed|declared|resigned|quit|
        decided|is (?:plotting|judging|crying|weeping)|asked|refuses|refused|staged|went on strike|hates
        \sme|is staging|wants a word|called|sent)|
        like (?:\w+ )?(?:lawyers?|ninjas?|gremlins?|zombies?|pirates?|vampires?|maniacs?|gladiators?|
        rock ?stars?|feral \w+|a boss)|(?:years|degree|phd|master'?s|mba|college|university|school|
        training)[^.?!]{0,20} for this(?=\W*$)|nah,? fam|sendhelp|plot twist|love that for me|
        nobody (?:told|warned) me|never get (?:it |that |them )?back(?=\W*$)|kill me now|
        apparently i'?m (?:an?|the)|
        best day ever|what could (?:possibly )?go wrong|so that'?s (?:great|fun|nice)|
        [🙃🙄]
    """,
    "anecdote": r"""
        (?:this|some|one|the) (?:\w+ )?(?:customer|guy|woman|man|bloke|lady|kid|student|pupil|colleague|
        client|driver|waiter|passenger|dog|cat|pigeon) (?:just|actually|literally|asked|said|told|tried|
        came|walked|has just|started)|guess what|you won'?t believe|funny (?:thing|story)|so (?:funny|
        weird)|cracked me up|couldn'?t stop laughing|in stitches|last night(?! shift|'?s shift)|just now|
        earlier today|for the (?:\d+(?:st|nd|rd|th)|hundredth|thousandth|millionth|umpteenth|nth) time|
        i swear(?! by| i'?ll| that| off)|so there i was|picture this|story time|was like|and i'?m like|(?:a|
        this|that)
        \s(?:meme|gif)
    """,
    "venting": r"""
        ugh+|argh+|gah|sigh|meh|honestly|god|jesus|christ|omg|wtf|ffs|bloody|damn|hopeless|nightmare|
        annoying|ridiculous|unbelievable|terrible|awful|horrible|rubbish|fed up|sick of|i can'?t even|
        can'?t wait|hate (?:it|this|mondays|mornings|mornings|winter|traffic|meetings|queues|when|that)|
        what a (?:day|week|night|mess|month|joke|shame|pain|year)|long (?:day|week|month)|so (?:tired|
        bored|annoyed|slow|done)|driving me|lucky (?:sod|you|me|thing)|poor (?:me|you)|typical|whatever|
        drives me|(?:people|they|some people) are (?:unbelievable|idiots|the worst|so)|why does nobody|
        not my day|kill me|i'?m (?:so |absolutely |completely |totally |just )?(?:wrecked|knackered|
        exhausted|shattered|done|dead|over it|losing it)
    """,
    # words that take back what was said beside them
    "retracted": r"""
        (?<!not )(?<!no )(?<!never )(?:just |only )?kidding(?! me| you| around| myself| aside)|(?:i'?m|im|
        just|only|was)
        \sjoking|(?<!no )jk|/j|april fools?'?|only teasing|just teasing|pulling your leg|not really,? lol|
        psych|(?:ha(?:ha)*|lol),? (?:no|nope|as if)|had you there
    """,
    "momentary": r"""
        let me (?:check|see|think|get back|try|ask|look|finish)|(?:is|are|'s|'re) being|won'?t stop|
        (?:couldn'?t|can'?t) (?:get to )?sleep(?! (?:without|unless|on|in))|
        keeps? \w+ing (?:me|on|at|up)|keep thinking|(?:haven'?t|hadn'?t|didn'?t|barely|not) (?:slept|sleep|
        eaten|eat) (?:for|in|since|all|a|last|\d+)|been \w+ing (?:\w+ ){0,3}all (?:day|morning|night|week|
        evening|afternoon)|i'?m (?:standing|lying|walking|hiding|melting|sweating|crying|shivering)|
        i'?m (?:at|in|on) (?:the|a) (?:station|bus|train|plane|shop|shops|
        supermarket|gym|office|meeting|bath|queue|airport|car|kitchen|bed|doctor'?s|tram|tube|metro|
        taxi|call)|i'?ve been \w+ing (?:at |for )?(?:this|hours|all|the whole)|in a row|minutes late|
        at \d+ ?(?:%|percent)|brb|back in a (?:bit|sec|minute|moment|mo|few)|be right back|gtg|g2g|
        hang on|hold on|one sec|one moment|just a (?:sec|minute)|right now|about to|on my way|
        running late|heading (?:out|off|home|to bed)|off to (?:bed|the shops?|work|lunch|sleep|the gym)|
        going to (?:bed|sleep|heat|make|grab|get some|have|take a|cook|eat|shower)|gonna (?:grab|make|
        have|eat|sleep|nap|get|cook|watch)|just (?:woke|got (?:home|back|in|up)|had|made|finished|ate|
        watched|saw|sat)|i'?m (?:so |really |a bit |quite |just |dead |very |too )?(?:tired|hungry|
        starving|cold|hot|bored|sleepy|thirsty|full|freezing|boiling|wrecked|late|ready|here|back|home|
        in bed|stuck in|eating|watching|listening|having|making|cooking|waiting|sitting|reading|
        drinking)|^(?:still )?(?:watching|eating|listening|waiting|reading|making|cooking|having|
        drinking|ordered)|^(?:lunch|dinner|tea|coffee|breakfast)(?=\W*$| time| break|,| now| and)|
        this morning|tonight i|need (?:a|
        more) (?:coffee|nap|drink|break|tea)|coffee (?:first|time)
    """,
    "today": r"""
        (?<!from )(?<!as of )(?<!starting )today|tonight|this (?:morning|afternoon|evening)|right now|
        last night
    """,
    # a liking for what is just before the eyes
    "fleeting": r"""
        (?:love|loving|like|hate|enjoy|enjoying|loved|adore)s? (?:it|this|that|these|those|you|how you|
        when you)|stuck in my head|so excited|(?:i )?(?:really |so )?miss(?:ing)? (?:my|her|him|them|you|
        home|the)|
        stoked|pumped|buzzing|fro(?:ff|th)ing|hyped|gassed
    """,
    "weather": r"""
        weather|raining|rainy|snowing|drizzle|pouring|sleet|foggy|sunny|windy|stormy|humid|heatwave|
        forecast|(?:so|too|very|bloody|really|absolutely) (?:hot|cold|dark|wet|warm|muggy)|
        dark at|dark until|freezing (?:out|outside|today)|boiling (?:out|outside|today)|
        it'?s (?:hot|cold|dark|wet|warm)|(?:it'?s|it is|its) (?:minus |about |nearly |over )?[\w-]+(?: \w+)?
        \sdegrees|rain again|snow again
    """,
    "chitchat": r"""
        hi|hey|hello|hiya|yo|morning|good morning|good evening|good night|night|goodnight|bye|goodbye|
        see you|see ya|cya|later|thanks?|thank you|thx|ta|cheers|tysm|ty|ok|okay|k|kk|cool|nice|great|
        perfect|awesome|lovely|brilliant|excellent|wow|oh|ah+|hm+|huh|yeah|yep|yes|yup|no|nope|nah|sure|
        right|fine|good|got it|gotcha|i see|makes sense|fair enough|not bad|same|same here|how are you|
        how'?s it going|what'?s up|sup|never ?mind|no worries|no problem|of course|obviously|exactly|
        indeed|true|well|anyway|sorry|please|happy new year|merry christmas|happy birthday|welcome|
        you too|figured|all good|will do|done|i guess|i suppose|maybe|perhaps|dunno|no comment|no idea|
        idk|so|and|but|hmm+|aww+|yay|oops|whoops|phew|xx*|very much|a lot|so much|(?:very |super |really |
        so )?helpful|as (?:always|ever)|you'?re (?:the best|a
        \s(?:star|legend|lifesaver|gem))|appreciated?(?: it| that)?|well done|good (?:job|one|stuff|bot)|
        nice one|big thanks
    """,
    "role_in": r"""
        (?:let'?s|let us|wanna|want to|shall we|can we) (?:play|pretend|role-?play|do a role|
        do some role)\b.{0,60}?\b(?:you|you'?re|i'?m|i am|be|role|pretend|character|scene|are)|
        role-?play|pretend (?:you|to be|that you|we|i)|(?:you are|you'?re|you'?ll be|you be|you play|
        act as|act like|imagine you'?re) (?:now )?(?:an?|the|my) .{2,80}?(?:and|,) (?:i'?m|i am|
        i'?ll be|i play)|i'?ll (?:be|play) the \w+ and you|(?:now |ok |okay )you be \w+|(?:you are|you'?re|
        you be|you play|be) [^.?!]{2,60} and
        \s(?:interrogate|interview|question|arrest|scold|serve|haunt|audition|cross-examine|judge)
        \sme|make believe|stay in character|in character as|
        a game:? you|(?:^|[.!?] )act (?:as|like) .{2,80}?\bi(?:'m| am|'ll be)\b
    """,
    "role_out": r"""
        enough (?:of|with|now|pirates?|playing|games?)|that'?s enough|okay enough|stop (?:the game|
        playing|pretending|role)|seriously (?:now|though)|for real|game over|
        end (?:of )?(?:the )?(?:game|scene|role)|out of character|back to (?:reality|real life|normal|
        business|the real)|(?:ok|okay|right)[,.]? (?:enough|seriously)|in real life|all jokes aside|
        joking aside|drop the (?:act|character)|no more (?:games|role)|let'?s stop|done (?:playing|
        with the game)|end scene|scene over|i'?m done playing
    """,
    # -- words that announce somebody else's text
    "quoting": r"""
        (?:mail|email|e-mail|letter|message|text|article|post|note|sign|notice|review|lyric|lyrics|line|
        song|poem|book|quote|headline|tweet|comment|ad|advert|cv|website|page|film|movie|character|
        fiction|novel|story)
    """,
}
