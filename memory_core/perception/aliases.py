"""Names of one person or thing, read from a statement: "my sister Ann", "Robert, everyone calls him Bob".

Whoever is told once that the sister is Ann knows later that "Ann moved to Oslo" is about the sister. Only
plain forms count, English and Russian; a description ("my car, a red Fiesta") gives no name, somebody else's
sister is not the user's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from memory_core.perception.cues import fold
from memory_core.text.words import STOP, normalise, spans, stem

# role: English words; Russian words, the nominative first. A person may have several of a role: the words
# of one line mean the same, so that a Russian "сестра" is the "sister" that an English question asks for.
_ROLES_TEXT = """
    sister: sister, sis; сестра, сестренка, сестричка
    brother: brother, bro; брат, братик, братишка
    mother: mum, mom, mother, mama, mummy, mommy; мама, мать, матери, мамуля
    father: dad, father, papa, daddy; папа, отец, отца, папуля, батя
    daughter: daughter; дочь, дочка, дочери, доченька
    son: son; сын, сынок, сыновья
    wife: wife, missus; жена, супруга
    husband: husband, hubby; муж, супруг
    girlfriend: girlfriend; девушка
    boyfriend: boyfriend; парень, парня
    partner: partner, spouse; партнер
    bride: fiancee, fiancée; невеста
    groom: fiance, fiancé; жених
    grandmother: gran, granny, grandma, grandmother, nan, nana; бабушка, бабуля, баба
    grandfather: grandad, granddad, grandpa, grandfather; дедушка, дед, дедуля
    grandson: grandson; внук
    granddaughter: granddaughter; внучка
    aunt: aunt, auntie; тетя, тетка
    uncle: uncle; дядя
    cousin: cousin; кузен, кузина
    niece: niece; племянница
    nephew: nephew; племянник, племянника
    mother-in-law: mother-in-law; теща, свекровь
    father-in-law: father-in-law; тесть, свекор
    friend: friend, mate, bestie; друг, подруга, приятель, подружка
    flatmate: flatmate, roommate, housemate; сосед по комнате
    neighbour: neighbour, neighbor; сосед, соседка
    boss: boss, manager, supervisor; начальник, начальница, шеф, босс, руководитель
    colleague: colleague, coworker; коллега, сменщик, сменщица, напарник, напарница
    doctor: doctor, gp, physician; врач, терапевт
    dentist: dentist; стоматолог
    vet: vet; ветеринар
    therapist: therapist, psychologist; психолог
    teacher: teacher, tutor; учитель, учительница, репетитор
    coach: coach, trainer; тренер
    landlord: landlord, landlady; хозяйка, хозяин, арендодатель
    lawyer: lawyer, solicitor; адвокат, юрист
    nanny: nanny, childminder; няня
    cat: cat, kitten, tomcat; кот, кошка, котенок, котик, кота
    dog: dog, puppy, collie, labrador, terrier, spaniel; собака, пес, пса, щенок, щенка, такса, овчарка
    rabbit: rabbit; кролик
    parrot: parrot, budgie; попугай
    hamster: hamster; хомяк
    horse: horse, pony, mare; лошадь, конь
    tortoise: tortoise, turtle; черепаха
