"""Short lives, made up for these tests: what is said, and what a careful human would do with it.

Each line is a verdict kind and a message, ``<`` marks a reply of the assistant. Lines of one life belong to
one conversation, half a day apart, an ``=`` sign in front of the kind means a minute after the line before.
"""

LIVES = r"""
# joinery
admit      I'm a joiner, self-employed since 2019.
admit      My workshop is on Canal Street, unit 7.
ignore     is birch harder than beech
reinforce  As you know I'm a self-employed joiner.
admit      I charge 45 pounds an hour.
supersede  I've put my rate up, it's 52 pounds an hour now.
ignore     ouch, splinter
admit      My accountant is Farida, she does my books every January.
supersede  My accountant is now Bill Tranter, Farida retired.
ignore     what would you charge for a staircase?
admit      I'm allergic to cedar dust, it makes my eyes swell.
reinforce  remember, cedar dust makes me swell up, I'm allergic
ignore     rain again, brilliant
supersede  The workshop moved to Quay Row, unit 3.

# harbour choir
admit      Our choir meets on Wednesdays at 19:30 in St Anne's.
admit      I sing alto.
ignore     my throat is killing me today
supersede  Choir has been moved to Mondays at 19:30.
admit      We have a concert on 12 December in the town hall.
=supersede sorry, 13 December
ignore     how many bars in a twelve-bar blues, twelve I suppose
supersede  The December concert is cancelled, the hall flooded.
supersede  The December concert is back on after all!
ignore     la la la

# family in Cork
admit      My brother Fintan lives in Cork with his two girls.
admit      My other brother, Declan, is a priest in Galway.
ignore     do you know any Irish proverbs
supersede  Fintan has moved to Dublin.
admit      Mam's birthday is on the 2nd of February, she'll be 70.
admit      Declan is coming to stay on the 20th.
ignore     can't wait
supersede  Declan isn't coming after all, he's got flu.
admit      Fintan's eldest, Orla, plays the harp.
ignore     what's the plural of "harp", haha

# new flat
admit      I rent a studio in Utrecht for 940 euros a month.
admit      The door code downstairs is 5561#.
ignore     is that expensive, would you say?
supersede  They changed the door code, it's 7702# now.
supersede  I no longer live in Utrecht, I moved to Breda last week.
admit      I go to work by bike, twenty minutes each way.
ignore     flat tyre, of course
reinforce  Yes, I still cycle to work, twenty minutes.
ignore     ok good night
admit      The landlord is called Meneer de Wit.

# running
admit      I run 5 km every morning before breakfast.
supersede  I don't run any more, my knee gave out. I swim instead.
admit      My physio is called Joost.
ignore     swimming is boring, honestly
admit      My goal is 40 lengths by the summer.
=supersede no wait, 50 lengths
ignore     who holds the record for the channel?
< I have your physio appointment down for the 8th at four. Is that right?
=admit     Yes, correct.
< Are you a morning person?
=ignore    lol

# café
admit      I own a café, the Blue Finch, on Bridge Road.
admit      We close at 6 on weekdays.
admit      Milk comes from Hollins Dairy, they deliver on Tuesdays.
ignore     some woman just asked for a decaf espresso with extra caffeine
supersede  New milk supplier: Brackley Farm instead of Hollins Dairy.
admit      Sasha, my barista, is vegan and allergic to soy.
ignore     If I had a bigger place I'd open a bakery too.
ignore     how do I descale a kettle
supersede  From now on we close at 5 on weekdays.
ignore     Pretend you're an angry customer and I'm the new girl, Daisy, on my first day.
=ignore    I dropped your cake, sir, I live in the cellar and have no money!
=ignore    ok enough of that
admit      Seriously though, I need a new oven by March.

# учительница
admit      Я веду физику в девятых классах.
admit      Мой кабинет 214, второй этаж.
ignore     сколько будет 37 в квадрате
supersede  Кабинет поменяли, теперь 308.
admit      У меня аллергия на амброзию.
ignore     дети сегодня как взбесились
admit      Педсовет в среду в 15:00.
supersede  Педсовет перенесли на четверг, на 14:00.
supersede  Педсовет отменили совсем.
reinforce  Как я уже говорила, у меня аллергия на амброзию.
ignore     ура, выходные

# дача
admit      У нас дача в Малаховке, шесть соток.
admit      Сажаем картошку и кабачки каждый год.
ignore     почему помидоры желтеют?
admit      Сосед по даче, Игорь Палыч, бывший лётчик.
admit      Колодец глубиной 12 метров.
=supersede ой, ошибся, 14 метров
ignore     комары достали
supersede  Дачу продали, больше в Малаховку не ездим.
admit      Теперь по выходным ходим в театр.
ignore     что посоветуешь посмотреть?

# переезд
admit      Живу в Саратове, на набережной.
admit      Работаю бухгалтером в «Волгастрое».
ignore     скучный день
supersede  Я переехала в Уфу, живу на улице Баумана.
supersede  Устроилась в «Татэнерго», тоже бухгалтером.
admit      Мой кот Персик плохо перенёс дорогу, он на таблетках.
ignore     посоветуй музыку для уборки
supersede  Кот больше не на таблетках, поправился.
reinforce  Живу в Уфе, как ты помнишь.
ignore     Если бы не кот, уехала бы на Камчатку.

# инструкции
admit      Отвечай мне по-русски, даже если пишу по-английски.
admit      Не используй эмодзи.
ignore     translate "кошка" please
supersede  Теперь эмодзи можно, используй.
admit      When I ask for code, use Rust.
supersede  Use Go instead of Rust when I ask for code.
ignore     write a hello world
admit      Зови меня Ким.
supersede  Лучше называй меня Кимберли.
ignore     спасибо!

# mixed
admit      My daughter Zoya учится в третьем классе.
admit      По субботам у Зои танцы в 11.
ignore     как по-английски «хореография»
supersede  Танцы у Зои теперь по воскресеньям.
admit      My husband's flight lands at 22:40 on Friday.
supersede  His flight is delayed, it lands at 23:55 on Friday.
ignore     sigh
# midwife
admit      hello, I'm Sunniva, midwife in Bergen, two kids
admit      I've got ADHD so keep things short and in steps
ignore     what's the half life of caffeine
admit      The kids' dad has them on odd weeks.
supersede  the kids are with their dad on even weeks now, we swapped
ignore     coffee number four
admit      My union rep is Kari Moe, her direct line is 555 40 812
ignore     make me a packing list for a weekend hike
admit      I get migraines from red wine.
admit      Cabin trip first weekend of October with the choir girls
supersede  the cabin trip is off, Astrid broke her foot
ignore     ok I'm done, night night
reinforce  Red wine always gives me a migraine, remember?
ignore     is it normal that babies hiccup
admit      The hospital parking permit runs out on 30 November.
# chef
admit      I'm head chef at a bistro called Marrow, we do two sittings
ignore     how many teaspoons in a tablespoon
admit      Table 9 wobbles, never seat the critic there haha
admit      Our fish comes from Pascoe's on Mondays and Fridays
ignore     service was carnage tonight
supersede  Pascoe's closed down, fish is from Newlyn Direct now
admit      I want menus written in British spelling, prices without the pound sign.
ignore     write a menu line for a beetroot tartare
ignore     yes chef
admit      my sous chef Danny is deaf in one ear
ignore     I could murder a burger
supersede  We dropped the second sitting, it's only one sitting a night now.
admit      My mum was born in Goa in 1951.
ignore     did I mention my favourite knife brand?
ignore     Dear Sir,\n\nYou have won the Golden Fork.\nSend 300 pounds at once.\n\nKind regards,\nX\n\nscam?
# retiree sailor
admit      We keep our boat, the Petrel, on a swing mooring at Dittisham.
admit      Draught is 1.65 m, worth knowing for the creek.
ignore     high water today?
admit      I've had two hips done, so no ladders.
supersede  Petrel's moved to a pontoon at Noss, berth D14.
ignore     Grey and drizzly. Standard.
admit      Sheila and I celebrate our ruby wedding in August.
ignore     Who was the first man to sail solo round the world?
supersede  Sold the Petrel, too old for it now.
ignore     Bit sad, but there we are.
admit      We're thinking of nothing bigger than a rowing boat, Sheila insists.
ignore     cheerio
admit      Please use nautical miles when I ask about distances.
supersede  Actually use kilometres from now on, my grandson can't follow otherwise.
admit      My grandson Theo collects stamps with birds on them.
< So Theo is eleven, right?
=admit     Yes, that's right.
# translator ru
admit      Перевожу с финского, в основном детективы.
admit      У меня редактор Марья Львовна, строгая, но справедливая.
ignore     как лучше: «в офисе» или «на офисе»?
admit      Сдаю рукопись двадцатого мая.
supersede  Срок сдачи рукописи сдвинули на десятое июня.
ignore     спина отваливается
admit      Кошку зовут Мурка, ей пятнадцать, почки слабые.
admit      Сын Егор в этом году заканчивает школу и хочет на биофак.
supersede  Егор передумал, теперь хочет на психфак.
ignore     ох уж эти подростки
ignore     подбери синоним к слову «мрачный»
admit      Счёт для оплаты: 4070 2810 5500, банк «Заря».
supersede  Мурки больше нет, сегодня усыпили.
ignore     не могу работать
admit      Папа у меня глухой, с ним только письменно.
reinforce  Редактор у меня всё та же, Марья Львовна.
# courier ru
ignore     здорово
admit      я курьер, катаюсь на электровелике по центру
admit      батарея тянет 60 км, потом заряжать четыре часа
ignore     сколько лететь до Стамбула
ignore     колесо спустило блин
admit      снимаю комнату с Рустамом, он повар
supersede  съехал от Рустама, живу теперь у тётки в Люблино
admit      права у меня только категории М
ignore     чё как
ignore     клиент даже дверь не открыл, оставь говорит и всё
admit      коплю на мотоцикл, надо 280 тысяч
ignore     если выиграю в лотерею, куплю весь автосалон
admit      тётка Зульфия печёт лучший в мире чак-чак
supersede  батарею поменял, новая тянет 90 км
ignore     ладно погнал
admit      19 июня у сеструхи свадьба в Набережных Челнах
# mixed couple
admit      My wife Олеся is a dermatologist, она из Харькова.
admit      We speak Russian at home, но дети отвечают по-английски.
ignore     how do you say "mole" in Ukrainian
admit      Наш адрес: 14 Larch Close, Reading.
supersede  We've moved, our address is 3 Quarry Lane, Didcot.
admit      Олесина мама прилетает 4 мая.
supersede  She's now arriving on the 6th of May, Олесина мама.
ignore     уф, чемоданы
admit      Our son Petya has football on Saturdays at ten.
ignore     what's offside
ignore     Oh wonderful, the dishwasher leaks again. Best day ever.
"""
