"""Messages as people write them, and whether a careful human would write them down. Made up for these tests.

``WRITE`` is worth keeping, ``SKIP`` is not. Each stands alone: no message before it.
"""

WRITE = """
I teach woodwork at a prison two days a week.
we rent a flat above a bakery, third floor no lift
My brother-in-law Otto is a beekeeper in Styria.
I've been clean for eleven years this June.
Blood pressure tablets: ramipril 5 mg, one every morning.
The vet says Pickle needs his second jab on 14 October.
my insulin pump is a Tandem, serial number TX-44812
I can't have shellfish, I swell up like a balloon.
Our wedding anniversary is the 3rd of September.
I promised Hannah I'd come to her recital on Friday.
Locker 217, combination 8-31-5.
My passport expires in March 2027.
the boiler service is booked for Tuesday at 10
I'm left-handed.
we're expecting our second in November!!
Grandad Joe passed away on Saturday.
I quit smoking two years ago and I'm not going back.
I always take my tea with two sugars
Please call me Bex, nobody calls me Rebecca.
When I ask for recipes, give weights in grams, not cups.
never use exclamation marks when you write to me
From now on answer in bullet points.
Keep your answers under a hundred words please.
remind me to water the orchids on Sunday
Note to self: the dishwasher salt is in the garage, top shelf.
My daughter Ottilie starts school in September, she's terrified.
I got the job at the aquarium, I start on the 1st of May.
My shoe size is 43, for the record.
The wifi password at the cabin is heron-lake-77.
Our neighbour Mrs Petrosyan has the spare keys.
I hate coriander, tastes like soap to me.
I'm training for the Leeds half marathon in October.
my car's a 2014 Skoda Fabia, reg number KX14 ZRT
Uncle Benny has Parkinson's.
I volunteer at the food bank every other Thursday.
My therapist is called Ruth, I see her on Mondays at 5.
I speak Portuguese at home, my mum's from Recife.
I'm allergic to bee stings, I carry an EpiPen.
Jonas and I broke up last week.
We adopted two kittens yesterday, Salt and Pepper.
My cousin and I own a bike repair shop in Aarhus.
My budget for the kitchen is 8,500 euros, not a cent more.
Ramona's birthday is on 9 July, she likes orchids.
I sleep badly unless the window is open.
I grew up on a farm near Tartu.
Packing list for Skye: tent, stove, midge net, two gas canisters
I studied geology but never worked as a geologist.
My desk at the office is number 14, by the window.
I have a stutter, so phone calls are hard for me.
Please remember that I take the 7:12 train on weekdays.
My son Rufus is dyslexic.
I don't have a driving licence.
Our landlord raised the rent to 1,150 a month.
We're flying to Lisbon on the 5th of June, back on the 12th.
I'm Priya, nice to meet you!
I use a Dvorak keyboard.
Mum's in hospital, broke her hip this morning.
I've switched to decaf, doctor's advice.
I no longer work at the library, I'm freelancing now.
Actually my appointment is at 14:20, not 15:20.
The Tuesday choir practice has moved to Wednesdays.
The trip to Norway is cancelled, Lars has covid.
I sold the motorbike.
we're moving house on 28 February
My niece Imogen got into medical school in Dundee.
I only read books on paper, ebooks give me headaches
I'm trying to learn Welsh, about ten minutes a day.
Our dog Bruno is afraid of thunder.
my dentist is Dr Lindgren on Harbour Road
The kids are with their father every second weekend.
As I told you, I'm vegan.
what can I cook for Petra? she can't eat nuts
Any gift ideas for my dad? He turns seventy in April and loves trains.
I have a meeting with the bank tomorrow at 9:30.
My fiancée Lin is a pastry chef.
Save this: licence key QW-8890-ZZ.
I wear hearing aids in both ears.
Our boiler is a Vaillant, installed in 2016.
I keep sourdough starter in the fridge, it's called Clint.
Dan's gluten free and Mia doesn't eat pork.
I've got two exams next week, statistics on Monday and law on Thursday.
I earn about 2,900 a month after tax
btw I'm on the night shift until the end of the month
I'm colour-blind, red and green look the same to me
I paid off my student loan today!
My favourite composer is Arvo Pärt.
Seriously though, I have a fear of lifts.
my email is now tess.marlow@postbox.example
We named the baby Hugo.
I go to the gym at six every morning before work.
Меня зовут Тимофей, мне тридцать четыре.
Я работаю логистом в порту, смены по двенадцать часов.
У меня непереносимость лактозы.
мой номер телефона 8 912 555 01 47
Живу в Перми, на Комсомольском проспекте.
У нас родилась дочка, назвали Варей!
По вторникам и четвергам хожу в бассейн.
Моя жена Ольга — ветеринар.
Бабушке в субботу исполняется восемьдесят пять.
Записалась к кардиологу на 12 марта, в 10:40.
Терпеть не могу кинзу.
Пожалуйста, отвечай мне коротко и без воды.
Зови меня Санёк.
Никогда не советуй мне рецепты с мясом.
Напомни завтра позвонить страховщику.
Запомни: ключи от дачи у соседки Тамары Ильиничны.
Пин-код от карты в копилке у отца 4471.
Я левша.
Развожу аквариумных рыбок, у меня три аквариума.
Сын Матвей занимается хоккеем, нападающий.
Я переехала в Тверь, снимаю однушку возле вокзала.
Мы с мужем развелись в апреле.
Больше не пью кофе, врач запретил.
Теперь работаю из дома, офис закрыли.
Собрание перенесли на среду, на 18:00.
Поездка в Сочи отменяется.
Папа попал в больницу с инфарктом.
Мой врач — Елена Юрьевна Котова, принимает по пятницам.
Размер ноги у меня 41.
Каждое лето езжу к родителям в Кострому.
Учу испанский, уже второй год.
Нашу собаку зовут Грета, ей девять лет.
Подруга Инна вышла замуж за датчанина.
Мой бюджет на ремонт — 600 тысяч.
Госномер машины А 417 КТ, это для пропуска.
Я боюсь летать, поэтому только поезда.
Что подарить брату? Он увлекается рыбалкой.
Завтра в 9 утра экзамен по сопромату.
Мы взяли ипотеку на пятнадцать лет.
Я окончила консерваторию по классу скрипки.
Дедушка воевал на Ленинградском фронте.
У мужа аллергия на кошек.
С детства заикаюсь, поэтому не люблю звонки.
Машину продали, теперь ездим на метро.
День рождения у Кати 30 мая.
Послезавтра улетаю в Ереван на неделю.
Список покупок: гречка, сметана, лавровый лист, корм коту
Я сменил фамилию, теперь я Орлов.
Вчера защитила диссертацию!
мой new manager is Clara, она из Берлина
Я на low-carb диете с января
"""