"""
_STAFF = frozenset(
    ("boss", "doctor", "dentist", "vet", "therapist", "teacher", "coach", "landlord", "lawyer", "nanny")
)
"""Roles whose "is" is followed by a name: "our vet is Dr Moss"; "my wife is Danish" names nobody."""
_PETS = frozenset(("cat", "dog", "rabbit", "parrot", "hamster", "horse", "tortoise"))
_OF_THE_HOUSE = _PETS | _STAFF
"""Roles that "the" is enough for: the cat, the vet."""
_UNOWNED = frozenset(
    ("mum", "mom", "mummy", "mommy", "dad", "daddy", "mama", "papa", "gran", "granny", "grandma", "nan",
     "nana", "grandpa", "grandad", "granddad", "missus", "hubby")
)  # fmt: skip
"""Words for relatives that need no "my"."""
_KIN = {"wife": "spouse", "husband": "spouse", "girlfriend": "spouse", "boyfriend": "spouse",
        "partner": "spouse", "bride": "spouse", "groom": "spouse"}  # fmt: skip
"""Roles that one person can have in turn: the girlfriend becomes the wife."""
_OLDER = frozenset(("older", "elder", "eldest", "oldest", "big", "старш"))
_YOUNGER = frozenset(("younger", "youngest", "little", "kid", "baby", "младш"))
_PASSED = frozenset(
    ("best", "dear", "own", "new", "current", "twin", "own", "лучш", "нов", "люб", "любим", "родн")
)

# The head of each line with its usual short forms. A short form may stand on several lines.
_SHORT_TEXT = """
    Robert: Bob, Rob, Bobby, Robbie | William: Will, Bill, Billy, Liam | James: Jim, Jimmy, Jamie
    John: Jack, Johnny | Richard: Rick, Dick, Rich, Ricky | Thomas: Tom, Tommy | Michael: Mike, Mick, Mikey
    Joseph: Joe, Joey | Edward: Ed, Eddie, Ted, Ned | Charles: Charlie, Chuck | Daniel: Dan, Danny
    Matthew: Matt | Anthony: Tony | Andrew: Andy, Drew | Alexander: Alex, Sandy, Sasha | David: Dave, Davy
    Alexandra: Alex, Sandra, Sasha, Lexi | Steven: Steve | Stephen: Steve | Christopher: Chris, Kit
    Christine: Chris, Tina, Chrissie | Benjamin: Ben, Benny | Samuel: Sam, Sammy | Samantha: Sam
    Nicholas: Nick, Nicky | Patrick: Pat, Paddy | Patricia: Pat, Patty, Tricia | Peter: Pete
    Henry: Harry, Hank | Harold: Harry | George: Georgie | Lawrence: Larry | Gregory: Greg | Jeffrey: Jeff
    Timothy: Tim | Kenneth: Ken, Kenny | Ronald: Ron, Ronnie | Donald: Don | Frederick: Fred, Freddie
    Albert: Al, Bert | Leonard: Len, Lenny, Leo | Theodore: Ted, Theo | Philip: Phil | Jonathan: Jon
    Joshua: Josh | Zachary: Zach | Nathaniel: Nate, Nat | Vincent: Vince | Raymond: Ray | Gerald: Gerry, Jerry
    Elizabeth: Liz, Lizzie, Beth, Betty, Eliza, Libby, Lisa | Margaret: Maggie, Meg, Peggy, Greta
    Katherine: Kate, Katie, Kathy, Kitty | Catherine: Kate, Katie, Cathy, Cate | Kathleen: Kathy, Kath
    Susan: Sue, Susie | Rebecca: Becky, Becca | Jennifer: Jen, Jenny | Jessica: Jess, Jessie
    Deborah: Deb, Debbie | Victoria: Vicky, Tori | Barbara: Barb, Babs | Eleanor: Ellie, Nell, Nora
    Isabella: Bella, Izzy | Abigail: Abby | Josephine: Jo, Josie | Joanna: Jo | Theresa: Terry, Tess
    Judith: Judy | Pamela: Pam | Cynthia: Cindy | Dorothy: Dot, Dottie | Frances: Fran | Gabrielle: Gabby
    Olivia: Liv, Livvy | Penelope: Penny | Philippa: Pippa | Rosemary: Rose, Rosie | Veronica: Ronnie
    Александр: Саша, Шура, Саня, Сашка, Сашенька | Александра: Саша, Шура, Сашенька, Сашка
    Алексей: Леша, Алеша, Лешка | Анастасия: Настя, Настенька, Ася | Анатолий: Толя, Толик
    Андрей: Андрюша, Дюша | Анна: Аня, Анечка, Нюра, Анюта | Антонина: Тоня | Антон: Тоша, Антоша
    Борис: Боря | Вадим: Вадик | Валентин: Валя | Валентина: Валя | Валерий: Валера | Варвара: Варя
    Василий: Вася | Вера: Верочка | Виктор: Витя | Виктория: Вика | Владимир: Вова, Володя, Вовка
    Владислав: Влад, Владик | Вячеслав: Слава | Галина: Галя | Геннадий: Гена | Георгий: Гоша, Жора
    Григорий: Гриша | Дарья: Даша, Дашенька | Дмитрий: Дима, Митя, Димка | Евгений: Женя | Евгения: Женя
    Екатерина: Катя, Катюша, Катенька | Елена: Лена, Леночка, Алена | Елизавета: Лиза | Иван: Ваня, Ванечка
    Игорь: Игорек | Илья: Илюша | Ирина: Ира, Ириша | Кирилл: Кирюша | Константин: Костя
    Ксения: Ксюша | Лариса: Лара | Лев: Лева | Леонид: Леня | Любовь: Люба | Людмила: Люда, Мила
    Максим: Макс | Маргарита: Рита | Марина: Мариша | Мария: Маша, Маруся, Машенька | Михаил: Миша, Мишка
    Надежда: Надя | Наталья: Наташа, Ната | Николай: Коля | Оксана: Ксана | Олег: Олежка | Ольга: Оля
    Павел: Паша | Петр: Петя | Полина: Поля | Роман: Рома | Светлана: Света | Семен: Сема | Сергей: Сережа
    Софья: Соня | София: Соня | Станислав: Стас, Слава | Степан: Степа | Тамара: Тома | Татьяна: Таня
    Тимофей: Тима | Федор: Федя | Юлия: Юля | Юрий: Юра | Яков: Яша | Ярослав: Ярик, Слава
