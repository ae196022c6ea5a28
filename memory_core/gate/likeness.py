"""How a statement and a memory resemble and contradict each other: topic, values, polarity, people."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from memory_core.perception import cues, shapes
from memory_core.text.sentences import sentences
from memory_core.text.words import STOP, stem, words
from memory_core.types import Candidate, Memory

Idf = Callable[[str], float]
"""How rare a stem is, in nats."""

_DAY = re.compile(
    r"\b(mon|tues|wednes|thurs|fri|satur|sun)days?\b|(?<!\w)(понедельник|вторник|сред(?=[ауыеы])|четверг|"
    r"пятниц|суббот|воскресень)\w*",
    re.IGNORECASE,
)
_SHORT = r"(?:mon|tues?|wed|thu(?:rs?)?|fri|sat|sun)"
_SHORT_DAYS = re.compile(  # "sat" and "sun" are words of their own: two in a row are days
    rf"(?<!\w){_SHORT}(?:(?:\s*[,/&–-]\s*|\s+(?:and|to|и)\s+|\s+){_SHORT})+(?!\w)", re.IGNORECASE
)
_SHORT_DAY_RU = re.compile(r"(?<!\w)(?:пн|вт|ср|чт|пт|сб|вс)(?!\w)", re.IGNORECASE)
_DAYS = {
    name: names.split()[0]
    for names in (
        "mon понед пн",
        "tue вторн вт",
        "wed сред ср",
        "thu четв чт",
        "fri пятн пт",
        "sat субб сб",
        "sun воскр вс",
    )
    for name in names.split()
}
_MONTH = re.compile(
    r"\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)(?:uary|ruary|ch|il|e|y|ust|t|tember|ober|"
    r"ember)?\b|"
    r"(?<!\w)(?:(?:январ|феврал|апрел|июн|июл|сентябр|октябр|ноябр|декабр)(?:[ьяею]|ем)|"
    r"(?:март|август)(?:[аеу]|ом)?|ма(?:[йяею]|ем))(?!\w)",
    re.IGNORECASE,
)
_MONTHS = {
    name: names.split()[0]
    for names in (
        "jan янв",
        "feb фев",
        "mar мар",
        "apr апр",
        "may май мая мае маю",
        "jun июн",
        "jul июл",
        "aug авг",
        "sep сен",
        "oct окт",
        "nov ноя",
        "dec дек",
    )
    for name in names.split()
}
_NOT = re.compile(
    r"\b(?:not|no|never|don'?t|doesn'?t|isn'?t|aren'?t|can'?t|won'?t|didn'?t|any ?more|without|quit|"
    r"stopped|gave up|given up|sold|cancel\w*|off)\b|"
    r"(?<!\w)(?:не|нет|ни|никогда|больше не|без|бросил\w*|перестал\w*|завязал\w*|продал\w*|отмен\w*|"
    r"сорвал\w*)(?!\w)",
    re.IGNORECASE,
)
# Words that say how a statement is meant, or when, and so are no topic two statements could share.
_FRAME_TEXT = """
    know say said tell told mention actually really just also still again now new old change changed
    move moved switch switched day time week month year today tomorrow yesterday morning evening night
    good well much many lot little get got go going come thing make made take took use used want like
    love need people name called way sorry wait meant please remember note yes number start started
    measure year usual usually always never every away back home ever mean told any more confession news
    mr mrs ms dr prof doctor знать говорить сказать теперь снова опять новый старый день время неделя
    месяц год сегодня завтра вчера утро вечер хороший очень много мало дело человек имя звать запомнить
    пожалуйста идти ехать хотеть любить номер раз просто вообще