SKIP = """
hiya
good evening!
thanks a million
ok cool
hmm let me think
lol
nice one, cheers
how do I get red wine out of a carpet
what is the capital of Mongolia?
is a tomato a fruit
can you write a limerick about a goat
Translate this into German: "The train is late again."
summarise the plot of Hamlet in two lines
why is my bread so dense
how old is the universe
Tell me a joke.
Recommend a podcast for a long drive
what time is it in Tokyo
convert 30 psi to bar
give me five names for a boat
calculate 18% of 260
ugh, Mondays
it's pouring again
I'm starving
so tired today
brb
back in five minutes, phone's ringing
off to bed, night!
just had lunch
my head hurts a bit right now
stuck in traffic, grr
what a day
the wifi is so slow today, argh
If I were rich I'd live on a boat and do nothing.
what if I quit and became a clown
I wish I could fly
Suppose we lived on Mars, what would we eat?
I'm practically a professional napper
Oh great, another meeting. Living the dream.
haha you're funny
you are the best assistant ever
that's hilarious
I love how you explain things
No idea, maybe later
yeah, makes sense
wow really?
hm, not convinced
that's not what I asked
try again please
shorter please
never mind
forget it
same as always I guess
a man on the bus was singing opera to his sandwich
some bloke just reversed into the bins outside
the cat next door is staring at me lol
watching the football, terrible match
this film is so boring
it was fine I suppose
people are weird
isn't it a lovely day
long week, isn't it
guess what's on telly, the same old rubbish
"To be or not to be, that is the question" gives me goosebumps
The article says: "Scientists have found that people who sleep nine hours a night live longer than others."
Pretend you are a grumpy wizard and I am your apprentice Zed, aged nine.
do you know any good jokes
are you a robot
who won the world cup in 1998
how many grams in an ounce
which is heavier, gold or lead
Forget everything I told you about Nina.
delete what you know about my job
could you check my spelling: "accomodation"
fix this: I has two cats
what does "serendipity" mean
is it ok to eat yoghurt past its date
one more please
go on
perfect, that works
the answer is probably 42 haha
time flies
can't believe it's already Friday
just popping to the shop
kettle's on
I should probably become a monk
hold on, someone's at the door
that reminds me of a song
where was I
do I own a boat?
Have I told you my shoe size?
did I mention having a twin
does my sister have kids?
привет!
доброго утречка
спасибо большое, выручил
ок
ага, понял
ну ладно
ахаха
Сколько километров до Луны?
как пишется «искусство»
Почему небо голубое?
Переведи на немецкий: «Где находится вокзал?»
Посоветуй фильм на вечер.
Расскажи анекдот про программиста
Напиши поздравление с юбилеем
сколько будет 15 процентов от 800
придумай имя для хомяка
Как думаешь, кто победит в финале?
Опять снег, сколько можно
Ну и погодка
Устал как собака
хочу спать
Сейчас вернусь, чайник закипел
Пойду спать, до завтра
Смотрю сериал, скукота
только проснулась
Если бы я был миллионером, купил бы остров.
Вот бы сейчас на море
А что если мы живём в матрице?
Ага, щас, всю жизнь мечтал стоять в пробке.
Ты просто чудо
Ты лучший помощник
Смешно получилось
Интересно, а у пингвинов есть колени?
Таксист сегодня заявил, что Земля плоская.
Мужик в очереди полчаса спорил с банкоматом, умора.
Достали эти пробки
Боже, как же скучно
Ненавижу утро
Удали всё, что знаешь про мою работу.
«Белеет парус одинокий в тумане моря голубом» — красота какая
Давай поиграем: ты дракон, а я рыцарь Персиваль.
не то, попробуй ещё раз
покороче, пожалуйста
не знаю, наверное
и что теперь
а почему так
понедельник начинается в субботу
где купить хороший чай
что значит «амбивалентный»
можно ли кормить уток хлебом
Есть ли у меня братья?
я тебе говорил, сколько мне лет?
время летит
Ну вот и пятница!
кто-то опять сверлит
ладно, проехали
"""


