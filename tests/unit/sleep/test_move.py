"""The night moves pages into segments, hot segments into the long term, and memories to where they belong."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from memory_core import PLAIN, Engine
from memory_core.params import Params
from memory_core.tiers import moves
from memory_core.types import Memory, Page, Segment, Status, Tier
from tests.tools.quick_embedder import QuickEmbedder
from tests.tools.set_clock import SetClock
from tests.tools.vaults import AT

SMALL = Params(short_pages=2, mid_segments=3)


class Life:
    """An engine with small tiers."""

    def __init__(self, engine: Engine, clock: SetClock) -> None:
        self.engine = engine
        self.clock = clock
        self.at = AT

    def tell(self, *texts: str, minutes: float = 1.0, conversation: str = "main") -> None:
        for text in texts:
            self.at += timedelta(minutes=minutes)
            self.engine.perceive(text, at=self.at, conversation=conversation)
            self.at += timedelta(seconds=10)
            self.engine.perceive("I see.", "assistant", self.at, conversation=conversation)
        self.engine.settle()

    def sleep(self, hours: float = 9.0) -> list[tuple[str, tuple[int, ...]]]:
        self.clock.now = max(self.at, self.clock.now) + timedelta(hours=hours)
        self.at = self.clock.now
        return [(line.what, line.memories) for line in self.engine.sleep.run().lines]

    def segments(self) -> list[Segment]:
        return sorted(self.engine.tiers.segments(), key=lambda one: one.memory.id)

    def pages(self) -> list[Page]:
        with self.engine._db.read() as reader:
            rows = reader.rows("SELECT * FROM pages ORDER BY id")
        return [
            Page(
                row["id"],
                row["turn_id"],
                row["last_turn_id"],
                row["conversation"],
                AT,
                bool(row["boundary"]),
                row["segment_id"],
            )
            for row in rows
        ]

    def memory(self, word: str) -> Memory:
        return next(one for one in self.engine.memories.find(None) if word in one.text)


def opened(folder: Path, clock: SetClock, params: Params = SMALL) -> Engine:
    return Engine.open(folder, key=PLAIN, clock=clock, embedder=QuickEmbedder(), params=params)


@pytest.fixture
def life(vault_folder: Path, clock: SetClock) -> Iterator[Life]:
    with opened(vault_folder, clock) as engine:
        yield Life(engine, clock)


RUN = "I went running by the river with my dog Rex"


def test_a_page_is_the_users_turn_with_the_replies_to_it(life: Life) -> None:
    life.tell("I live in Oslo.", "I love climbing.")
    life.tell("Something else.", conversation="other")
    assert [(one.turn_id, one.last_turn_id) for one in life.pages()] == [(1, 2), (3, 4), (5, 6)]
    assert [one.turn_id for one in life.engine.tiers.pages()] == [3, 5]
    assert life.engine.tiers.overview()[Tier.SHORT] == life.engine.tiers.capacity(Tier.SHORT) == 2


def test_pages_about_one_thing_are_one_segment_and_others_are_not(life: Life) -> None:
    life.tell(f"{RUN}.", f"{RUN} again.", "The tax office wants form 22 by Friday.", "Yes.", "No.")
    life.sleep()
    running, tax = life.segments()
    assert (running.pages, tax.pages) == (2, 1)
    assert running.memory.tier is Tier.MID
    assert "running" in running.memory.text
    assert [page.turn_id for page in life.engine.tiers.segment_pages(running.memory.id)] == [1, 3]
    assert running.ended  # nine hours have passed


def test_a_segment_is_written_once_whatever_its_pages(life: Life) -> None:
    life.tell(*[f"{RUN}."] * 6, "Yes.", "No.")
    life.sleep()
    (segment,) = life.segments()
    with life.engine._db.read() as reader:
        rows = dict(
            reader.tuples(
                """SELECT table_name, count(*) FROM journal_rows WHERE table_name != 'memory_sources'
                AND memory_id = ? GROUP BY table_name""",
                (segment.memory.id,),
            )
        )
        vectors = reader.value("SELECT 1 FROM memory_vectors WHERE memory_id = ?", (segment.memory.id,))
    assert rows == {"memories": 1, "segments": 2, "pages": 6}  # it got hot, so its pages were counted anew
    assert vectors is None


def test_a_segment_that_is_full_takes_no_more(life: Life) -> None:
    life.tell(*[f"{RUN}."] * 43, "Yes.", "No.")
    life.sleep()
    assert [life.engine.tiers.segment_pages(one.memory.id)[0].turn_id for one in life.segments()] == [1, 81]


def test_a_page_joins_what_was_placed_the_night_before(life: Life) -> None:
    life.tell(f"{RUN}.", f"{RUN} again.", "Yes.", "No.")
    life.sleep(hours=0.5)
    life.tell(f"{RUN} once more.", "Yes.", "No.", "Well.")
    life.sleep()
    running = life.segments()[0]
    assert [page.turn_id for page in life.engine.tiers.segment_pages(running.memory.id)][:2] == [1, 3]
    assert life.engine.tiers.overview()[Tier.SHORT] == 2


def test_a_long_silence_ends_a_segment(life: Life) -> None:
    life.tell(f"{RUN}.")
    life.at += timedelta(hours=7)
    life.tell(f"{RUN} today too.", "Yes.", "No.")
    life.sleep()
    assert [one.pages for one in life.segments()] == [1, 1]


def test_a_hot_segment_gets_a_summary_and_its_counter_begins_anew(life: Life) -> None:
    life.tell(*[f"{RUN}."] * 5, "Yes.", "No.")
    life.sleep(7.0)
    (hot,) = [one for one in life.segments() if one.pages == 5]
    (summary,) = life.engine.memories.find(kind="summary")
    assert (summary.tier, "running" in summary.text) == (Tier.LONG, True)
    assert hot.heat < SMALL.heat_promotes
    assert not any(what == "promoted" and summary.id in who for what, who in life.sleep())


def test_use_warms_the_segment_that_the_words_stand_in(life: Life) -> None:
    life.tell("I keep my bees behind the old barn.", "The tax office wants form 22.", "Yes.", "No.")
    life.sleep()
    found = life.engine.recall("Where do I keep my bees?").items
    life.engine.used([item for item in found if "bees" in item.text][:1])
    assert [one.visits for one in life.segments()] == [1, 0]
    assert life.engine.tiers.segments()[0].memory.text.startswith("I keep my bees")


def test_the_coldest_leaves_and_its_words_stay_in_the_diary(life: Life) -> None:
    life.tell("Alpha beta gamma.", "Delta epsilon zeta.", "Eta theta iota.", "Kappa lambda my.")
    life.tell("Yes.", "No.")
    before = [turn.text for turn in life.engine.diary.turns()]
    life.sleep()
    assert len(life.segments()) == life.engine.tiers.capacity(Tier.MID) == 3
    (gone,) = life.engine.memories.find("faded", kind="segment")
    assert gone.text == "Alpha beta gamma."
    assert [turn.text for turn in life.engine.diary.turns()] == before
    assert life.engine.recall("Alpha beta gamma?").items[0].text == "Alpha beta gamma."


def test_a_segment_of_which_words_are_hidden_is_made_anew_of_the_rest(life: Life) -> None:
    life.tell(f"{RUN}.", "I went running by the river with my cat Tom.", "Yes.", "No.")
    life.sleep()
    (first,) = life.segments()
    life.engine.memories.forget_matching("Rex")
    assert life.segments() == []
    life.sleep()
    (second,) = life.segments()
    assert second.memory.id != first.memory.id
    assert "Rex" not in second.memory.text
    assert [page.turn_id for page in life.engine.tiers.segment_pages(second.memory.id)] == [1, 3]


def test_memories_move_up_by_use_and_the_night_is_undone_whole(life: Life) -> None:
    life.tell("I love climbing.", "I hate olives.", "My favourite colour is green.", "Yes.", "No.")
    climbing, olives = life.memory("climbing"), life.memory("olives")
    assert (climbing.tier, olives.tier) == (Tier.SHORT, Tier.SHORT)
    items = [item for item in life.engine.recall("climbing").items if item.memory_id == climbing.id]
    life.engine.used(items)
    life.engine.used(items)
    life.sleep()
    assert life.memory("climbing").tier is Tier.LONG
    assert life.memory("olives").tier is Tier.MID
    life.engine.journal.undo()
    assert life.memory("climbing").tier is Tier.SHORT
    assert life.segments() == []
    assert [page.segment_id for page in life.pages()] == [None] * 5
    life.engine.journal.redo()
    assert life.memory("climbing").tier is Tier.LONG
    assert life.segments() != []


WORDS = st.sampled_from(["running river dog", "tax form office", "bees barn honey", "yes", "Ann Riga flat"])
DAY = st.tuples(
    st.lists(st.tuples(WORDS, WORDS, st.sampled_from([1, 30, 500]), st.sampled_from("ab")), max_size=6),
    st.sampled_from(["sleep", "forget", "use", "undo"]),
)


@settings(max_examples=12)
@given(st.lists(DAY, min_size=1, max_size=4))
def test_pages_tiers_and_the_diary_keep_their_promises(
    tmp_path_factory: pytest.TempPathFactory, days: list[tuple[list[tuple[str, str, int, str]], str]]
) -> None:
    clock = SetClock()
    with opened(tmp_path_factory.mktemp("tiers") / "vault", clock) as engine:
        life = Life(engine, clock)
        said: list[str] = []
        for texts, then in days:
            for one, other, minutes, conversation in texts:
                text = f"I saw {one} and {other}."
                said += [text, "I see."]
                life.tell(text, minutes=minutes, conversation=conversation)
            if then == "forget" and engine.memories.find():
                engine.memories.forget(engine.memories.find()[0].id)
            elif then == "use":
                engine.used(engine.recall("running river").items[:2])
            elif then == "undo" and any(not step.undone for step in engine.journal.steps()):
                engine.journal.undo()
            life.sleep()
            _promises(life, said)


def _promises(life: Life, said: list[str]) -> None:
    engine, pages = life.engine, life.pages()
    turns = [turn for page in pages for turn in {page.turn_id, page.last_turn_id}]
    assert len(turns) == len(set(turns))  # no turn is on two pages; a page's row has one segment at most
    assert {turn.id for turn in engine.diary.turns()} == set(turns)
    assert {turn.text for turn in engine.diary.turns()} == set(said)
    for tier, held in engine.tiers.overview().items():
        assert held <= engine.tiers.capacity(tier) or not engine.tiers.capacity(tier)
    assert sum(one.pages for one in life.segments()) <= len(pages)
    with engine._db.read() as reader:
        kinds = dict(reader.tuples("SELECT id, kind FROM memories"))
        for row_id, before, after in reader.tuples(
            "SELECT row_id, before, after FROM journal_rows WHERE table_name = 'memories'"
        ):
            old, new = json.loads(before or "{}"), json.loads(after or "{}")
            if "tier" in old and "tier" in new:
                assert moves.allowed(Tier(old["tier"]), Tier(new["tier"]))
            if kinds[row_id] == "segment" and new.get("status") == Status.FADED:
                assert moves.allowed(Tier.MID, moves.OUT)
