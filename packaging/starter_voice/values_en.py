# ruff: noqa: E501, SIM905  a pool is read best as one line of words
"""Pools of English names and values; every fifth entry of the longer ones is held out for tests."""

MONTHS = "January February March April May June July August September October November December".split()
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()

POOLS = {
    "city": "Lisbon Riga Dublin Porto Prague Boston Madrid Turin Tallinn Lyon Ghent Malmo Austin Denver Osaka Cairo Perth "
    "Zagreb Basel Naples Leeds Hull Truro Dundee Exeter Cork Oslo Turku Bergen Aarhus Bruges Vienna Graz Split Varna Lublin "
    "Halifax Quebec Tucson Portland Savannah Duluth Reno Boise Kyoto Hanoi Lima Quito Nairobi Accra".split(),
    "job": "a nurse,a baker,an accountant,a bus driver,a carpenter,an architect,a translator,a plumber,a pilot,a librarian,"
    "a vet,a welder,a chef,an electrician,a midwife,a sound engineer,a tax adviser,a florist,a surveyor,a geologist,a lorry driver,"
    "a paramedic,a piano tuner,a data analyst,a primary school teacher,a security guard,a beekeeper,a roofer,a notary,a barber".split(
        ","
    ),
    "firm": "Siemens,the city library,Nokia,a bakery,the post office,a law firm,the airport,a flower shop,the university,"
    "Harrow & Sons,Bluefin Logistics,Kestrel Software,the town hall,Marlowe Printing,Oakbridge Dental,a garden centre,"
    "Northgate Hospital,Pinecrest Brewery,the harbour office,Velora,Tern Robotics,a small studio,the zoo,Aldwick Council".split(
        ","
    ),
    "food": "peanuts,strawberries,mushrooms,olives,cheese,garlic,tomatoes,eggs,soy,honey,celery,mustard,walnuts,shellfish,"
    "coriander,aubergines,wheat,pork,lentils,sesame,onions,beetroot,grapefruit,prawns,cabbage".split(","),
    "dish": "lasagne,pea soup,fish pie,pad thai,roast chicken,mushroom risotto,shepherd's pie,ramen,goulash,pancakes,"
    "tomato soup,paella,dumplings,apple crumble,chilli,lamb curry,fried rice,onion tart".split(","),
    "drink": "black coffee,green tea,oat milk,cocoa,ginger beer,espresso,mint tea,lemonade,whisky,red wine,cider,rooibos,"
    "sparkling water,apple juice,milk".split(","),
    "hobby": "painting,fishing,swimming,knitting,sailing,gardening,pottery,archery,surfing,skating,hiking,photography,"
    "birdwatching,calligraphy,woodcarving,bouldering,baking bread,orienteering,model trains,ballroom dancing".split(
        ","
    ),
    "sport": "tennis,golf,badminton,volleyball,rugby,hockey,table tennis,squash,basketball,water polo,curling,netball".split(
        ","
    ),
    "animal": "a dog,a hamster,a parrot,a rabbit,a cat,a tortoise,a pony,a ferret,a canary,a guinea pig,a gecko,a goat".split(
        ","
    ),
    "pet": "Rex Momo Kiwi Clover Bruno Dot Luna Star Pepper Waffle Muffin Tango Hazel Bandit Olive Gizmo Nutmeg Ziggy".split(),
    "instrument": "piano guitar violin flute trumpet accordion harp banjo saxophone clarinet viola oboe mandolin drums "
    "double bass".replace("double bass", "double-bass").split(),
    "language": "Spanish German Korean Arabic Dutch Finnish Greek Turkish Hindi Japanese Polish Welsh Danish Czech "
    "Swahili".split(),
    "colour": "black white yellow silver orange purple brown grey turquoise crimson olive navy".split(),
    "car": "Toyota Fiat Volvo Honda Renault Opel Kia Mazda Tesla Ford Skoda Dacia Subaru Mini".split(),
    "name": "Hugo Marta Dana Felix Irina Tom Greta Pavel Sofia Luca Bianca Oscar Hana Victor Ruth Simon Elena Jonas Carla "
    "Peter Mina Leo Agnes Rafael Yuki Dora Colin Stella Igor Paula Nils Amira Tess Owen Priya Bea Callum Noor Imogen Zoe "
    "Dmitri Faye Gareth Lotte Kofi Rosa Emil Wanda Theo Ines".split(),
    "surname": "Novak Lindqvist Osei Moreau Tanaka Byrne Hartley Mistry Okafor Pell Sorensen Vance Whitlock Adeyemi Castell "
    "Dorn Fairweather Quill".split(),
    "kin": "aunt,uncle,friend,cousin,colleague,mother,father,grandson,roommate,nephew,brother,sister,daughter,son,"
    "grandmother,flatmate,wife,husband,niece,mum,dad,stepson,brother-in-law,godmother".split(","),
    "thing": "the passport,the drill,the tent,the camera,the ladder,the toolbox,the skis,the spare key,the insurance papers,"
    "the Christmas lights,the sewing machine,the old photos,the pump,the lamp,the bread tin".split(","),
    "thing2": "old maps,stamps,teapots,vinyl records,postcards,coins,fountain pens".split(","),
    "place": "in the attic,in the top drawer,under the stairs,behind the wardrobe,in the garage,on the second shelf,"
    "in the blue suitcase,at the office,in the cellar,next to the boiler,at my mum's,under the bed".split(
        ","
    ),
    "illness": "a migraine,a broken wrist,asthma,high blood pressure,a twisted knee,tonsillitis,diabetes,a slipped disc,"
    "arthritis,glaucoma,a heart murmur,shingles,coeliac disease,anaemia".split(","),
    "medicine": "metformin,warfarin,ibuprofen,insulin,lisinopril,levothyroxine,antihistamines,statins,folic acid,omeprazole".split(
        ","
    ),
    "book": "Dune,Emma,Ulysses,Solaris,Middlemarch,Beloved,Persuasion,Siddhartha,The Trial,Moby Dick,The Hobbit,Stoner".split(
        ","
    ),
    "subject": "law,history,chemistry,nursing,computer science,philosophy,marine biology,graphic design,economics,music".split(
        ","
    ),
    "school": "the University of Leeds,the night school,a Montessori school,St Anne's,the art college,Hillview Primary,"
    "the polytechnic,Oakfield Academy".split(","),
    "street": "Mill Lane,Garden Street,Church Road,Station Road,Harbour Row,Elm Avenue,Castle Street,Bridge Street".split(
        ","
    ),
    "fear": "spiders,heights,flying,the dark,needles,dogs,thunder,deep water,lifts,wasps".split(","),
    "room": "study,bedroom,studio,playroom,bathroom,library".split(","),
    "ago": "last year,two years ago,in April,last spring,a month ago,in 2019,last week,on Friday,three weeks ago,back in May,"
    "yesterday,this summer,in the autumn".split(","),
}
OPEN = ("ago",)
"""Pools that need no held-out part."""