"""
_FRAME = frozenset(_FRAME_TEXT.split())


@lru_cache(maxsize=1)
def _frame_stems() -> frozenset[str]:
    return frozenset(stem(word) for word in _FRAME)


@lru_cache(maxsize=4096)
def topic(text: str) -> frozenset[str]:
    """Stems that say what a text is about: no stop words, frame words, numbers, weekdays or months."""
    return frozenset(
        stem(word)
        for word in words(text)
        if word not in STOP
        and not word[0].isdigit()
        and word not in shapes.NUMBER_WORDS
        and stem(word) not in _frame_stems()
        and not _DAY.fullmatch(word)
        and not _MONTH.fullmatch(word)
    )


@lru_cache(maxsize=4096)
def values_by_kind(text: str) -> dict[str, frozenset[str]]:
    """The comparable values of a text: clock times, other numbers, weekdays, months, contacts."""
    folded = cues.fold(text)
    clock = frozenset(re.sub(r"\s", "", value.lower()).replace(".", ":") for value in shapes.times(folded))
    emails, phones = shapes.emails(folded), shapes.phones(folded)
    rest = folded
    for one in (*emails, *phones):
        rest = rest.replace(one, " ")
    plain = (
        frozenset(shapes.values(rest))
        - clock
        - frozenset(re.sub(r"\s", "", t.lower()) for t in shapes.times(rest))
    )
    contact = frozenset(emails) | frozenset(re.sub(r"\D", "", phone) for phone in phones)
    if re.search(r"(?<!\w)один(?!\w)|(?<!\w)одна(?!\w)|\bonly one\b|\bone left\b", folded, re.IGNORECASE):
        plain |= {"1"}
    return {
        "clock": clock,
        "number": plain,
        "day": _weekdays(folded),
        "month": _months(folded),
        "contact": contact,
        "name": frozenset(stem(name) for name in shapes.people_and_places(text)),
    }


def _weekdays(folded: str) -> frozenset[str]:
    """Days of the week as numbers, the same in both languages, written out or in short lists ("tue/thu")."""
    found = [hit.group().lower() for hit in _DAY.finditer(folded)]
    for hit in _SHORT_DAYS.finditer(folded):
        found += re.findall(_SHORT, hit.group().lower())
    found += [hit.group().lower() for hit in _SHORT_DAY_RU.finditer(folded)]
    return frozenset(at for name, at in _DAYS.items() for one in found if _begins(one, name))


def _begins(word: str, name: str) -> bool:
    return word == name if len(name) == 2 else word.startswith(name)


def _months(folded: str) -> frozenset[str]:
    return frozenset(_MONTHS[hit.group().lower()[:3]] for hit in _MONTH.finditer(folded))


@dataclass(frozen=True, slots=True)
class Known:
    """A memory that recall found for a candidate, and how they compare.

    ``cosine`` is calibrated (-1..1), ``late`` 0..1. ``covered`` is the share (0..1, weighted by rarity) of
    the candidate's content stems that the memory holds; ``covers`` the share of the memory's that the
    candidate holds.
    """

    memory: Memory
    cosine: float
    late: float
    covered: float
    covers: float
    shared: frozenset[str]


def compare(candidate_text: str, memory: Memory, cosine: float, late: float, idf: Idf) -> Known:
    """Measure a memory against a candidate's text."""
    mine, theirs = topic(candidate_text), topic(memory.text)
    shared = alike(mine, theirs)
    weight = {one: 1.0 + max(0.0, idf(one)) for one in mine | theirs}  # in a young vault every idf is small
    total, other = sum(weight[one] for one in mine), sum(weight[one] for one in theirs)
    common = sum(weight[one] for one in shared)
    return Known(
        memory, cosine, late, common / total if total else 0.0, common / other if other else 0.0, shared
    )


def alike(mine: frozenset[str], theirs: frozenset[str]) -> frozenset[str]:
    """Stems of ``mine`` that ``theirs`` has too. A stemmer may cut one form of a word deeper than another, so
    stems of four letters and more that differ by an ending of two at most count as one."""
    near = {
        one
        for one in mine - theirs
        if len(one) >= 4
        and any(
            len(o) >= 4 and abs(len(o) - len(one)) <= 2 and (o.startswith(one) or one.startswith(o))
            for o in theirs
        )
    }
    return (mine & theirs) | frozenset(near)


def names_shared(candidate: str, memory: str) -> bool:
    """Whether the candidate speaks of somebody or something that the memory names."""
    return bool(topic(candidate) & values_by_kind(memory)["name"])


def differing(candidate: str, memory: str) -> set[str]:
    """Kinds of values that both texts have and of which the candidate brings one that the memory lacks."""
    mine, theirs = values_by_kind(candidate), values_by_kind(memory)
    return {kind for kind, new in mine.items() if new and theirs[kind] and new - theirs[kind]}


_CLAUSES = re.compile(r"[,;:](?!\d)| [—–-] ")
_ANNOUNCING = ("change", "ended", "replaced", "correction", "cancel", "resume", "emphasis")


@lru_cache(maxsize=1024)
def focus(text: str, cue: str) -> frozenset[str]:
    """Topic of the clauses of a text that hold a cue, the announcing words left out: what it is that
    changed."""
    found: frozenset[str] = frozenset()
    clauses = (clause for start, end in sentences(text) for clause in _CLAUSES.split(text[start:end]))
    for clause in clauses:
        part = cues.fold(clause)
        if not cues.has(cue, part):
            continue
        for announcing in _ANNOUNCING:
            while hit := cues.find(announcing, part):
                part = part[: hit.start()] + " " + part[hit.end() :]
        found |= topic(part)
    return found


def brings_new(candidate: str, memory: str) -> bool:
    """Whether the candidate holds a value or name that the memory lacks."""
    mine, theirs = values_by_kind(candidate), values_by_kind(memory)
    return any(new - theirs[kind] for kind, new in mine.items())


def polarity_differs(candidate: str, memory: str) -> bool:
    """One of them denies, the other does not."""
    return bool(_NOT.search(cues.fold(candidate))) != bool(_NOT.search(cues.fold(memory)))


def people_differ(candidate: Candidate, memory: Memory) -> bool:
    """Whether they plainly speak of different people: each names a relative, and not the same."""
    if candidate.attribute and candidate.attribute == memory.attribute:
        return not same_subject(candidate.subject, memory.subject)
    return people_differ_in(candidate.text, memory.text)


def people_differ_in(one: str, other: str) -> bool:
    """Whether each text names a relative, and not the same."""
    mine, theirs = _relatives(one), _relatives(other)
    return bool(mine and theirs and not mine & theirs)


def same_subject(one: str | None, other: str | None) -> bool:
    """Whether two subjects may be the same: "fintan" and "brother fintan" are."""
    a, b = (frozenset(stem(word) for word in words(subject or "")) for subject in (one, other))
    return a <= b or b <= a


@lru_cache(maxsize=4096)
def _relatives(text: str) -> frozenset[str]:
    hit = cues.find("kin", cues.fold(text))
    return (
        frozenset(stem(word) for word in words(hit.group())) - _frame_stems() - {stem("my"), stem("our")}
        if hit
        else frozenset()
    )
