"""The engine against a model of a few dictionaries: whatever is done in whatever order, both say the same.

Few examples in the short run; ``HYPOTHESIS_PROFILE=campaign`` looks for new ones.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from memory_core import PLAIN, Engine
from memory_core.errors import BadRequest, UndoRefused
from memory_core.store.backup import restore
from memory_core.types import Memory
from tests.fault.ledger import answers
from tests.tools.quick_embedder import QuickEmbedder
from tests.tools.set_clock import SetClock

_LONG = os.environ.get("HYPOTHESIS_PROFILE") == "campaign"
_EXAMPLES = int(os.environ.get("HYPOTHESIS_EXAMPLES", "200"))

NAMES = ("Ann", "Boris", "Chen", "Dora", "Emil")
PLACES = ("Riga", "Oslo", "Казань", "Lund")
MESSAGES = st.one_of(
    st.builds("My friend {} lives in {}.".format, st.sampled_from(NAMES), st.sampled_from(PLACES)),
    st.builds("I work in {} now.".format, st.sampled_from(PLACES)),
    st.builds("Моя сестра {} любит грозы.".format, st.sampled_from(NAMES)),
    st.builds("What about {}?".format, st.sampled_from(NAMES)),
    st.text(st.characters(exclude_categories=()), max_size=30),
)
WHICH = st.integers(0, 50)

View = dict[int, tuple[str, str, bool]]
"""Of each memory that is there: text, status, whether it is pinned."""


class Lifetimes(RuleBasedStateMachine):
    """The model: what was said; each memory's text, status and pin; the views before and after each step.

    What the gate makes of a message is the engine's own matter: after each message the model reads which
    memories are new or changed by it, and holds the engine to that from then on.
    """

    def __init__(self) -> None:
        super().__init__()
        self.place = Path(tempfile.mkdtemp(prefix="mneme-machine-"))
        self.clock = SetClock()
        self.diary: dict[int, str] = {}
        self.view: View = {}
        self.hidden: dict[int, str] = {}
        self.done: list[tuple[int, View, View]] = []
        self.undone: list[tuple[int, View, View]] = []
        self.copy: tuple[Path, dict[int, str], View] | None = None
        self.engine = self._open()

    def _open(self) -> Engine:
        return Engine.open(self.place / "vault", PLAIN, clock=self.clock, embedder=QuickEmbedder())

    def teardown(self) -> None:
        self.engine.close()
        shutil.rmtree(self.place)

    # what the engine says

    def _seen(self) -> View:
        found: list[Memory] = self.engine.memories.find(None)
        return {one.id: (one.text, one.status.value, one.pinned) for one in found}

    def _chosen(self, which: int) -> int | None:
        ids = sorted(self.view)
        return ids[which % len(ids)] if ids else None

    def _step(self, work: Callable[[], object]) -> None:
        """Do something by hand: a step, unless it changed nothing or was refused."""
        before = dict(self.view)
        steps = self.engine.journal.steps(1)
        try:
            work()
        except BadRequest:
            assert self._seen() == before
            return
        self.view = self._seen()
        now = self.engine.journal.steps(1)
        if now and now[0].id != (steps[0].id if steps else 0):
            self.done.append((now[0].id, before, dict(self.view)))
            self.undone.clear()

    # rules

    @rule(text=MESSAGES, conversation=st.sampled_from(["main", "other"]))
    def perceive(self, text: str, conversation: str) -> None:
        self.clock.advance(timedelta(minutes=1))
        before, steps = dict(self.view), {step.id for step in self.engine.journal.steps(1)}
        heard = self.engine.perceive(text, conversation=conversation)
        heard.verdicts()
        self.engine.settle()
        if heard.turn_id is not None:
            self.diary[heard.turn_id] = text
        self.view = self._seen()
        assert set(before) <= set(self.view)
        assert all(self.view[one][0] == before[one][0] for one in before)
        now = self.engine.journal.steps(1)
        if now and now[0].id not in steps:
            self.done.append((now[0].id, before, dict(self.view)))

    @rule(which=WHICH, text=st.sampled_from(["Ann lives in Oslo.", "Грозы любит Дора", "I bake."]))
    def edit(self, which: int, text: str) -> None:
        if (one := self._chosen(which)) is not None:
            self._step(lambda: self.engine.memories.edit(one, text=text))
            assert self.view[one][0] == text

    @rule(which=WHICH, pinned=st.booleans())
    def pin(self, which: int, pinned: bool) -> None:
        if (one := self._chosen(which)) is not None:
            self._step(lambda: self.engine.memories.pin(one, pinned))
            assert self.view[one][2] is pinned

    @rule(which=WHICH)
    def forget(self, which: int) -> None:
        if (one := self._chosen(which)) is not None:
            self._step(lambda: self.engine.memories.forget(one))
            assert self.view[one][1] == "forgotten"

    @rule(which=WHICH)
    def restore(self, which: int) -> None:
        if (one := self._chosen(which)) is not None:
            self._step(lambda: self.engine.memories.restore(one))
            assert self.view[one][1] == "active"

    @rule(word=st.sampled_from([*NAMES, *PLACES]))
    def forget_matching(self, word: str) -> None:
        self._step(lambda: self.engine.memories.forget_matching(word))
        assert not any(status == "active" and word in text for text, status, _ in self.view.values())
        turns = self.engine.diary.turns()
        assert not any(word in self.engine.diary.visible_text(turn) for turn in turns)

    @precondition(lambda self: self.done)
    @rule()
    def undo(self) -> None:
        number, before, after = self.done[-1]
        try:
            step = self.engine.journal.undo()
        except UndoRefused:
            assert self._seen() == self.view
            return
        assert step.id == number
        assert self.view == after, "the newest step left what is there now"
        self.done.pop()
        self.undone.append((number, before, after))
        self.view = before

    @precondition(lambda self: self.undone)
    @rule()
    def redo(self) -> None:
        number, before, after = self.undone[-1]
        try:
            step = self.engine.journal.redo()
        except UndoRefused:  # something that was heard since stands in the way
            assert self._seen() == self.view
            return
        assert step.id == number
        self.undone.pop()
        if self.view == before:
            self.view = after
        else:  # what was heard in between stands beside it
            self.view = self._seen()
        self.done.append((number, before, dict(self.view)))
        self.done.sort(key=lambda one: one[0])

    @rule()
    def back_up(self) -> None:
        self.clock.advance(timedelta(seconds=1))
        path = self.engine.vault.backup()
        kept = path.with_name("kept.db")
        path.replace(kept)
        self.copy = kept, dict(self.diary), dict(self.view)

    @precondition(lambda self: self.copy is not None)
    @rule()
    def put_back(self) -> None:
        assert self.copy is not None
        path, self.diary, view = self.copy[0], dict(self.copy[1]), dict(self.copy[2])
        self.engine.close()
        self.clock.advance(timedelta(seconds=1))
        restore(self.place / "vault", path, PLAIN, self.clock)
        self.engine = self._open()
        self.view = view
        self.copy = (path, dict(self.diary), dict(view))
        self.done.clear()
        self.undone.clear()

    @rule()
    def reopen(self) -> None:
        self.engine.close()
        self.engine = self._open()

    @rule(which=WHICH)
    def purge(self, which: int) -> None:
        if (one := self._chosen(which)) is None:
            return
        text = self.view[one][0]
        self.engine.memories.purge(one)
        self._after_purge(text)
        assert one not in self._seen()

    @rule(word=st.sampled_from(NAMES))
    def purge_matching(self, word: str) -> None:
        self.engine.memories.purge_matching(word)
        self._after_purge(word)

    def _after_purge(self, text: str) -> None:
        seen = self._seen()
        assert set(seen) <= set(self.view)
        assert not any(text in now for now, _, _ in seen.values())
        there = {turn.id: turn.text for turn in self.engine.diary.turns()}
        assert set(there) == set(self.diary)
        assert not any(len(text.split()) > 1 and text in now for now in there.values())
        for turn_id, now in there.items():
            assert len(now) == len(self.diary[turn_id])
        self.diary, self.view = there, seen
        self.done.clear()
        self.undone.clear()
        self.copy = None

    # what always holds

    @invariant()
    def the_diary_is_what_was_said(self) -> None:
        assert {turn.id: turn.text for turn in self.engine.diary.turns()} == self.diary

    @invariant()
    def the_memories_are_the_models(self) -> None:
        assert self._seen() == self.view

    @invariant()
    def forgotten_words_are_in_no_answer(self) -> None:
        forgotten = {one for one, (_, status, _) in self.view.items() if status == "forgotten"}
        for cue in ("Where does Ann live?", "Кто любит грозы?"):
            found = self.engine.recall(cue, limit=100).items
            assert not forgotten & {item.memory_id for item in found}
            for item in found:
                if item.kind == "turn":
                    turn = self.engine.diary.get(int(item.id.split(":")[-1].lstrip("t")))
                    assert self.engine.diary.visible_text(turn)

    @invariant()
    def the_index_is_what_would_be_built(self) -> None:
        grown = answers(self.engine)
        self.engine.vault.rebuild_indexes()
        assert grown == answers(self.engine)

    @invariant()
    def the_vault_is_whole(self) -> None:
        assert self.engine.vault.check().ok
        assert self.engine.vault.statistics()["waiting"] == 0


TestLifetimes = Lifetimes.TestCase
TestLifetimes.settings = settings(
    max_examples=_EXAMPLES if _LONG else 8, stateful_step_count=30 if _LONG else 12, deadline=None
)
