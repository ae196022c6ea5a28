"""What a statement is about, set against what a memory is about: one frame often holds many things.

"The doctor changed my metformin" and "... my levothyroxine" share a sentence and no matter. What counts are
the words that carry the matter: neither those that tell how things stand (takes, costs, favourite, kind of),
nor the announcing ones, nor figures. If each side has such words that the other lacks, beyond the one that a
change puts in place of another, they speak of two things.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from memory_core.gate.announcing import unannounced
from memory_core.gate.likeness import alike, differing, topic, values_by_kind
from memory_core.perception.cues import expand
from memory_core.text.words import WORD, stem, words

_FIXED = frozenset(("clock", "number", "day", "month", "contact"))
_FRAME = 0.25
"""Share of words in the same order over which two texts are one frame."""
_SENTENCE = 0.4
"""The same over which they are one sentence."""
_MOST_WORDS = 80
"""Words of a text that are compared as a frame."""

# Words that tell how things stand, or how much, and so are not what a statement is about.
_CARRIER_TEXT = """
    favourite favorite kind sort type best prefer preferred enjoy adore hate doctor dose take takes
    taking give given feed fed eat eats eating ate drink drank water watered pay paid pays cost costs
    charge price meet meets rehearse start begin began open opens close run runs sleep slept live work
    play ride paint painted hold held end put set keep kept buy bought sit stand stay send bring wear
    visit do look feel goes gets gone went think hope ask talk write read have hang store stored happen
    contain arrive arriving leave plan every each once twice daily weekly monthly afternoon weekend
    today evening o'clock mon tue tues wed thu thurs fri sat sun euro pound dollar hour minute mg gram
    kilo kg km ml cm percent quid lot one two three любимый любимая любимое люблю обожаю нравиться
    нравится предпочитаю вид сорт тип доза дозу врач доктор принимаю принимать пью пить пьет ем есть ест
    едим даю дает кормлю кормим поливаю поливать плачу платим платит стоит стоить собирается собираемся
    собираются хожу ходит ходим езжу ездит живу живет живут работаю работает играю играет сплю спит
    красить покрасить покрашен называется зовут звать речь больше всего каждый каждую каждое мг кг грамм
    рубль тысяча тыща тыщ час минута процент делаю делает беру берет купил купила нашу вашу твою
    поставил поставила находится лежит лежат стоят учится учусь занимаюсь занимается встречаемся
    начинается начинаем кончается едем еду стал стала держу держит хочу велел сказал план планы вечером
    утром днем ночь выходные
"""


@lru_cache(maxsize=1)
def _carriers() -> frozenset[str]:
    return frozenset(stem(word) for word in _CARRIER_TEXT.split())


@dataclass(frozen=True, slots=True)
class Contrast:
    """How what a statement is about stands to what a memory is about."""

    shared: bool
    """Whether any word of the matter of one stands in the other's."""
    theme: bool
    """Whether the first word of the matter of one stands in the other's."""
    figures: bool
    """Whether another figure or day stands in the one than in the other."""
    swapped: int
    """Contrasts, beyond what a change replaces: a figure, or else one word or name."""
    aligned: float
    """Share of words in the same order (0..1) if there are such contrasts, one in the same place of both."""

    @property
    def another(self) -> bool:
        """Whether they are plainly about two things: one sentence with two contrasts, or a looser frame, or
        other figures, and nothing in common that either begins with."""
        framed = self.aligned > _FRAME or self.figures
        return self.swapped > 0 and (self.aligned > _SENTENCE or (framed and not self.shared))


@lru_cache(maxsize=4096)
def carried(text: str) -> tuple[str, ...]:
    """The stems of the words that say what a text is about, in order."""
    of = topic(text) - _carriers()
    return tuple(one for word in words(unannounced(text)) if (one := stem(word)) in of)


@lru_cache(maxsize=1024)
def contrast(text: str, old: str) -> Contrast:
    """Set what a statement is about against what a memory's text is about."""
    first, other = carried(text), carried(old)
    mine, theirs = frozenset(first), frozenset(other)
    both, back = alike(mine, theirs), alike(theirs, mine)
    figures = bool(differing(text, old) & _FIXED)
    contrasts = min(_runs(text, mine - both), _runs(old, theirs - back))
    swapped = max(0, contrasts - (0 if figures else 1))
    return Contrast(
        shared=bool(both),
        theme=bool(set(first[:1]) & both or set(other[:1]) & back),
        figures=figures,
        swapped=swapped,
        aligned=_aligned(text, old, mine - both, theirs - back) if swapped else 0.0,
    )


def only_of_one_person(text: str, old: str) -> bool:
    """Whether all that two texts share is the person they speak of: "my brother Theo keeps bees", "my brother
    Theo sings in a choir"."""
    names = values_by_kind(old)["name"] & values_by_kind(text)["name"]
    if not names:
        return False
    mine, theirs = (_told_of(one, names) for one in (text, old))
    return bool(mine and theirs and not alike(mine, theirs))


def _told_of(text: str, names: frozenset[str]) -> frozenset[str]:
    """The stems of what is told, without the person's names and what they are to the user."""
    kin = {stem(word) for word in words(text) if is_kin(word)}
    return topic(text) - names - kin


def is_kin(word: str) -> bool:
    """Whether a folded word says what somebody is to the user: sister, neighbour, «сестра»."""
    return _kin().fullmatch(word) is not None


@lru_cache(maxsize=1)
def _kin() -> re.Pattern[str]:
    return re.compile("|".join((expand("<KIN>", russian=False), expand("<KIN>", russian=True))))


def _runs(text: str, of: frozenset[str]) -> int:
    """How many unbroken runs of some stems a text has: a name of two words is one, "tomatoes Krim" two."""
    runs, end, named = 0, -1, False
    for hit in WORD.finditer(text):
        if stem(hit[0]) not in of:
            continue
        proper = hit[0][0].isupper()
        if end < 0 or text[end : hit.start()].strip(" -") or proper != named:
            runs += 1
        end, named = hit.end(), proper
    return runs


def _aligned(text: str, old: str, mine: frozenset[str], theirs: frozenset[str]) -> float:
    """How much two texts are one frame (0..1) in which something else stands in the same place, else 0."""
    b = _stems(old)
    there = frozenset(b)
    a = [one if one in there else _as_in(one, there) for one in _stems(text)]
    frame = SequenceMatcher(None, a, b, autojunk=False)
    changed = [
        (a[start:end], b[first:last])
        for tag, start, end, first, last in frame.get_opcodes()
        if tag == "replace"
    ]
    hit = any(_holds(left, mine) and _holds(right, theirs) for left, right in changed)
    return frame.ratio() if hit else 0.0


def _as_in(one: str, others: frozenset[str]) -> str:
    """A stem as the other text has it: a stemmer cuts some forms of a word deeper than others."""
    return min(alike(others, frozenset((one,))), default=one)


def _stems(text: str) -> list[str]:
    return [stem(word) for word in words(text)[:_MOST_WORDS]]


def _holds(part: Sequence[str], of: frozenset[str]) -> bool:
    return any(word in of for word in part)