"""
_NAME = (
    r"(?:(?:Dr|Mr|Mrs|Ms|Prof)\.? )?(?![A-Z]{4,}\b)[A-ZА-Я][\w-]+(?:'[A-Za-z]{2,})?"
    r"(?: (?!I'?\b)[A-ZА-Я][\w-]+){0,2}"
)
_QUOTED = r"[«\"“](?P<quoted>[^»\"”]{2,40})[»\"”]"
_NAMED = rf"(?:{_QUOTED}|(?P<name>{_NAME}))"
_ENDS = r"(?=$|'s(?!\w)|[^\w'’&-])"
_ENDINGS = frozenset(("а", "я", "у", "ю", "е", "и", "ы", "ой", "ей", "ою", "ею", "ом", "ем"))
"""What stands after the root of a Russian name in the other cases."""
_TITLES = frozenset(("dr", "mr", "mrs", "ms", "prof"))
_NOBODY_TEXT = """
    i we he she they it who the that this and you just has was is if when but so
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july
    august september october november december christmas easter
    он она они мы вы ты я это кто что если когда но так и а
"""
_NOBODY = frozenset(_NOBODY_TEXT.split())


@dataclass(frozen=True, slots=True)
class Role:
    """What somebody or something is to the user.

    ``key`` is the role's English name, or the stem of a noun outside the table; ``age`` is "older", "younger"
    or "". ``word`` is the noun as written.
    """

    key: str
    age: str
    word: str

    @property
    def line(self) -> str:
        """Roles of one line can be the same person's in turn."""
        return _KIN.get(self.key, self.key)


@dataclass(frozen=True, slots=True)
class Naming:
    """What one statement calls one person or thing: a role and its names, or at least two names.

    ``names`` are as written, the fullest first; a Russian name is in the nominative where it is a usual one.
    ``person`` says that a first name alone names it as well.
    """

    role: Role | None
    names: tuple[str, ...]
    person: bool


@lru_cache(maxsize=1)
def _roles() -> tuple[dict[str, str], dict[str, tuple[str, str]]]:
    """Stem of a word -> role; role -> its English and its Russian word."""
    keys: dict[str, str] = {}
    shown: dict[str, tuple[str, str]] = {}
    for line in filter(None, map(str.strip, _ROLES_TEXT.splitlines())):
        key, rest = line.split(": ", 1)
        english, russian = (part.split(", ") for part in rest.split("; "))
        shown[key] = (english[0], russian[0])
        for word in (*english, *russian):
            if " " not in word:
                keys.setdefault(stem(word), key)
    return keys, shown