LEADS = (
    "By the way, |Oh and |So |Btw |FYI |Just so you know, |Guess what, |Right. |Ok so |Anyway, |Also, |And |Well, |Hi, |Hey, |"
    "Quick update: |News: |One more thing: |Actually, |You should know that |I should mention that |Don't forget: |"
    "Please remember: |Remember that |Note to self: |For the record, |Turns out |To be honest, |Honestly, |Today I learned that |"
    "Big news! |Funny story: |Did I tell you? |Since you ask, |For context, |Long story short, |Ha, well, |Oh, |Yes, |No, "
).split("|")
TAILS = (
    " lol| :)| haha|, just saying|, finally|, at last|, thank god|, of course|, as you know|, believe it or not|, sadly|"
    ", which is nice|, you know|, so there|, I think|, for now|, if that helps| x|, can you believe it|, so be careful|, by the way"
).split("|")
JOINS = [
    " and ",
    ", and ",
    ", ",
    "; ",
    ". ",
    ". Also ",
    ". Oh and ",
    " and also ",
    " - ",
    ", plus ",
    ". And ",
    " but ",
]
AND = "and"
ASIDE = [
    "Long day.",
    "It's raining again.",
    "The bus broke down.",
    "I need a coffee.",
    "Sorry for rambling.",
    "What a week.",
    "The shop was packed.",
    "I'm so tired today.",
    "Ha!",
    "Phew.",
    "The kettle's on.",
    "The stairs nearly killed me.",
    "Anyway, that's that.",
    "Where was I?",
    "Hang on, the phone.",
    "Lovely weather for once.",
    "I burnt the toast this morning.",
    "Can't complain.",
    "Sorry for the wall of text.",
    "That's all.",
    "My head hurts a bit right now.",
    "Nothing on the telly either.",
    "The neighbours are at it again.",
    "Never mind.",
    "Oh well.",
    "Such is life.",
    "Back in five.",
    "Sorry, typo.",
    "It took me ages to find parking.",
    "Wish me luck!",
    "I laughed so hard.",
    "The cat just knocked a cup over.",
    "Lunch was cold.",
    "Somebody ate my sandwich.",
    "Good morning!",
    "Hello again.",
    "Hope you're well.",
    "Right then.",
]
QUESTIONS = [
    "How long do I boil an egg?",
    "What's the capital of Peru?",
    "Can you summarise this text?",
    "Why is the sky blue?",
    "How does a fridge work?",
    "What does this error mean?",
    "Who wrote Hamlet?",
    "What time is it in Tokyo?",
    "What's the difference between TCP and UDP?",
    "Any dinner ideas?",
    "What should I wear to a wedding?",
    "Is it too late to plant bulbs?",
    "How do I get red wine out of a carpet?",
    "What rhymes with orange?",
    "Why do leaves turn red?",
    "how many grams in an ounce?",
    "Should I repot the ficus?",
    "What's 17 percent of 240?",
    "do octopuses dream",
    "is it affect or effect",
    "what's a good present for a teacher?",
    "which is healthier, butter or margarine?",
    "Could you suggest a film?",
    "where does the name Wednesday come from?",
    "Is a tomato a fruit?",
    "What do people mean by inflation?",
    "Do you think it will snow?",
    "How far is the moon?",
    "Why won't my printer connect?",
    "give me a synonym of brave?",
    "can dogs eat apples?",
    "When was the Eiffel Tower built?",
    "Who won the match last night?",
    "What's the best way to learn chords?",
    "How do I politely decline an invitation?",
    "Is it normal that bread dough is sticky?",
    "What's the plural of octopus?",
    "How do I reset a router?",
    "Did I already tell you that?",
    "What did I say about the dentist?",
    "Do you remember my dog's name?",
    "When's my appointment again?",
    "Where do I live?",
    "Is my sister older than me?",
    "what was the wifi password again?",
    "what colour did I say I liked?",
]
NOTHING = [
    "Thanks a lot!",
    "Ok.",
    "Great, thank you.",
    "Hello!",
    "Good evening!",
    "See you later.",
    "That is not what I meant.",
    "Try again, please.",
    "Make it longer.",
    "Tell me a joke.",
    "Really?",
    "Interesting.",
    "No, the other one.",
    "Yes, continue.",
    "Lol, nice one.",
    "hey",
    "could be worse",
    "hmm ok",
    "brb",
    "ta",
    "cheers!",
    "night!",
    "lol",
    "omg",
    "wow",
    "ugh, Mondays",
    "I'm bored.",
    "I'm so hungry right now",
    "it's freezing in here",
    "my tea's gone cold",
    "I'm off to bed",
    "just woke up",
    "back in a minute",
    "traffic is terrible today",
    "I'm stuck in a meeting, help",
    "Sort this list in Python.",
    "Please translate this sentence.",
    "Write a short poem about the sea.",
    "Draft a polite reply to the landlord.",
    "Can you explain that again?",
    "Give me three names for a boat.",
    "Say it in one sentence.",
    "Shorter, please.",
    "Convert 5 miles to kilometres.",
    "Write me a story about a king who lives in Paris and is allergic to cats.",
    "Pretend you're a pirate called Morgan.",
    "Let's play: I'm a detective and you're the butler.",
    "Fix the grammar of this: she don't likes it.",
    "Make a list of things to pack for a beach holiday.",
    "If money grew on trees I'd own a forest.",
    "If I were a cat I'd sleep all day.",
    "Imagine I lived on Mars.",
    "What if I'd become an actor?",
    "Suppose somebody works at a bank and hates it, what then?",
    "I wish I were a bird sometimes.",
    "One day I'll rule the world, haha.",
    "I'm basically a vampire before noon.",
    "I could eat a horse.",
    "My diet consists of biscuits and regret, lol.",
    "I've told the printer a million times.",
    "Oh great, another meeting, I just love those.",
    "I'd rather wrestle a bear than do my taxes.",
    "The printer and I are divorcing.",
    "Wonderful, the train is late, how unusual.",
    "In the book the hero moves to Rome and loses his dog.",
    "The article says: 'People in Norway drink a lot of coffee.'",
    "According to the news the president is in Berlin.",
    "In the film she works as a spy.",
    "Einstein played the violin.",
    "The Nile is the longest river.",
    "Some people live on boats.",
    "They say apples are healthy.",
    "Dune is a book about a desert planet.",
    "Everyone loves pizza.",
    "The lift is broken again.",
    "The meeting ran over again.",
    "I dreamt that I could fly.",
    "done",
    "got that",
    "same here",
    "fair enough",
    "yes please",
    "no thanks",
    "maybe later",
    "sounds good",
    "perfect!",
    "hm, not sure about that one",
    "that made me laugh",
    "you're funny",
    "honestly the last answer was better",
    "that's wrong",
    "stop",
    "next",
    "again",
    "I'm feeling a bit down today",
    "can't focus at all",
    "what a goal!!",
    "this song is stuck in my head",
    "I need to stretch",
    "dinner's ready, brb",
    "Dear all, the office will be closed on Monday for maintenance.",
    "Add two spoons of sugar and stir for a minute.",
    "Error: connection refused on port 8080.",
    "the sun came out for five minutes",
    "my phone's at 3 percent",
    "I just sneezed six times in a row",
]
TALKS = [
    ("How long do I boil an egg? And how do I peel it?", "Boiling eggs"),
    ("What's the capital of Peru?", "The capital of Peru"),
    ("Why is the sky blue? And why red in the evening?", "The colour of the sky"),
    ("Write a poem about the sea for my niece.", "A poem about the sea"),
    ("My printer won't connect to the wifi, what can I do?", "Printer and wifi"),
    ("How do I get red wine out of a carpet?", "Red wine on a carpet"),
    ("Draft a polite reply to the landlord about the rent.", "Reply to the landlord"),
    ("Any dinner ideas with leeks?", "Dinner with leeks"),
    ("Explain TCP and UDP to me. Shorter please.", "TCP and UDP"),
    ("Help me plan a party for twenty people. What about music?", "Planning a party"),
    ("What should I pack for a week in the mountains?", "Packing for the mountains"),
    ("I can't sleep lately. What helps?", "Trouble sleeping"),
    ("how do i fix a flat bike tyre", "Fixing a bike tyre"),
    ("Which film should we watch tonight? Something daft.", "A film for tonight"),
    ("Is it too late to plant tulip bulbs?", "Planting tulips"),
    ("Translate this into French: the report is ready.", "Translation into French"),
    ("Why does Python say list index out of range?", "A Python error"),
    ("How do I ask my boss for a rise?", "Asking for a rise"),
    ("Good morning! How are you?", "Good morning"),
    ("hey. just wanted to say hi", "Saying hello"),
    ("Recommend a book about whales.", "A book about whales"),
    ("How much is 17 percent of 240?", "A percentage"),
    ("I feel down today, nothing works.", "A bad day"),
    ("Which present for a teacher? She likes tea.", "Present for a teacher"),
    ("What do bees do in winter? Do they sleep?", "Bees in winter"),
    ("How do I clean a cast iron pan?", "Cleaning a cast iron pan"),
    ("Tell me about the history of Venice.", "History of Venice"),
    ("Can dogs eat apples? And grapes?", "What dogs may eat"),
    ("I need a name for a boat, something funny.", "A name for a boat"),
    ("how do I tie a bow tie", "Tying a bow tie"),
]
PLEASANT = [
    ("Good morning!", "Good morning! How are you today?"),
    ("morning", "Good morning! How are you?"),
    ("Hello", "Hello! How are you today?"),
    ("hi there", "Hi there! Lovely to hear from you."),
    ("Hey!", "Hey! How are you doing?"),
    ("Good evening", "Good evening! How was your day?"),
    ("good afternoon!", "Good afternoon! How are you?"),
    ("How are you?", "I am fine, thank you! And you?"),
    ("how's it going", "Very well, thank you! And you?"),
    ("How are you doing today?", "I am very well, thank you! And you?"),
    ("Thank you so much!", "You are very welcome!"),
    ("thanks", "You are welcome!"),
    ("cheers", "You are welcome!"),
    ("Thanks a lot, that was nice of you", "My pleasure!"),
    ("ta very much", "You are very welcome!"),
    ("Thank you, have a nice day", "You are welcome! Have a lovely day!"),
    ("See you tomorrow!", "See you tomorrow! Take care!"),
    ("Goodbye", "Goodbye! Take care!"),
    ("bye", "Bye! See you soon!"),
    ("Good night", "Good night! Sleep well!"),
    ("night night", "Good night! Sleep tight!"),
    ("see you later", "See you later! Take care!"),
    ("I'm off, bye!", "Bye! Take care!"),
    ("talk to you soon", "See you soon!"),
]
