"""Words that come up every day and so name nothing that repeats, as stems: English and Russian."""

from __future__ import annotations

from memory_core.text.words import stem

_EN = """\
today yesterday tomorrow tonight morning evening afternoon night day week weekend month year hour minute
time monday tuesday wednesday thursday friday saturday sunday january february march april may june july
august september october november december now later soon again always never often sometimes usually first
last next new old good great nice bad best better big small long little lot bit much many more most some few
really actually probably maybe still already almost thing things something anything everything nothing
someone people go going went gone come came get got getting make made making take took taken have had give
gave put keep kept want wanted need needed like liked love loved think thought know knew see saw look looked
feel felt say said tell told try tried start started finish finished find found leave left live lived work
worked use used call called ask asked talk talked spend spent buy bought plan planned decide decided
remember forget way place home back also even well sure right ok okay yes yeah thanks please hello hi sorry
guess wish hope let whole one two three four five six seven eight nine ten happy tired sad finally together
around another other own change changes cost costs price difficult difficulty easy hard problem trouble
issue idea part kind sort type reason result situation case fact point matter question answer story word
name number amount level rate list company firm business project task meeting team boss colleague office
service system process option choice chance mistake difference experience moment while rest end beginning
side top bottom front middle room house street city town country world person man woman guy friend friends
family kid kids child life news money important possible different strange weird interesting boring busy
free full empty ready late early quick quickly slow slowly short high low cheap expensive lovely terrible
awful amazing fantastic perfect true false wrong fine beautiful ugly annoying surprised worried excited
bored angry proud glad afraid usual normal special favourite favorite main half double single next-door
half-hour happen happened happens become became seem seemed help helped turn turned bring brought send sent
move moved stay stayed show showed shown pay paid open opened close closed wait waited hear heard meet met
run-down set stop stopped stopping changed changing believe agree agreed mean meant understand explain
choose chose check checked fix fixed break broke broken fall fell grow grew win won lose lost wear wore
carry carried reach reached add added follow followed offer offered suggest suggested allow allowed expect
expected morning's somebody anybody everybody nobody everyone anyone else instead enough less least quite
rather pretty hardly nearly all lol helps hungry queue popped red blue green yellow black white grey gray
brown pink purple orange beige striped dotted scarlet emerald amber silver golden colour color sunny rainy
foggy windy breezy gusty sleety snowy cloudy overcast weather degrees rain wind snow fog sun ago since until
before after during through without within between"""
_RU = """\
сегодня вчера завтра утро утром вечер вечером день днем ночь ночью неделя неделю месяц год час минута время
раз понедельник вторник среда четверг пятница суббота воскресенье январь февраль март апрель май июнь июль
август сентябрь октябрь ноябрь декабрь опять снова всегда никогда часто иногда обычно потом скоро давно
недавно новый старый хороший хорошо плохой плохо лучший лучше большой маленький много мало немного очень
совсем просто вообще наверное кажется точно правда конечно вещь дело дела человек люди идти иду шел пошел
пошла пойти ходил ходила хожу сходил сходила был была было быть есть стать стал стала делать делаю делал
сделал сделала сделать взять взял взяла дать дал дала хотеть хочу хотел хотела надо нужно люблю любить
нравится думать думаю думал думала знать знаю видеть видел видела смотреть смотрел говорить говорил сказал
сказала начать начал начала закончил закончила найти нашел нашла жить живу работать работаю работа работы
работе купить купил купила решил решила решить помнить забыть дом дома домой место все равно устал устала
один два три четыре пять шесть семь восемь девять десять первый второй последний другой свой самый спасибо
привет пожалуйста изменение изменения изменений изменить изменился перемена перемены стоимость стоит стоить
цена цены дорого дорогой дешево дешевый трудно трудный трудная трудность сложно сложный сложная легко легкий
проблема проблемы проблем вопрос ответ причина результат ситуация случай факт пункт история слово имя число
количество часть вид тип способ идея мысль план задача проект компания фирма контора отдел начальник коллега
коллеги коллегами офис служба система процесс выбор шанс ошибка разница опыт момент конец начало сторона
верх середина комната квартира улица город страна мир мужчина женщина друг друга друзья друзей семья ребенок
дети детьми жизнь новость новости деньги важно важный возможно разный странно странный интересно интересный
скучно занят свободный полный пустой готов поздно рано быстро медленно долго долгий коротко короткий длинный
высокий низкий отлично отличный прекрасно прекрасный ужасно ужасный замечательно красивый обычный нормально
особый любимый главный целый половина случилось произошло случиться становится казаться помочь помог помогла
принести принес послать отправить приехал приехала уехал уехала остаться остался показать показал платить
заплатил открыть открыл закрыть закрыл ждать ждал слышать слышал встретил встретила остановить поставить
поставили понять понял объяснить выбрать выбрал проверить проверил починить починил сломать сломал упал
вырос выросла выиграл проиграл потерял нести принимать предложить разрешить ожидать удивить удивил удивила
решена решен пришел пришла пришло вернулся вернулась получается получилось получил получила весь вся красный
синий зеленый желтый черный белый серый коричневый розовый полосатый цвет цвета солнечно дождь дождливо
туман ветер ветрено снег погода погоды градус градусов пустая попался попалась попалось очередь очереди
голоден голодна вместо достаточно меньше довольно почти назад после перед около между сразу сильно сильный
сильная"""
EVERYDAY: frozenset[str] = frozenset(stem(word) for word in f"{_EN} {_RU}".split())
"""Stems of such words."""