@lru_cache(maxsize=1)
def _shorts() -> tuple[dict[str, frozenset[str]], dict[str, frozenset[str]], dict[str, tuple[str, ...]]]:
    """Head's stem -> stems of its line; a name's stem -> its heads; a stem -> names in the nominative."""
    lines: dict[str, frozenset[str]] = {}
    heads: dict[str, set[str]] = {}
    nominative: dict[str, tuple[str, ...]] = {}
    for line in re.split(r"\s*[|\n]\s*", _SHORT_TEXT.strip()):
        head, rest = line.split(": ", 1)
        members = [head, *rest.split(", ")]
        lines[stem(head)] = frozenset(map(stem, members))
        for name in members:
            heads.setdefault(stem(name), set()).add(stem(head))
            nominative[stem(name)] = (*nominative.get(stem(name), ()), name)
    return lines, {name: frozenset(found) for name, found in heads.items()}, nominative


def heads_of(name: str) -> frozenset[str]:
    """Stems of the full names that a name (given by its stem) may stand for, itself if it is one."""
    return _shorts()[1].get(name, frozenset())


def forms_of(head: str) -> frozenset[str]:
    """Stems of a full name and of its usual short forms; empty for a name outside the table."""
    return _shorts()[0].get(head, frozenset())


def nominative(name: str) -> str:
    """A usual Russian name in the nominative, any other as it is."""
    known = _shorts()[2].get(stem(name), ())
    if name.isascii() or name in known:
        return name
    for one in known:
        root = one[:-1] if one[-1] in "аяьй" else one
        if name.startswith(root) and name[len(root) :] in _ENDINGS:
            return one
    return name


def usual_names(text: str) -> frozenset[str]:
    """The usual first names that a text mentions with a capital, Russian ones in the nominative."""
    heads = _shorts()[1]
    return frozenset(
        nominative(text[start : start + len(word)])
        for start, _, word in spans(text)
        if text[start].isupper() and stem(word) in heads
    )


def role_word(key: str, language: str, written: str) -> str:
    """The word for a role in a language; a role outside the table stays as it was written."""
    shown = _roles()[1].get(key)
    return written if shown is None else shown[language == "ru"]


def role_words(key: str) -> tuple[str, ...]:
    """The stems of all words for a role of the table."""
    return tuple(one for one, role in _roles()[0].items() if role == key)


def role_of(word: str) -> str:
    """The role that a noun names: the table's, or the noun's stem."""
    one = stem(word)
    return _roles()[0].get(one, one)


def is_known_role(word: str) -> bool:
    """Whether a noun stands in the table of roles, in the singular in English."""
    one = normalise(word)
    return stem(one) in _roles()[0] and not (one.isascii() and one.endswith("s") and stem(one) != one)


def needs_no_owner(word: str, article: bool) -> bool:
    """Whether a role is the user's without "my": "mum", "the cat", any Russian one."""
    one = normalise(word)
    return one in _UNOWNED or not one.isascii() or (article and _roles()[0].get(stem(one)) in _OF_THE_HOUSE)


def age_of(word: str) -> str | None:
    """ "older" or "younger" for a word that sets sisters apart, "" for one that does not, None for others."""
    one = normalise(word)
    if one in _OLDER or stem(one) in _OLDER:
        return "older"
    if one in _YOUNGER or stem(one) in _YOUNGER:
        return "younger"
    return "" if one in _PASSED or stem(one) in _PASSED else None


def name_words(name: str) -> tuple[str, ...]:
    """Stems of a name's words, without title."""
    return tuple(stem(word) for _, _, word in spans(name) if word not in _TITLES)


_OWNING_TEXT = """
    my our мой моя мое моего моей моему мою моим наш наша наше нашего нашей нашему нашу нашим свой своя своего
    своей своему свою своим
"""
OWNING = frozenset(_OWNING_TEXT.split())
"""Words, normalised, that make the next noun the user's."""
_OTHERS_TEXT = """
    his her their your its его ее их твой твоя твоей твоего твою ваш ваша вашей вашего вашу
"""
OTHERS = frozenset(_OTHERS_TEXT.split())
"""Words, normalised, that make the next noun somebody else's."""

