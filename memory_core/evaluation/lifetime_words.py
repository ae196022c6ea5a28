"""Fillers of the simulated year: names, places, things and doings in English and Russian, all made up."""

from __future__ import annotations

# Russian words that stand in a sentence in another case are written as pairs: (as a question's answer is
# recognised, as it stands in the sentence).
NAMES = {
    "en": (
        "Ottilie", "Barnaby", "Saoirse", "Leopold", "Maribel", "Fergus", "Philippa", "Rowan", "Imogen",
        "Casper",
        "Delphine", "Alistair", "Beatrix", "Horatio", "Ingrid", "Jocelyn", "Kester", "Lavinia", "Magnus",
        "Nerys",
        "Orla", "Percival", "Rosalind", "Silas", "Tabitha", "Ulric", "Verity", "Wilfred", "Xanthe", "Yolanda",
    ),
    "ru": (
        "Агния", "Василиса", "Дарина", "Жанна", "Инга", "Лидия", "Нонна", "Полина", "Серафима", "Ульяна",
        "Эльза",
        "Яна", "Варвара", "Зинаида", "Ксения", "Аглая", "Марфа", "Римма", "Стефания", "Таисия", "Элина",
        "Юния",
    ),
}  # fmt: skip
TOWNS = {
    "en": tuple(
        (town, town)
        for town in (
            "Aberdeen", "Bruges", "Cork", "Delft", "Exeter", "Faro", "Ghent", "Hull", "Innsbruck", "Kendal",
            "Lugano", "Malmo", "Nantes", "Oulu", "Porto", "Ravenna", "Salford", "Tartu", "Utrecht", "Vigo",
            "Whitby", "Zadar",
        )
    ),
    "ru": (
        ("казан", "в Казани"), ("перм", "в Перми"), ("самар", "в Самаре"), ("томск", "в Томске"),
        ("калуг", "в Калуге"), ("рязан", "в Рязани"), ("вологд", "в Вологде"), ("уф", "в Уфе"),
        ("иркутск", "в Иркутске"), ("пенз", "в Пензе"), ("твер", "в Твери"), ("орл", "в Орле"),
        ("мурманск", "в Мурманске"), ("костром", "в Костроме"), ("выборг", "в Выборге"),
        ("сыктывкар", "в Сыктывкаре"),
        ("саратов", "в Саратове"), ("курск", "в Курске"),
    ),
}  # fmt: skip
FIRMS = {
    "ru": (
        "«Севертекс»", "«Лазурит»", "«Вертикаль»", "«Ромашкино»", "«Техноград»", "«Белый парус»", "«Кедр»",
        "«Прибой»", "«Атлант»", "«Сфера»", "«Горизонт»", "«Янтарь»",
    ),
}  # fmt: skip
TRADES = {
    "ru": (
        ("переводчик", "переводчиком"), ("библиотекар", "библиотекарем"), ("геолог", "геологом"),
        ("фармацевт", "фармацевтом"), ("инженер", "инженером"), ("бухгалтер", "бухгалтером"),
        ("учител", "учителем"), ("столяр", "столяром"), ("кондитер", "кондитером"), ("юрист", "юристом"),
        ("фотограф", "фотографом"), ("ветеринар", "ветеринаром"),
    ),
}  # fmt: skip
AILMENTS = {
    "en": tuple((one, one) for one in ("penicillin", "shellfish", "wasp stings", "latex", "walnuts")),
    "ru": (("клубник", "клубнику"), ("пенициллин", "пенициллин"), ("пыльц", "пыльцу берёзы"),
    ("орех", "орехи")),
}  # fmt: skip
PILLS = {
    "en": ("levothyroxine", "ramipril", "metformin", "sertraline"),
    "ru": ("эутирокс", "лизиноприл", "омепразол", "магний"),
}  # fmt: skip
LIKES = {
    "en": (
        ("tea", "lapsang", "rooibos"), ("cheese", "gouda", "feta"), ("music", "fado", "bluegrass"),
        ("ice cream", "pistachio", "blackcurrant"), ("pasta", "tagliatelle", "orzo"),
        ("holidays", "lighthouses", "mountain huts"), ("flowers", "peonies", "irises"),
        ("novels", "sagas", "satires"),
        ("soup", "minestrone", "borscht"), ("bread", "sourdough", "rye"),
        ("board games", "chess", "backgammon"),
        ("fruit", "apricots", "gooseberries"), ("colours", "turquoise", "ochre"),
        ("wine", "riesling", "rioja"),
    ),
    "ru": (
        ("чай", "пуэр", "каркаде"), ("сыр", "сулугуни", "маасдам"), ("музыка", "джаз", "романсы"),
        ("мороженое", "пломбир", "щербет"), ("суп", "солянка", "окрошка"), ("цветы", "пионы", "ирисы"),
        ("хлеб", "бородинский", "чиабатта"), ("книги", "детективы", "мемуары"),
        ("фрукты", "хурма", "гранаты"),
        ("игры", "нарды", "шашки"), ("цвет", "бирюзовый", "терракотовый"),
        ("варенье", "крыжовник", "морошка"),
    ),
}  # fmt: skip
HABITS = {
    "en": (
        ("swim at the lido", "swim"), ("go to choir practice", "choir"),
        ("call my grandmother", "grandmother"),
        ("bake a loaf", "loaf"), ("play badminton", "badminton"), ("volunteer at the food bank", "food bank"),
        ("take a pottery class", "pottery"), ("run along the canal", "canal"),
    ),
    "ru": (
        ("хожу в бассейн", "бассейн"), ("играю в волейбол", "волейбол"), ("занимаюсь испанским", "испанск"),
        ("езжу к бабушке", "бабушк"), ("хожу на йогу", "йог"), ("пою в хоре", "хор"),
    ),
}  # fmt: skip
WEEKDAYS = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "ru": (
        ("понедельник", "понедельникам"), ("вторник", "вторникам"), ("сред", "средам"),
        ("четверг", "четвергам"),
        ("пятниц", "пятницам"), ("суббот", "субботам"), ("воскресень", "воскресеньям"),
    ),
}  # fmt: skip
MONTHS = {
    "en": (
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
        "November", "December",
    ),
    "ru": (
        "января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября",
        "ноября",
        "декабря",
    ),
}  # fmt: skip
EVENTS = {
    "en": (
        ("I'm flying to {town}", "When am I flying to {town}?"),
        ("I have a dentist appointment", "When is my dentist appointment?"),
        ("I'm running the half marathon in {town}", "When is the half marathon in {town}?"),
        ("We're going to {name}'s wedding", "When is {name}'s wedding?"),
        ("I have an interview in {town}", "When is my interview in {town}?"),
        ("{name} is coming to stay with us", "When is {name} coming to stay?"),
        ("I'm taking the ferry to {town}", "When do I take the ferry to {town}?"),
    ),
    "ru": (
        ("Я лечу в отпуск, буду {town}", "Когда у меня отпуск, когда я буду {town}?"),
        ("У меня приём у стоматолога", "Когда у меня приём у стоматолога?"),
        ("К нам приедет {name}", "Когда к нам приедет {name}?"),
        ("У меня собеседование {town}", "Когда у меня собеседование {town}?"),
        ("Мы идём на концерт {town}", "Когда мы идём на концерт {town}?"),
    ),
}  # fmt: skip
KEEP = {
    "en": (
        "wifi password at the cabin", "alarm code of the garage", "locker combination", "library card number",
        "code of the side gate", "frame number of my bike", "policy number of the home insurance",
        "size of the blinds",
        "serial number of the boiler", "model of the printer cartridge", "passport renewal reference",
        "paint shade of the hall",
    ),
    "ru": (
        "пароль от вайфая на даче", "код домофона", "номер ячейки в спортзале", "номер читательского билета",
        "код от гаража", "номер полиса", "номер рамы велосипеда", "размер фильтра для воды", "номер счётчика",
        "марка картриджа",
    ),
}  # fmt: skip
PROMISES = {
    "en": (
        ("mend the kite", "kite"), ("lend the tent", "tent"), ("proofread the thesis", "thesis"),
        ("water the orchids", "orchids"), ("bring the projector", "projector"), ("knit a scarf", "scarf"),
        ("paint the shed", "shed"), ("write a reference", "reference"),
    ),
    "ru": (
        ("починить велосипед", "велосипед"), ("отдать палатку", "палатк"), ("проверить диплом", "диплом"),
        ("испечь медовик", "медовик"), ("связать шарф", "шарф"), ("привезти рассаду", "рассад"),
    ),
}  # fmt: skip
KIN = {
    "en": ("sister", "brother", "cousin", "aunt", "best friend"),
    "ru": ("сестра", "тётя", "племянница", "лучшая подруга"),
}
