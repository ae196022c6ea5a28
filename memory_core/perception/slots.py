"""Subject, attribute and value of plain single-valued statements: home, employer, phone, doctor, name, ...

Only attributes of which a person has one at a time stand here; sisters, hobbies and pets are many and never
replace each other.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from memory_core.perception.cues import fold
from memory_core.perception.shapes import numbers

USER = "user"

# "my X is ...", "мой X — ...": attribute -> words for it
_ROLES_EN = {
    "boss": "boss|manager|line manager|supervisor",
    "doctor": "gp|doctor|physician",
    "dentist": "dentist",
    "landlord": "landlord|landlady",
    "bank": "bank",
    "partner": "partner|wife|husband|boyfriend|girlfriend|fianc[eé]e?",
    "supplier": "(?:\\w+ )?supplier",
    "phone": "(?:mobile|phone|cell|telephone)(?: number)?|number",
    "email": "e-?mail(?: address)?",
    "address": "(?:home |postal |new )?address",
    "birthday": "birthday",
    "gym": "gym",
    "blood type": "blood (?:type|group)",
    "rent": "rent",
    "mortgage": "mortgage(?: payment)?",
    "salary": "salary",
    "weight": "weight",
    "height": "height",
    "shoe size": "shoe size",
    "employer": "employer|company",
    "job": "job|job title|occupation|profession",
    "car": "car",
    "provider": "(?:internet |phone |mobile |energy )?provider",
    "locker": "locker(?: number)?",
    "desk": "desk(?: number)?",
    "flat": "flat number",
}
_ROLES_RU = {
    "boss": "начальни(?:к|ца)|шеф|босс|руководител(?:ь|ьница)",
    "doctor": "терапевт|врач|лечащий врач|участковый",
    "dentist": "стоматолог|зубной(?: врач)?",
    "landlord": "хозяй(?:ка|ин)(?: квартиры)?|арендодатель",
    "bank": "банк",
    "partner": "муж|жена|парень|девушка|невеста|жених",
    "supplier": "поставщик",
    "phone": "(?:номер )?телефона?|номер|мобильный",
    "email": "почта|e-?mail|имейл|электронная почта",
    "address": "адрес",
    "birthday": "день рождения",
    "blood type": "группа крови",
    "rent": "аренда|квартплата",
    "mortgage": "(?:платеж по )?ипотек[аеи]",
    "salary": "зарплата",
    "weight": "вес",
    "height": "рост",
    "shoe size": "размер (?:обуви|ноги)",
    "employer": "работодатель|фирма|компания",
    "job": "должность|работа|профессия",
    "car": "машина",
    "provider": "провайдер",
    "desk": "стол",
    "flat": "номер квартиры",
}
_ROLE_EN = r"""
    (?i:\b(?:my|our) (?:(?:new|current|actual|best) )?(?:<ROLE>)(?:'s called|'s| is| are|:|,)? ?
    (?:(?:is|are) )?(?:now |actually |currently |still |again )?(?:called |named |a |an )?)<VALUE>
"""
_ROLE_RU = r"""
    (?i:(?<!\w)(?:мо[йяе]|наш(?:а|е)?|у меня) (?:нов\w+ )?(?:<ROLE>)(?: теперь| сейчас)?
    (?: зовут|:| [—–-])? ?(?:теперь )?)<VALUE>