_MY = r"(?:\b[Mm]y |\b[Oo]ur )"
_OWN_RU = (
    r"(?i:(?<!\w)(?:мо[йяею]|моего|моей|моему|моим|наш(?:а|е|у|его|ей|ему|им)?|сво[йяею]|своего|своей|у меня|"
    r"у нас) )"
)
_NOT_WHOSE = r"(?!(?:мою|моего|нашу|нашего|его|ее|их|меня|тебя|нас|вас|нее|него|них)(?!\w))"
_ADJ = r"(?:[a-zа-я-]+ ){0,2}?"
_CALLED_RU = ("зовут", "звать", "зовет", "называется", "по имени", "по кличке")
_MINE = ("my ", "our ")
_MINE_RU = ("мо", "наш", "сво")
# Kind, words of which one must stand in the text in lower case (a cheap look before the pattern), pattern.
_PATTERNS = tuple(
    (kind, words, re.compile(pattern))
    for kind, words, pattern in (
        # "my wife is called Olesya", "missus is called Keziah", "I have a collie called Finn"
        (
            "called",
            ("called", "named", "name is", "name's", "зовут"),
            (
                rf"(?:{_MY}|^\W*(?:(?i:and|also|so|oh|btw),? )?|(?P<article>(?i:\b(?:an?|this|the) )))"
                rf"(?P<adj>{_ADJ})(?P<role>(?i:[a-z][a-z-]+))(?:,? who)?(?:'s| is| are)?(?: also| now)? "
                rf"(?i:called|named|name is|name's|зовут)(?: the)? {_NAMED}{_ENDS}"
            ),
        ),
        (
            "called",
            ("name is", "name's"),
            rf"{_MY}(?P<adj>{_ADJ})(?P<role>(?i:[a-z][a-z-]+))'s name(?: is|'s) {_NAMED}{_ENDS}",
        ),
        # "my sister Ann", "my son, Aarav,", "our vet, Dr Moss"
        ("known", _MINE, rf"{_MY}(?P<adj>{_ADJ})(?P<role>[a-z][a-z-]+) {_NAMED}{_ENDS}"),
        (
            "known",
            _MINE,
            (
                rf"{_MY}(?P<adj>{_ADJ})(?P<role>[a-z][a-z-]+)(?:,| -| –| —|:) {_NAMED}"
                rf"(?=$|[.;!?)]|,(?! (?:and|or|[A-Z]))| (?:who|is|has|will)\b)"
            ),
        ),
        # "our vet is Dr Moss", "Supervisor is Prof Marchetti"
        (
            "staff",
            (" is ", " is now ", "'s "),
            rf"(?:{_MY}|^\W*)(?P<adj>{_ADJ})(?P<role>[a-zA-Z][a-z-]+)(?: is|'s)(?: now)? {_NAMED}{_ENDS}",
        ),
        # "we have a cat, Tripod"
        (
            "pet",
            ("a ", "an ", "the "),
            rf"\b(?:an?|the) (?P<adj>{_ADJ})(?P<role>[a-z]+), {_NAMED}(?=$|[.,;!?)])",
        ),
        # "our boat, the Petrel"
        ("thing", _MINE, rf"{_MY}(?P<adj>{_ADJ})(?P<role>[a-z-]+), the {_NAMED}{_ENDS}"),
        # "Ann is my sister", "Olesya, my wife,"
        (
            "known",
            (" my ", " our "),
            (
                rf"(?<![\w'])(?P<name>{_NAME})(?: is|,|, who is|'s)(?: also)? (?:my|our) (?P<adj>{_ADJ})"
                rf"(?P<role>[a-z-]+)(?=$|[.,;!?)]| (?:and|from|who|in)\b)"
            ),
        ),
        # «сына зовут Егор», «сменщицу мою зовут Гузель», «лодка называется «Чайка»»
        (
            "called_ru",
            _CALLED_RU,
            (
                rf"(?<!\w)(?P<adj>)(?P<role>{_NOT_WHOSE}[А-Яа-я][а-я-]+)(?: (?:мою|моего|нашу|нашего))?"
                rf" (?:зовут|звать|зовется|называется|по имени|по кличке) {_NAMED}{_ENDS}"
            ),
        ),
        ("called", ("зовут",), rf"(?<!\w)(?i:зовут) {_OWN_RU}(?P<adj>)(?P<role>[а-я-]+) {_NAMED}{_ENDS}"),
        # «моя сестра Аня», «кот Персик», «начальник — Кирилл»
        (
            "known_ru",
            (),
            (
                rf"(?<!\w)(?P<adj>(?:[Сс]тарш\w+ |[Мм]ладш\w+ )?)(?P<role>[А-Яа-я][а-я-]+)"
                rf"(?:,? | [-–—] |: ){_NAMED}{_ENDS}"
            ),
        ),
        # «Олеся — моя жена»
        (
            "known",
            _MINE_RU,
            (
                rf"(?<!\w)(?P<name>{_NAME})(?: [-–—] |, )(?:это )?{_OWN_RU}(?P<adj>)(?P<role>[а-я-]+)"
                rf"(?=$|[.,;!?)])"
            ),
        ),
    )
)
_CAPITAL = re.compile("[A-ZА-ЯЁ]")
_CYRILLIC = re.compile("[а-яё]")
_OTHER_NAME = tuple(
    (words, re.compile(pattern))
    for words, pattern in (
        (
            ("call",),
            (
                rf"(?i:\b(?:every(?:one|body)|we|they|people|all|friends|i|who|family)(?: \w+)? calls?"
                rf"(?: (?:him|her|it))?(?: just)?) {_NAMED}{_ENDS}"
            ),
        ),
        (
            ("aka", "a.k.a", "known as", "goes by", "nicknamed", "or just", "or simply"),
            (
                r"(?i:\b(?:aka|a\.k\.a\.?|known as|goes by|nicknamed|or just|or simply)(?: the)?) "
                rf"{_NAMED}{_ENDS}"
            ),
        ),
        (
            (
                "для ",
                "она же",
                "он же",
                "по-домашнему",
                "сокращенно",
                "коротко",
                "просто",
                "прозвищу",
                "проще",
            ),
            (
                r"(?i:(?<!\w)(?:для (?:своих|друзей|близких|родных|семьи)|она же|он же|по-домашнему|"
                rf"сокращенно|коротко|(?:или )?(?:проще|просто)|по прозвищу))(?: просто)?(?: [-–—])? "
                rf"{_NAMED}{_ENDS}"
            ),
        ),
        (
            ("зовут", "зовем", "называют", "называем"),
            (
                r"(?i:(?<!\w)(?:все|мы|дома|друзья|родные) (?:(?:его|ее|дома|все) )*(?:зовут|зовем|"
                rf"называют|называем)(?: его| ее)?)(?: просто)? {_NAMED}{_ENDS}"
            ),
        ),
        (("for short",), rf"(?:,|\() ?(?P<name>{_NAME}) (?i:for short)"),
    )
)
_SHORT_FOR = re.compile(
    rf"(?<!\w)(?P<name>{_NAME}),?(?: \(|'s| is|,)? ?(?:short for|полное имя|полностью)(?: [-–—])? "
    rf"(?P<full>{_NAME}){_ENDS}"
)
_BRACKET = re.compile(rf"(?<!\w)(?P<full>{_NAME}) \((?P<name>[A-ZА-Я][\w-]+)\)")
_FIRST_NAME = re.compile(rf"(?:^|[.!?] )\W*(?P<name>{_NAME})(?:,|\s[-–—]|\s\(|\s(?:is|lives|has|was)\b)")


