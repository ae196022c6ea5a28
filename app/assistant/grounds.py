"""What the user's own message allows a model to do: fixed before any model has read anything.

A model that is shown recalled notes, pasted documents or tools' results may be told by them to write or to
forget. So nothing of what a model says counts as a wish of the user's. What may be changed is read, by rules,
from the user's own words of this very message; a tool's arguments only point at something within that. Who
controls every other text in the prompt, and the model with it, can choose among what the user asked for and
nothing else.

Words are the user's own that are not pasted, quoted or code (``perception.own_words``). A wish counts only as
a sentence of its own ("Remember that ...", "..., запомни") in the first line of a message, before anything
pasted: an unmarked paste of one line cannot be told from a wish, one of several lines can. A message that
elsewhere gives orders in the manner of an injection allows nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from memory_core.perception.dates import find_dates
from memory_core.perception.own_words import foreign, sounds_injected
from memory_core.perception.questions import is_question_sentence
from memory_core.text.sentences import sentences
from memory_core.text.words import terms

_NAMED = 0.5
"""Share of the words that the user named which a text must hold to be what was meant."""
_KIN = 5
"""Letters from which on a stem that begins another is the same word's."""
_MOST_QUERY = 8
"""Content words of a search at most."""

_LEAD = (
    r"^\W*(?:(?:please|also|and|but|so|ok(?:ay)?|hey|hi|hello|mneme|oh|by the way|btw|well|now|yes|no|then|"
    r"пожалуйста|и|а|но|ну|так|да|нет|слушай|кстати|ещё|еще|тогда|привет|mneme|мнеме|мнема)[\s,!.:—–-]+)*"
    r"(?:(?:can|could|would|will) you (?:please )?|(?:i(?:'d| would) like|i want|i need) you to (?:please )?|"
    r"(?:можешь|можете|мог(?:ла|ли)? бы (?:ты|вы)|(?:я )?(?:хочу|прошу),? чтобы (?:ты|вы)|прошу)\s+)?"
    r"(?:please\s+|пожалуйста[\s,]+)?"
)
_REMEMBER = re.compile(
    _LEAD + r"(?:(?:remember|keep in mind|bear in mind|memori[sz]e|(?:make a )?note(?: down)?|"
    r"write (?:it |this |that )?down|(?:do not|don't|never) forget|"
    r"(?:save|store)(?= (?:this|that|it|to|in)\b|:))\b"
    r"(?!,? (?:when|how|the time|the days|me\b|us\b))|"
    r"(?:запомни(?:ть|те|л|ла|ли)?|запиши(?:те)?|записать|сохрани(?:те)?|не забудь(?:те)?|не забывай(?:те)?|"
    r"учти(?:те)?|имей(?:те)? в виду|помни(?:те)?|отметь(?:те)?)(?!\w))",
    re.IGNORECASE,
)
_REMEMBER_AFTER = re.compile(
    r"[,;.!:—–-]\s*(?:(?:please\s+)?(?:remember|note|keep in mind|save)(?: (?:that|this|it))?(?:,? please)?|"
    r"(?:пожалуйста[\s,]+)?(?:запомни|запиши|сохрани|учти|имей в виду)(?:те)?(?: это)?"
    r"(?:,? пожалуйста)?)\W*$",
    re.IGNORECASE,
)
_FORGET = re.compile(
    _LEAD + r"(?:(?P<plain>forget(?! to\b| it\b)|stop remembering|забудь(?:те)?|забыть|забыл[аи]?)(?!\w)|"
    r"(?:delete|erase|remove|drop|wipe|удали(?:те)?|сотри(?:те)?|убери(?:те)?|вычеркни(?:те)?)(?!\w)"
    r"(?=.*\b(?:memor\w+|what i|everything|you (?:know|remember)|note|памят\w*|запис\w*|что я|вс[её]|"
    r"воспоминани\w*)))",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"\b(?:everything|all|anything|whatever|what|memor(?:y|ies)|notes?)\b.*?\b(?:about|on|of|regarding|with)\b(?P<en>.+)"
    r"|^\W*(?:about)\b(?P<plain>.+)"
    r"|(?<!\w)(?:про|о|об|обо|насч[её]т)(?!\w)(?P<ru>.+)",
    re.IGNORECASE | re.DOTALL,
)
_EDIT = re.compile(
    _LEAD + r"(?:(?:from now on|in (?:the )?future|always|never|call me|address me|speak to me|"
    r"(?:put|add|write|change|update|edit|replace|remove|delete)\b.*"
    r"\b(?:core memory|always in mind|about me|your instructions)|"
    r"(?:don't|do not|stop) (?:call|address)(?:ing)? me|keep always in mind)\b|"
    r"(?:отныне|впредь|с этого (?:момента|дня)|всегда|никогда|называй(?:те)? меня|обращай(?:ся|тесь) ко мне|"
    r"не (?:называй(?:те)?|зови(?:те)?) меня|зови(?:те)? меня|"
    r"(?:добавь|запиши|внеси|измени|поменяй|замени|удали|убери)(?:те)?(?!\w).*"
    r"(?:основн\w+ памят\w+|всегда в уме|обо мне))(?!\w))",
    re.IGNORECASE,
)
_FIND = re.compile(
    _LEAD + r"(?:(?:find|search|look (?:up|for|through)|show me|tell me|list|check|"
    r"remind me (?:what|who|when|where|how))\b|"
    r"(?:найди|поищи|посмотри|покажи|перечисли|напомни|проверь|расскажи|скажи)(?:те)?(?!\w))",
    re.IGNORECASE,
)
_SAID = re.compile(
    r"\b(?:(?:did|have|had) i|i (?:have |had )?)(?: ever| once| last)? "
    r"(?:say|said|tell|told|write|written|wrote|mention(?:ed)?|ask(?:ed)?|talk(?:ed)?)\b|"
    r"(?<!\w)(?:говорил|писал|написал|сказал|рассказывал|рассказал|упоминал|упомянул|спрашивал)[аи]?(?!\w)",
    re.IGNORECASE,
)
_OF_THE_USER = re.compile(r"\b(?:the|this) users?\b|(?<!\w)пользовател", re.IGNORECASE)
"""Nobody calls themselves so: who does, speaks to the assistant about the one who talks with it."""
_FRAME = frozenset(
    terms(
        """remember keep mind bear memorise memorize note down write save store forget delete erase remove
        drop wipe please mneme said say saying tell told telling talk talked mention mentioned wrote write
        written everything anything whatever all know knew memory memories thing things stuff information
        notes entry
        want need like always now future call core block stop never
        запомни запомнить запомните запиши записать сохрани забудь забудьте забыть забывай учти имей виду
        помни помните отметь удали удалите сотри убери вычеркни пожалуйста сказал сказала сказали говорил
        говорила рассказал рассказала рассказывал рассказывала писал писала написал написала упоминал
        упоминала знаешь знаете помнишь память памяти запись записи воспоминание воспоминания хочу прошу
        можешь всё все то это мнеме отныне впредь всегда никогда момента называй обращайся блок"""
    )
)
"""Stems of the words that frame a wish and name nothing."""

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Statement:
    """Words of the user's own, at their place in a message."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Grounds:
    """What one message of the user's allows; all ranges are code points of its text.

    ``keep``: statements that the user wants remembered. ``keep_before``: the wish names none ("remember
    that"), so what was said just before is meant. ``named``: for each wish to forget, the stems of what it
    names, and the words as said where all about a topic is meant. ``always``: statements about what is to be
    in mind always. ``asks``: the user asks for something that may have to be looked up; ``looks``: for a
    search itself, of what was said or when. ``words``: stems of all own words. ``days``: days that it names.
    """

    keep: tuple[Statement, ...] = ()
    keep_before: bool = False
    named: tuple[tuple[frozenset[str], str], ...] = ()
    always: tuple[Statement, ...] = ()
    asks: bool = False
    looks: bool = False
    words: frozenset[str] = frozenset()
    days: tuple[date, ...] = ()

    @property
    def writes(self) -> bool:
        """Whether something may be changed."""
        return bool(self.keep or self.keep_before or self.named or self.always)


def grounds_of(text: str, at: datetime, before: Sequence[str] = ()) -> Grounds:
    """The grounds that a message gives.

    Args:
        text: the message as it stands in the diary.
        at: when it was said, aware: days are counted from there.
        before: the user's messages before it, whose words a search may use too.
    """
    pasted = foreign(text)
    own = [one for one in _sentences(text) if not _touches(one, pasted)]
    if any(sounds_injected(text[start:end]) for start, end in pasted):
        pasted = [(0, 0), *pasted]  # nothing after the start is asked for by the user alone
    said = frozenset(stem for one in own for stem in terms(one.text))
    for earlier in before:
        kept = [one for one in _sentences(earlier) if not _touches(one, foreign(earlier))]
        said |= frozenset(stem for one in kept for stem in terms(one.text))
    asks = any(is_question_sentence(one.text) or _FIND.search(_straight(one.text)) for one in own)
    days = tuple(hit.at.date() for one in own for hit in find_dates(one.text.replace("ё", "е"), at))
    wishes = _wishes(text, own, pasted)
    keep, keep_before = _to_keep(own, wishes)
    named = tuple(_named(one) for one in wishes if _FORGET.search(_straight(one.text)))
    always = tuple(one for one in wishes if _EDIT.search(_straight(one.text)))
    looks = asks and any(days or _FIND.search(_straight(one.text)) or _SAID.search(one.text) for one in own)
    return Grounds(keep, keep_before, tuple(one for one in named if one[0]), always, asks, looks, said, days)


def statements(text: str) -> tuple[Statement, ...]:
    """The user's own statements in a message: no questions, nothing pasted, nothing that says nothing."""
    pasted = foreign(text)
    return tuple(
        one
        for one in _sentences(text)
        if not _touches(one, pasted) and not is_question_sentence(one.text) and _content(one.text)
    )


def nearest(text: str, among: Sequence[Statement]) -> Statement | None:
    """The statement that a model's words point at: the one with most of them, if it has half of them."""
    wanted = set(terms(text)) - _FRAME or set(terms(text))
    best = max(among, key=lambda one: len(wanted & set(terms(one.text))), default=None)
    if best is None or not wanted:
        return None
    return best if len(wanted & set(terms(best.text))) >= _NAMED * len(wanted) else None


def is_named(named: frozenset[str], text: str) -> bool:
    """Whether a text is about what the user named: it holds half of those words."""
    return bool(named) and shared(named, text) >= _NAMED * len(named)


def shared(named: frozenset[str], text: str) -> int:
    """How many of the named stems a text holds; "allergy" is held by "allergic"."""
    held = set(terms(text))
    return sum(one in held or any(_kin(one, other) for other in held) for one in named)


def _kin(one: str, other: str) -> bool:
    return min(len(one), len(other)) >= _KIN and (one.startswith(other) or other.startswith(one))


def may_search(grounds: Grounds, query: str) -> bool:
    """Whether a search is the user's own: they ask for something, and it uses their words."""
    wanted = set(terms(query))
    return grounds.asks and len(wanted) <= _MOST_QUERY and bool(wanted & (grounds.words - _FRAME))


def _content(text: str) -> set[str]:
    return set(terms(text)) - _FRAME


def _sentences(text: str) -> list[Statement]:
    return [Statement(start, end, text[start:end]) for start, end in sentences(text)]


def _touches(one: Statement, ranges: Sequence[Range]) -> bool:
    return any(start < one.end and one.start < end for start, end in ranges)


def _straight(text: str) -> str:
    return text.replace("’", "'").replace("ʼ", "'")


def _wishes(text: str, own: Sequence[Statement], pasted: Sequence[Range]) -> list[Statement]:
    """Sentences that may hold a wish."""
    reach = min((start for start, _ in pasted), default=len(text))
    body = text.lstrip()
    reach = min(reach, len(text) - len(body) + len(body.partition("\n")[0]))
    wishes = [
        one
        for one in own
        if one.start < reach
        and not _OF_THE_USER.search(one.text)
        and any(
            pattern.search(_straight(one.text)) for pattern in (_REMEMBER, _REMEMBER_AFTER, _FORGET, _EDIT)
        )
    ]
    others = [one.text for one in own if one not in wishes]
    return [] if any(sounds_injected(other) for other in others) else wishes


def _to_keep(own: Sequence[Statement], wishes: Sequence[Statement]) -> tuple[tuple[Statement, ...], bool]:
    asked = [one for one in wishes if _wants_kept(one.text)]
    if not asked:
        return (), False
    told = [one for one in asked if len(_content(one.text)) > 1]
    if not told:  # "My flight is at nine. Remember that."
        first = asked[0].start
        told = [one for one in own if one.end <= first and _content(one.text) and not _is_other(one.text)]
    return tuple(told), not told


def _wants_kept(text: str) -> bool:
    plain = _straight(text)
    if _REMEMBER_AFTER.search(plain):
        return True
    return bool(_REMEMBER.search(plain)) and not (plain.rstrip().endswith("?") and not _polite(plain))


def _polite(text: str) -> bool:
    """ "Can you remember that ...?" asks for it; "Remember the party?" does not."""
    return bool(
        re.search(r"\b(?:can|could|would|will) you\b|(?<!\w)(?:можешь|можете|мог\w* бы)", text, re.IGNORECASE)
    )


def _is_other(text: str) -> bool:
    return is_question_sentence(text) or bool(_FORGET.search(_straight(text)))


def _named(one: Statement) -> tuple[frozenset[str], str]:
    plain = _straight(one.text)
    hit = _FORGET.search(plain)
    rest = plain[hit.end() :] if hit else plain
    about = _ABOUT.search(rest)
    topic = next((group for group in about.groups() if group), "") if about else ""
    return frozenset(_content(topic or rest)), " ".join(topic.split()).strip(" .!?,;:«»\"“”'")