"""

# Parts of the patterns below. Values keep their case: a place or a company begins with a capital.
_PARTS = {
    "VALUE": r"(?P<value>[^,.;!?()\n]{2,60})",
    "PLACE": r"(?P<value>(?:[A-Z][\w'’-]*|[a-z]+(?=$|[,.!;]))(?:[ -](?:[A-Z][\w'’-]*|on|upon|de|la))*)",
    "COMPANY": r"(?P<value>[A-ZА-ЯЁ][\w'’&-]*(?: (?:[A-ZА-ЯЁ&][\w'’-]*|of|and))*)",
    "MESTO": r"(?P<value>(?:«[^»]+»|[A-ZА-ЯЁ][\w-]+(?:[ -][A-ZА-ЯЁ][\w-]+)*))",
    "NAME": r"(?P<value>[A-ZА-ЯЁ][\w-]+(?: [A-ZА-ЯЁ][\w-]+)*)",
    "SOON": r"(?: (?:now|just|finally|recently|currently|also|both|all))*",
    # A past tense names no person in Russian: it is the speaker's only beside "я", "мы" or as the first word.
    "MINE": r"""(?:^|[.!?:] ?|(?<!\w)(?:я|мы|сама?)(?: с \w+)? )
        (?:(?:теперь|сейчас|наконец|недавно|я|мы|уже|все) )*""",
    "WHO": r"(?P<who>(?:[Mm]y )?[A-Za-z]+(?: [A-Z]\w+)?)",
    "KTO": r"(?P<who>(?!(?:Мо[йяие]|Наша?|Наши|Сво[йяи]|Тво[йяи]|Ваш[аи]?|Е[ег]о?|Их)(?!\w))[А-ЯЁ][а-я]+)",
}
# (attribute, pattern); a pattern with a "who" speaks of that person, the others of the speaker
_PATTERNS = (
    ("email", r"(?i:\be-?mail\b)[^.!?]{0,30}?(?P<value>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"),
    (
        "home",
        r"""(?i:\b(?:i|we)(?:'m|'ve|'re|m|ve| am| have| are)?<SOON>
        (?: live| living| based| moved| relocated| settled| moving)(?: now)? (?:in|to)) <PLACE>""",
    ),
    ("home", r"(?i:\b(?:(?:my|our) )?home (?:town |city )?is(?: now)?) <PLACE>"),
    (
        "home",
        r"(?i:\b(?:(?:my|our|the) )?new (?:place|home|flat|house|apartment) is(?: now)?(?: in)?) <NAME>",
    ),
    ("home", r"(?i:^\W*(?:also |and )?(?:i'?m |i am )?(?:from [\w ]{2,30},? )?(?:now )?living in) <PLACE>"),
    (
        "home",
        r"""(?i:(?:(?<!\w)(?:живу|живем|переезжаю|переезжаем)|<MINE>(?:переехал[аи]?|перебрал\w+|обосновал\w+))
         (?:теперь |сейчас |жить )?(?:в|во|на)) <MESTO>""",
    ),
    (
        "employer",
        r"""(?i:\b(?:i|we)(?:'m|'ve|m|ve| am| have)?<SOON> (?:(?:work(?:ing)?|drive|driving|fly|teach|
        cook|consult|started|got a job|employed)(?: now| today| work)? (?:at|for|with)|
        joined)(?: the)?) <COMPANY>""",
    ),
    ("employer", r"(?i:(?:^|[.!?:] |\band )started (?:work )?(?:at|with)) <COMPANY>"),
    ("employer", r"(?i:(?:^|[.!?:] |\b(?:and|i|i've|just) )(?:signed (?:on )?with|was hired by)) <COMPANY>"),
    (
        "employer",
        r"""(?i:(?:(?<!\w)работаю|<MINE>(?:устроил(?:ся|ась)|перешел|перешла|вышел на работу|вышла на работу))
         (?:\w+ом |\w+ем |теперь |сейчас |работать )?(?:в|во|на)) <MESTO>""",
    ),
    ("weight", r"(?i:\bi weigh(?: now| about)?|(?<!\w)(?:я )?(?:теперь )?вешу) (?P<value>\d+[^,.;!?]{0,8})"),
    ("name", r"(?i:\bmy name is|\bmy name'?s|\bi'm called|\bi am called) <NAME>"),
    ("name", r"(?<!\w)(?i:(?:зовут меня|меня зовут|мое имя)(?: [—–-])?) <NAME>"),
    ("address as", r"\b(?i:(?:call|address) me (?:just |simply )?)(?P<value>[\w-]+)"),
    ("address as", r"(?<!\w)(?i:(?:зови|называй)(?:те)?(?: меня)?(?: просто| лучше)?) <NAME>"),
    (
        "home",
        r"""\b<WHO>(?:'s| has| have| is| are)?<SOON>
        (?: lives?| living| moved| based)(?: now)? (?:in|to) <PLACE>""",
    ),
    (
        "employer",
        r"""\b<WHO>(?:'s| has| is)?<SOON>
        (?: works| working| started| joined| got a job)(?: now)? (?:at|for|with)(?: the)? <COMPANY>""",
    ),
    (
        "home",
        r"""(?<!\w)<KTO>(?: \w+)?,? (?:теперь |сейчас |\w+ \w+ )?(?:живет|переехала?|перебрал\w+)
         (?:теперь |сейчас )?(?:в|во|на) <MESTO>""",
    ),
    (
        "employer",
        r"""(?<!\w)<KTO> (?:теперь |сейчас )?(?:работает|устроил(?:ся|ась)|перешел|перешла)
         (?:теперь )?(?:в|на) (?:\w+ )?<MESTO>""",
    ),
)
_NAMED = frozenset(
    (
        "boss", "doctor", "dentist", "landlord", "bank", "partner", "supplier", "employer", "gym", "provider",
        "job", "car",
    )
)  # fmt: skip
"""Attributes whose value is a name."""
_FIGURED = frozenset(
    (
        "address", "birthday", "rent", "mortgage", "salary", "weight", "height", "shoe size", "locker",
        "desk", "flat",
    )
)  # fmt: skip
"""Attributes whose value holds a number."""
_FULL_NAME = re.compile(
    r"(?:(?:Dr|Mr|Mrs|Ms|Prof)\.? )?[A-ZА-ЯЁ][\w&'’-]*(?: (?:(?:of|and|&) )?[A-ZА-ЯЁ][\w'’-]*)*"
)
_CALENDAR = re.compile(
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?|january|february|march|april|may|june|july|august|"
    r"september|october|november|december)\b",
    re.IGNORECASE,
)
_NOBODY = frozenset(
    ("i", "we", "he", "she", "they", "it", "who", "the", "that", "this", "and", "you", "just", "has",
     "он", "она", "я", "мы")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Slot:
    """One attribute of one subject: ``("user", "home", "Oslo")``."""

    subject: str
    attribute: str
    value: str


@lru_cache(maxsize=1)
def _rules() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """(attribute, pattern), in the order in which they are tried."""
    roles = [(attribute, _ROLE_EN.replace("<ROLE>", words)) for attribute, words in _ROLES_EN.items()]
    roles += [(attribute, _ROLE_RU.replace("<ROLE>", words)) for attribute, words in _ROLES_RU.items()]
    return tuple((attribute, _compiled(pattern)) for attribute, pattern in (*roles, *_PATTERNS))


def _compiled(pattern: str) -> re.Pattern[str]:
    # A line's leading space counts when it is one more than the indentation, a multiple of four.
    for name, part in _PARTS.items():
        pattern = pattern.replace(f"<{name}>", part)
    return re.compile(re.sub(r"\n(?:    )*", "", pattern))


def _plausible(attribute: str, value: str) -> bool:
    """Whether a value is of the attribute's sort: "my boss is ill" names no boss."""
    if attribute in _NAMED:
        return value[0].isupper()
    if attribute == "home":
        return not _CALENDAR.match(value)
    if attribute == "phone":
        return sum(letter.isdigit() for letter in value) >= 5
    if attribute in _FIGURED:
        return bool(numbers(value))
    return attribute != "email" or "@" in value


def find_slot(text: str, speaker: str = USER) -> Slot | None:
    """The first single-valued attribute that a statement gives a value to.

    Args:
        text: the statement.
        speaker: whose "my" and "I" it is.
    """
    folded = fold(text)
    for attribute, pattern in _rules():
        hit = pattern.search(folded)
        if not hit:
            continue
        value = hit.group("value").strip(" -—–:\"«»'")
        name = _FULL_NAME.match(value) if attribute in _NAMED else None
        value = name.group() if name else value
        if len(value) < 2 or value.lower() in _NOBODY or not _plausible(attribute, value):
            continue
        who = hit.groupdict().get("who")
        if who is None:
            return Slot(speaker, attribute, value)
        who = who.lower().removeprefix("my ").strip()
        if len(who) >= 3 and who.split()[0] not in _NOBODY:
            return Slot(who, attribute, value)
    return None