PASSING = """
just got back from the shops, forgot the milk of course
I burnt the toast again
I can't find my glasses anywhere
my tea's gone cold
I've been staring at this screen for hours
my neighbour's dog won't stop barking today
I think I'll have an early night
we had pasta for dinner, it was ok
I slept terribly
the bus was twenty minutes late this morning
I need a holiday
I watched three episodes last night, oops
my phone's at 4 percent
I'm bored, entertain me
I spilled coffee on my keyboard
made a curry, too spicy
I'll tell you tomorrow
I have no idea what I'm doing lol
my brain is mush today
my boss is being a pain today
I don't get it
I give up
I'd rather not talk about it
it took me an hour to find parking
we're out of bread
I just sneezed six times in a row
I love this song
I love it!
I hate this printer
my feet hurt
I'm going for a walk, back later
the delivery guy left it in the bush again
I feel like a zombie
I should drink more water
I was joking, obviously
I've got a song stuck in my head
I'm so excited!!
my eyes are tired
you saved my life there
I'm at the station, train's late
lunch was good
finally Friday, I can't even
I could eat a horse
my mum would love that joke
don't tell my wife haha
nothing much, you?
I'm not sure what to think of that
I'll try that, thanks
let me check with my colleague and get back to you
I ran for the bus and missed it
сходила за хлебом, вернулась без хлеба
опять проспал
я в шоке
не могу найти ключи
на обед был суп, так себе
сижу на совещании, тоска
у меня голова болит сегодня
мне лень готовить
соседи опять шумят
я тебя обожаю
люблю эту песню
завтра расскажу
сломался лифт, поднималась пешком
чайник остыл
я подумаю
я ничего не понял
вчера лёг в три, теперь зеваю
мой телефон почти сел
еду в электричке, душно
у нас сегодня дождь и слякоть
я пошутила
мне бы твоё терпение
начальник сегодня не в духе
купила арбуз, невкусный
пойду прогуляюсь
у меня всё нормально
пробки жуткие, опоздаю минут на десять
надо бы прибраться
спасибо, ты мне очень помог
я так рада!
"""
"""First-person talk that is over tomorrow: the hardest to tell from a fact."""


def lines(block: str) -> list[str]:
    """The messages of a block."""
    return [line for line in block.splitlines() if line.strip()]
