"""What a statement is about, set against what a memory is about: one frame often holds many things.

"The doctor changed my metformin" and "... my levothyroxine" share a sentence and no matter. What counts is the
words that carry the matter: neither those that tell how things stand (takes, costs, favourite, kind of), nor
the announcing ones, nor figures. If each side has such words that the other lacks, beyond the one that a change
puts in place of another, they speak of two things.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from memory_core.gate.announcing import unannounced
from memory_core.gate.likeness import Known, alike, differing, topic
from memory_core.text.words import stem, words

_FIXED = frozenset(("clock", "number", "day", "month", "contact"))
_MOST = 2
"""Contrasts that count."""

# Words that tell how things stand, or how much, and so are not what a statement is about.
_CARRIER_TEXT = """
    favourite favorite kind sort type best prefer preferred enjoy adore hate doctor dose take takes taking
    give given feed fed eat eats eating ate drink drank water watered pay paid pays cost costs charge price
    meet meets rehearse start begin began open opens close run runs sleep slept live work play ride
    paint painted hold held end put set keep kept buy bought sit stand stay send bring wear visit do look feel
    goes gets gone went think hope ask talk write read have hang store stored happen contain arrive arriving leave
    plan every each once twice daily weekly monthly afternoon weekend today evening o'clock
    euro pound dollar hour minute mg gram kilo kg km ml cm percent quid lot one two three
    любимый любимая любимое люблю обожаю нравиться нравится предпочитаю вид сорт тип доза дозу врач доктор
    принимаю принимать пью пить пьет ем есть ест едим даю дает кормлю кормим поливаю поливать плачу платим
    платит стоит стоить собирается собираемся собираются хожу ходит ходим езжу ездит живу живет живут работаю
    работает играю играет сплю спит красить покрасить покрашен называется зовут звать речь больше всего
    каждый каждую каждое мг кг грамм рубль тысяча час минута процент делаю делает беру берет купил купила
    поставил поставила находится лежит лежат стоят учится учусь занимаюсь занимается встречаемся начинается
    начинаем кончается едем еду стал стала держу держит хочу велел сказал план планы вечером утром днем ночь выходные
"""


@lru_cache(maxsize=1)
def _carriers() -> frozenset[str]:
    return frozenset(stem(word) for word in _CARRIER_TEXT.split())


@dataclass(frozen=True, slots=True)
class Contrast:
    """How what a statement is about stands to what a memory is about; shares and levels 0..1.

    ``anchor`` is how rare the rarest word of both is that both have (0: they have none in common), against the
    rarest of all; ``theme`` whether the first word of one's matter stands in the other; ``missing`` the share
    of the statement's matter that the memory lacks; ``swapped`` how many contrasts there are beyond what a
    change replaces, ``contrasts`` how many in all, ``aligned`` those in the same place of the same frame.
    ``both`` are the words of the statement's matter that the memory has.
    """

    both: frozenset[str]
    anchor: float
    theme: float
    missing: float
    swapped: float
    contrasts: float
    aligned: float


@lru_cache(maxsize=4096)
def carried(text: str) -> tuple[str, ...]:
    """The stems of the words that say what a text is about, in order."""
    of = topic(text) - _carriers()
    return tuple(one for word in words(unannounced(text)) if (one := stem(word)) in of)


def contrast(text: str, one: Known) -> Contrast:
    """Set what a statement is about against what a memory is about."""
    old = one.memory.text
    mine, theirs = carried(text), carried(old)
    both = alike(frozenset(mine), frozenset(theirs))
    back = alike(frozenset(theirs), frozenset(mine))
    rare = [one.rarity.get(word, 1.0) for word in both]
    most = max((one.rarity.get(word, 1.0) for word in (*mine, *theirs)), default=1.0)
    firsts = [mine[0] in both] if mine else []
    firsts += [theirs[0] in back] if theirs else []
    total = sum(one.rarity.get(word, 1.0) for word in frozenset(mine))
    fewer = min(_runs(text, frozenset(mine) - both), _runs(old, frozenset(theirs) - back))
    replaced = 0 if differing(text, old) & _FIXED else 1
    return Contrast(
        both=both,
        anchor=max(rare, default=0.0) / most,
        theme=float(any(firsts)),
        missing=1.0 - sum(rare) / total if total else 0.0,
        swapped=min(_MOST, max(0, fewer - replaced)) / _MOST,
        contrasts=min(_MOST, fewer) / _MOST,
        aligned=_aligned(text, old, frozenset(mine) - both, frozenset(theirs) - back),
    )


def _runs(text: str, of: frozenset[str]) -> int:
    """How many unbroken runs of some stems a text has: a name of two words is one."""
    inside = [stem(word) in of for word in words(text)]
    return sum(here and not before for here, before in zip(inside, [False, *inside], strict=False))


def _aligned(text: str, old: str, mine: frozenset[str], theirs: frozenset[str]) -> float:
    """How much two texts are one frame (0..1) in which something else stands in the same place, else 0."""
    a, b = _stems(text), _stems(old)
    frame = SequenceMatcher(None, a, b, autojunk=False)
    changed = [
        (a[start:end], b[first:last])
        for tag, start, end, first, last in frame.get_opcodes()
        if tag == "replace"
    ]
    hit = any(_holds(left, mine) and _holds(right, theirs) for left, right in changed)
    return frame.ratio() if hit else 0.0


def _stems(text: str) -> list[str]:
    return [stem(word) for word in words(text)]


def _holds(part: Sequence[str], of: frozenset[str]) -> bool:
    return any(word in of for word in part)
