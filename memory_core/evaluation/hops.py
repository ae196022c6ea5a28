"""Little worlds in which no single statement answers the question: two or three of them lead to the answer.

Written for this project; English and Russian, with the same number of each. Every world stands among
statements about other people's relatives, jobs and homes, and about the same people otherwise.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from memory_core.params import Params
from memory_core.recall.index import Index
from memory_core.recall.recall import Recall
from memory_core.text.language import language
from memory_core.types import NO_PARTS, Embedder, Memory, MemoryKind, Status, Tier

_START = datetime(2025, 1, 6, 9, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class World:
    """Statements that lead to the answer (the last one is it), what stands beside them, and the question."""

    chain: tuple[str, ...]
    beside: tuple[str, ...]
    question: str
    unseen: bool = False
    """Whether it was written after the rules: ten of twelve came first then. One of the others showed that
    the endings of Russian names were stripped wrongly."""

    @property
    def hops(self) -> int:
        """Statements that must be put together."""
        return len(self.chain)


@dataclass(frozen=True, slots=True)
class Hits:
    """Shares of questions whose answer is the first, is among the first three, and is held to be known."""

    questions: int
    first: float
    third: float
    supported: float


_ENGLISH = (
    (("Ann's husband is Oleg.", "Oleg is a glass blower."), ("Ann moved to Riga.", "Ann loves opera."),
     "What does Ann's husband do for a living?"),
    (("My brother Max works at Fenwick.", "Fenwick has its offices in Leeds."),
     ("Max bought a canoe.", "My brother Max is allergic to nuts."),
     "In which city is the company my brother works for?"),
    (("Nora's daughter is called Ivy.", "Ivy plays the bassoon."),
     ("Nora collects stamps.", "Nora is a judge."),
     "Which instrument does Nora's daughter play?"),
    (("My boss has a dog called Bruno.", "Bruno is afraid of thunder."),
     ("My boss drives a Volvo.", "My boss hates meetings on Friday."), "What is my boss's dog afraid of?"),
    (("Priya is married to Daniel.", "Daniel was born in Ghana."),
     ("Priya runs marathons.", "Priya was born in June."),
     "Where was Priya's husband born?"),
    (("My flatmate's brother is called Rufus.", "Rufus is studying law in Dublin."),
     ("My flatmate sings in the shower.", "My flatmate is studying nursing."),
     "What is my flatmate's brother studying?"),
    (("My sister is called Ann.", "Ann's husband is Oleg.", "Oleg is a glass blower."),
     ("Ann paints in the evenings.", "My sister has a garden."), "What does my sister's husband do?"),
    (("My friend Julia has a sister called Kim.", "Kim married Pedro.", "Pedro repairs church organs."),
     ("Julia teaches chemistry.", "Kim moved to Lisbon."),
     "What does the husband of my friend's sister do for work?"),
    (("My wife is called Hanna.", "Hanna's mother is Greta.", "Greta lives in Tromso."),
     ("Hanna swims every morning.", "My wife grew up on a farm."), "Where does my wife's mother live?"),
    (("My son is called Theo.", "Theo's teacher is Mrs Albright.", "Mrs Albright is retiring in July."),
     ("Theo lost a tooth.", "My son likes dinosaurs."), "When does my son's teacher retire?"),
    (("My cousin is called Mara.", "Mara's boyfriend is Stellan.", "Stellan builds wooden boats."),
     ("Mara has moved house again.", "My cousin is left-handed."), "What does my cousin's boyfriend build?"),
    (("My neighbour is called Walter.", "Walter's son is Felix.", "Felix won a chess tournament."),
     ("Walter grows leeks.", "My neighbour has a bad knee."), "What did my neighbour's son win?"),
)  # fmt: skip
_RUSSIAN = (
    (("Мужа Анны зовут Олег.", "Олег работает стеклодувом."), ("Анна переехала в Ригу.", "Анна любит оперу."),
     "Кем работает муж Анны?"),
    (("Мой брат Максим работает в «Фениксе».", "«Феникс» находится в Туле."),
     ("Максим купил байдарку.", "У брата Максима аллергия на орехи."),
     "В каком городе фирма, где работает мой брат?"),
    (("Дочь Нины зовут Ева.", "Ева играет на фаготе."), ("Нина собирает марки.", "Нина работает судьёй."),
     "На чём играет дочь Нины?"),
    (("У моего начальника есть собака Бруно.", "Бруно боится грозы."),
     ("Мой начальник ездит на «Волге».", "Начальник терпеть не может совещаний."),
     "Чего боится собака моего начальника?"),
    (("Прасковья вышла замуж за Даниила.", "Даниил родился в Якутске."),
     ("Прасковья бегает марафоны.", "Прасковья родилась в июне."), "Где родился муж Прасковьи?"),
    (("Брата моей соседки зовут Руслан.", "Руслан учится на юриста."),
     ("Моя соседка поёт по утрам.", "Соседка учится на медсестру."), "На кого учится брат моей соседки?"),
    (("Мою сестру зовут Аня.", "Муж Ани — Олег.", "Олег работает стеклодувом."),
     ("Аня рисует по вечерам.", "У моей сестры есть сад."), "Кем работает муж моей сестры?"),
    (("У моей подруги Юлии есть сестра Кира.", "Кира вышла замуж за Петра.", "Пётр чинит органы."),
     ("Юлия преподаёт химию.", "Кира переехала в Казань."), "Чем занимается муж сестры моей подруги?"),
    (("Мою жену зовут Ганна.", "Мать Ганны зовут Грета.", "Грета живёт в Мурманске."),
     ("Ганна плавает каждое утро.", "Моя жена выросла в деревне."), "Где живёт мать моей жены?"),
    (("Моего сына зовут Тимофей.", "Учительницу Тимофея зовут Алла Сергеевна.",
      "Алла Сергеевна в июле уходит на пенсию."),
     ("У Тимофея выпал зуб.", "Мой сын любит динозавров."), "Когда уходит на пенсию учительница моего сына?"),
    (("Мою тётю зовут Марта.", "Сын Марты — Степан.", "Степан строит деревянные лодки."),
     ("Марта опять переехала.", "Моя тётя левша."), "Что строит сын моей тёти?"),
    (("Моего соседа зовут Вальтер.", "Сына Вальтера зовут Феликс.", "Феликс выиграл турнир по шахматам."),
     ("Вальтер выращивает лук.", "У соседа болит колено."), "Что выиграл сын моего соседа?"),
)  # fmt: skip
_AROUND_EN = (
    "Gloria's husband is a plumber.", "Gloria works as a midwife.", "My dentist is Dr Lund.",
    "Boris is a bus driver.", "Irene lives in Cardiff.", "Carl's daughter plays the violin.",
    "My uncle was born in Spain.", "Tanya is studying architecture.", "Hugo's dog is afraid of cats.",
    "I work as a translator.", "I live in Ghent.", "My piano teacher retires next year.",
    "Lucas built a shed.", "Vera won a raffle.", "My mother lives in Porto.", "Ivan's company is in Hamburg.",
    "My grandfather repairs clocks.", "Yusuf's brother is a baker.", "Olga married a sailor.",
)  # fmt: skip
_AROUND_RU = (
    "Муж Глории — сантехник.", "Глория работает акушеркой.", "Мой стоматолог — Лунд.",
    "Борис водит автобус.", "Ирина живёт в Твери.", "Дочь Карла играет на скрипке.",
    "Мой дядя родился в Сочи.", "Таня учится на архитектора.", "Собака Гоши боится кошек.",
    "Я работаю переводчиком.", "Я живу в Пскове.", "Моя учительница музыки скоро уйдёт на пенсию.",
    "Лука построил сарай.", "Вера выиграла в лотерею.", "Моя мама живёт в Омске.", "Фирма Ивана в Самаре.",
    "Мой дедушка чинит часы.", "Брат Юсуфа — пекарь.", "Ольга вышла замуж за моряка.",
)  # fmt: skip


_UNSEEN = (
    (("Our daughter's name is Polly.", "Polly's best friend is Samira.", "Samira plays the harp."),
     "Which instrument does our daughter's best friend play?"),
    (("My dad has a brother called Ulf.", "Ulf keeps bees."), "What does my dad's brother keep?"),
    (("Tessa lives with her partner Igor.", "Igor teaches maths."), "What does Tessa's partner teach?"),
    (("I share an office with my colleague Bea.", "Bea's cat is called Miso.", "Miso ran away on Sunday."),
     "What happened to my colleague's cat?"),
    (("My niece Lotte goes to Hillview School.", "Hillview School closes at three."),
     "When does my niece's school close?"),
    (("Granny's doctor is Dr Petrov.", "Dr Petrov is moving to Oslo."), "Where is granny's doctor moving?"),
    (("Дочку зовут Поля.", "Лучшая подруга Поли — Самира.", "Самира играет на арфе."),
     "На чём играет подруга моей дочки?"),
    (("У папы есть брат Ульф.", "Ульф держит пчёл."), "Кого держит папин брат?"),
    (("Тася живёт с мужем Игорем.", "Игорь преподаёт математику."), "Что преподаёт муж Таси?"),
    (("Со мной работает коллега Белла.", "Кошку Беллы зовут Мисо.", "Мисо сбежал в воскресенье."),
     "Что случилось с кошкой моей коллеги?"),
    (("Моя племянница Лада учится в гимназии «Радуга».", "В «Радуге» уроки кончаются в три."),
     "Когда кончаются уроки в школе моей племянницы?"),
    (("Бабушкиного врача зовут Петров.", "Петров переезжает в Осло."), "Куда переезжает врач бабушки?"),
)  # fmt: skip


def worlds() -> Iterator[World]:
    """All worlds, the unseen ones last, English first."""
    for told, around in ((_ENGLISH, _AROUND_EN), (_RUSSIAN, _AROUND_RU)):
        for chain, beside, question in told:
            yield World(chain, (*beside, *around), question)
    for chain, question in _UNSEEN:
        yield World(chain, _AROUND_EN if question.isascii() else _AROUND_RU, question, unseen=True)


def fill(index: Index, embedder: Embedder, texts: Sequence[str], first_id: int = 1) -> None:
    """Put statements into an index as active memories."""
    for number, (text, encoded) in enumerate(zip(texts, embedder.encode(texts), strict=True), start=first_id):
        memory = Memory(
            id=number,
            text=text,
            kind=MemoryKind.FACT,
            tier=Tier.SHORT,
            status=Status.ACTIVE,
            confidence=0.9,
            importance=0.5,
            surprise=10.0,
            parts=NO_PARTS,
            learnt_at=_START + timedelta(hours=number),
            valid_from=None,
            valid_to=None,
            event_date=None,
            sources=(),
            language=language(text),
        )
        index.put_memory(memory, encoded)


def hits(embedder: Embedder, params: Params, some: Sequence[World] | None = None) -> Hits:
    """Ask each world's question in an index of its own.

    Args:
        embedder: makes the vectors.
        params: weights; ``without`` leaves systems out.
        some: which worlds, all if None.
    """
    asked = list(worlds()) if some is None else list(some)
    places, supported = [], 0
    for world in asked:
        index = Index(params, embedder)
        # Told apart from one another, in an order that has nothing to do with the chain's.
        between = (len(world.beside) + len(world.chain)) // len(world.chain)
        rest = iter(world.beside)
        texts: list[str] = []
        for told in reversed(world.chain):
            texts += [*itertools.islice(rest, between), told]
        fill(index, embedder, [*texts, *rest])
        found = Recall(index, embedder, params)(world.question)
        order = [item.text for item in found.items]
        places.append(order.index(world.chain[-1]) if world.chain[-1] in order else len(order))
        supported += found.support >= params.support_floor
    count = max(1, len(asked))
    return Hits(
        len(asked),
        sum(place == 0 for place in places) / count,
        sum(place < 3 for place in places) / count,
        supported / count,
    )