def namings(text: str) -> tuple[Naming, ...]:
    """What a statement calls whom, each person or thing once, in the order of the text.

    Args:
        text: a statement of the user's, English, Russian or mixed.
    """
    folded = fold(text)
    if not _CAPITAL.search(folded) or text.isupper():
        return ()
    found = sorted(_roles_and_names(folded), key=lambda one: one[0])
    merged: dict[tuple[str, ...], tuple[Role | None, list[str], bool]] = {}
    for _, role, name, person in found:
        merged.setdefault(name_words(name), (role, [name], person))
    for at, beside, name in _other_names(folded):
        full = beside or _antecedent(folded[:at], [one for one in found if one[0] < at])
        if full is None or name_words(full) == name_words(name):
            continue
        held = merged.pop(name_words(name), (None, [], True))
        entry = merged.setdefault(name_words(full), (held[0], [full], True))
        entry[1].append(name)
    return tuple(
        Naming(role, tuple(dict.fromkeys(names)), person)
        for role, names, person in merged.values()
        if role is not None or len(names) > 1
    )


def _roles_and_names(text: str) -> Iterator[tuple[int, Role, str, bool]]:
    """Each role with its name: ``(place, role, name, person)``."""
    lower = text.lower()
    russian = _CYRILLIC.search(text) is not None
    for kind, needed, pattern in _PATTERNS:
        if not (any(word in lower for word in needed) if needed else russian):
            continue
        for hit in pattern.finditer(text):
            groups = hit.groupdict()
            word, at = groups["role"], hit.start("role")
            known = is_known_role(word)
            if not _names_a_role(kind, word, known, article=bool(groups.get("article"))):
                continue
            if (word[0].isupper() and text[:at].strip()) or (kind[-2:] == "ru" and not _owned(text[:at])):
                continue
            age = _age(groups["adj"], kind)
            name = groups.get("quoted") or _clean(groups.get("name"))
            if age is None or not name:
                continue
            person = known and not groups.get("quoted") and kind != "thing"
            yield at, Role(role_of(word), age, word.lower()), name, person


