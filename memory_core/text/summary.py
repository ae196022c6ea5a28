"""A summary made of the text's own sentences: those that together say most in the fewest words.

Nothing is put into words anew, so nothing can be invented; each sentence keeps where it came from.
"""

from __future__ import annotations

import heapq
import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from memory_core.text.words import terms, words

_SHORT = 6.0
"""Words that every sentence is taken to cost besides its own: many scraps read worse than a few sentences."""
_LONG = 60
"""A sentence of more words is cut down by no one, so it is left out of a summary."""


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence that may stand in a summary; ``weight`` > 0 says how much it matters (1 is usual)."""

    text: str
    weight: float = 1.0


def rarity_within(texts: Sequence[str]) -> Callable[[str], float]:
    """How rare a stem is among these texts, in nats, for want of a larger collection."""
    held: Counter[str] = Counter()
    for text in texts:
        held.update(set(terms(text)))
    return lambda stem: math.log(1 + len(texts) / (0.5 + held[stem]))


def extract(told: Sequence[Told], most_words: int, rarity: Callable[[str], float] | None = None) -> list[int]:
    """Choose sentences greedily by what each adds for its length (maximal marginal coverage).

    What a sentence adds is the summed rarity of its stems that no chosen sentence holds yet. Coverage is
    submodular, so the greedy choice has at least 1 - 1/e of the best possible (Lin and Bilmes 2011, "A class
    of submodular functions for document summarization").

    Args:
        told: sentences in reading order.
        most_words: words at most in all of them together.
        rarity: nats for a stem; by the sentences themselves if None.

    Returns:
        Places of the chosen sentences, in reading order.
    """
    rare = rarity or rarity_within([one.text for one in told])
    stems = [{stem: rare(stem) for stem in terms(one.text)} for one in told]
    lengths = [len(words(one.text)) for one in told]
    covered: set[str] = set()

    def gain(place: int) -> float:
        new = sum(nats for stem, nats in stems[place].items() if stem not in covered)
        return told[place].weight * new / (lengths[place] + _SHORT)

    # A gain only falls while others are chosen, so the best of a stale list is the best if it is still that.
    heap = [(-gain(place), place) for place in range(len(told)) if 0 < lengths[place] <= _LONG]
    heapq.heapify(heap)
    chosen: list[int] = []
    room = most_words
    while heap:
        _, place = heapq.heappop(heap)
        if lengths[place] > room:
            continue
        now = gain(place)
        if now <= 0:
            continue
        if heap and now < -heap[0][0]:
            heapq.heappush(heap, (-now, place))
            continue
        chosen.append(place)
        covered.update(stems[place])
        room -= lengths[place]
    return sorted(chosen)
