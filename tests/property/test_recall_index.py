"""An index that grew, changed and shrank equals one built at once: the fast path equals the slow path."""

from __future__ import annotations

from datetime import datetime

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from memory_core.params import Params
from memory_core.recall.recall import Recall
from memory_core.types import Memory, Status, Turn
from tests.tools.diaries import HashEmbedder, Shelf, memory, turn

WORDS = ["kayak", "paddle", "river", "Ида", "лодка", "весло", "red", "blue", "Ann's", "husband", "Oleg"]
TEXTS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join)
NUMBERS = st.integers(1, 12)
STATUSES = st.sampled_from(list(Status))


def answers(shelf: Shelf) -> list[tuple[str, float]]:
    recall = Recall(shelf.index, shelf.embedder, Params())
    out = []
    asked = ("Where is the red kayak?", "Чья лодка и весло?", "What did Ида say of the river?")
    for question in (*asked, "What does Ann's husband do with the kayak?"):
        found = recall(question, limit=50)
        out += [(item.id, round(item.score, 3)) for item in found.items] + [
            ("support", round(found.support, 3))
        ]
    return out


class Growth(RuleBasedStateMachine):
    """Puts, changes and drops in any order; a turn always continues the turn with the number before it."""

    def __init__(self) -> None:
        super().__init__()
        self.grown = Shelf(HashEmbedder())
        self.turns: dict[int, tuple[Turn, str]] = {}
        self.memories: dict[int, Memory] = {}
        self.links: dict[tuple[int, int], float] = {}

    def put(self, shelf: Shelf, one: Turn, visible: str) -> None:
        encoded = shelf.embedder.encode([visible])[0]
        before = one.id - 1 if one.id > 1 else None
        shelf.index.put_turn(one, visible, encoded, supports=one.id % 3 > 0, previous_id=before)

    @rule(number=NUMBERS, text=TEXTS, hidden=st.booleans())
    def say(self, number: int, text: str, hidden: bool) -> None:
        one = turn(number, text, speaker="Ида" if number % 2 else None)
        visible = text.split(maxsplit=1)[0] if hidden else text
        self.turns[number] = (one, visible)
        self.put(self.grown, one, visible)

    @rule(number=NUMBERS)
    def unsay(self, number: int) -> None:
        self.turns.pop(number, None)
        self.grown.index.drop_turn(number)

    @rule(number=NUMBERS, text=TEXTS, status=STATUSES)
    def know(self, number: int, text: str, status: Status) -> None:
        told = [self.turns[number][0]] if number in self.turns else []
        one = memory(number, text, status=status, told=told)
        self.grown.know(one)
        if status is Status.FORGOTTEN:
            self.memories.pop(number, None)
        else:
            self.memories[number] = one

    @rule(number=NUMBERS, status=STATUSES)
    def change(self, number: int, status: Status) -> None:
        if number in self.memories:
            self.know(number, self.memories[number].text, status)

    @rule(one=NUMBERS, other=NUMBERS, weight=st.floats(0.0, 1.0))
    def link(self, one: int, other: int, weight: float) -> None:
        if one != other:
            self.links[min(one, other), max(one, other)] = weight
            self.grown.index.put_links(one, self.links_of(one))

    def links_of(self, number: int) -> dict[int, tuple[float, datetime | None]]:
        there = {pair: weight for pair, weight in self.links.items() if number in pair}
        return {sum(pair) - number: (weight, None) for pair, weight in there.items()}

    @rule()
    def grow(self) -> None:
        for number in range(100, 250):
            self.grown.know(memory(number, "stone"))
        for number in range(100, 250):
            self.grown.index.drop_memory(number)

    @invariant()
    def equals_rebuilt(self) -> None:
        built = Shelf(HashEmbedder())
        built.know(*self.memories.values())
        for number in sorted(self.turns, reverse=True):
            self.put(built, *self.turns[number])
        for number in range(1, 13):
            built.index.put_links(number, self.links_of(number))
        assert answers(self.grown) == answers(built)


TestGrowth = Growth.TestCase
TestGrowth.settings = settings(max_examples=12, stateful_step_count=15)


@given(st.lists(TEXTS, min_size=1, max_size=20), st.integers(1, 60))
def test_packing_never_exceeds_the_budget(facts: list[str], budget: int) -> None:
    shelf = Shelf(HashEmbedder())
    shelf.know(*(memory(number, text) for number, text in enumerate(facts, start=1)))
    found = Recall(shelf.index, shelf.embedder, Params())("red kayak", limit=99, token_budget=budget)
    assert sum(1.3 * len(item.text.split()) for item in found.items) <= budget