def _names_a_role(kind: str, word: str, known: bool, *, article: bool) -> bool:
    """Whether a noun is one that a name may follow, in a pattern of a kind."""
    if normalise(word) in STOP | OTHERS | OWNING | _NOBODY or (word[0].isupper() and usual_names(word)):
        return False
    if kind == "staff":
        return role_of(word) in _STAFF
    if kind == "pet":
        return role_of(word) in _PETS
    if kind.startswith("known"):
        return known
    return known or not article  # "a film called Heat"


def _owned(before: str) -> bool:
    """Whether a Russian noun is the user's: nobody else's, by the words before it."""
    words = before.split()[-2:]
    if not words or words[-1][-1] in ".,;:!?—–-":
        return True
    last = normalise(words[-1])
    if last in OWNING or age_of(last) is not None or last in ("меня", "нас"):
        return True
    if last in OTHERS or is_known_role(last):
        return False
    if len(words) == 1:
        return True
    return normalise(words[0]) != "у" and not words[-1][0].isupper()


def _age(adjectives: str, kind: str) -> str | None:
    """What the words before a noun say of age; None when they may change whose it is."""
    found = ""
    for word in adjectives.split():
        age = age_of(word)
        if age is None:
            if kind.startswith("known") or word.endswith("'s"):
                return None
            continue
        found = age or found
    return found


def _clean(name: str | None) -> str | None:
    """A name without what follows it by chance; None if nothing is left."""
    if name is None:
        return None
    kept: list[str] = []
    for word in name.split():
        if normalise(word) in _NOBODY or normalise(word) in STOP:
            break
        kept.append(re.sub(r"'s$", "", word))
    while kept and normalise(kept[-1]) in _TITLES:
        kept.pop()
    if not kept:
        return None
    return nominative(kept[0]) if len(kept) == 1 else " ".join(kept)


def _other_names(text: str) -> Iterator[tuple[int, str | None, str]]:
    """Further names: ``(place, the name it stands beside if that is said, the further name)``."""
    lower = text.lower()
    for needed, pattern in _OTHER_NAME:
        for hit in pattern.finditer(text) if any(word in lower for word in needed) else ():
            name = hit.groupdict().get("quoted") or _clean(hit["name"])
            if name:
                yield hit.start(), None, name
    for hit in _SHORT_FOR.finditer(text) if "short for" in lower or "полн" in lower else ():
        full, name = _clean(hit["full"]), _clean(hit["name"])
        if full and name:
            yield hit.start(), full, name
    for hit in _BRACKET.finditer(text) if "(" in text else ():
        full, name = _clean(hit["full"]), _clean(hit["name"])
        if full and name and heads_of(stem(full.split()[0])) & heads_of(stem(name)):
            yield hit.start(), full, name


def _antecedent(before: str, found: Iterable[tuple[int, Role, str, bool]]) -> str | None:
    """Whom a further name belongs to: the last one named with a role, else who the sentence opens with."""
    last = max(found, key=lambda one: one[0], default=None)
    if last is not None:
        return last[2]
    opened = None
    for hit in _FIRST_NAME.finditer(before if before.endswith((",", " ", "(")) else f"{before} "):
        opened = _clean(hit["name"])
    return opened
