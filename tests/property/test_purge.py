"""Whatever a life was, one thing purged from it is nowhere, all else is as it was, and the vault is whole."""

from __future__ import annotations

import tempfile
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from memory_core.errors import BadRequest, UndoRefused
from memory_core.forgetting import proof
from memory_core.forgetting.purge import Purge
from memory_core.store import derived, segments
from memory_core.store.blocks import BlockStore
from memory_core.store.check import check
from memory_core.store.keys import PLAIN
from memory_core.store.memories import NewMemory
from memory_core.store.step import Step
from memory_core.store.traces import Traces
from memory_core.types import MemoryKind, Span, Status, Vector, Verdict, VerdictKind
from tests.tools.vaults import AT, EMBEDDER, Vault, encoded, vault

SUBJECTS = ["Anselm", "Бронислава", "Cordelia", "Добрыня", "Euphemia"]
FACTS = ["collects stamps from Peru", "чинит старые часы", "is allergic to walnuts", "боится высоты и змей"]
WIDTH = 64


def _vectors(vault: Vault) -> list[Vector]:
    with vault.db.read() as reader:
        return [
            np.frombuffer(row[0], np.float16).astype(np.float32)
            for table in ("memory_vectors", "turn_vectors")
            for row in reader.tuples(f"SELECT vector FROM {table}")
        ]


def _encode_missing(vault: Vault) -> None:
    for turn_id in vault.vectors.missing_turns(EMBEDDER):
        if seen := vault.diary.visible_text(vault.diary.get(turn_id)):
            vault.vectors.put_turn(turn_id, EMBEDDER, encoded(seen, WIDTH))


def _tell(vault: Vault, at: int, subject: str, fact: str, before: str) -> None:
    """A message that holds a statement; it is judged, remembered, and quoted in the answer."""
    statement = f"{subject} {fact}"
    text = f"{before}{statement}. 🎄"
    start = len(before)
    when = AT + timedelta(minutes=at)
    turn = vault.say(text, at=when)
    vault.db.write(lambda writer: segments.add_turn(writer, turn, boundary=False))
    span = Span(turn.id, start, start + len(statement))
    new = NewMemory(text=statement, kind=MemoryKind.FACT, learnt_at=when, sources=[span], subject=subject)
    memory = vault.operations.admit(new, encoded(statement, WIDTH), EMBEDDER)
    verdict = Verdict(VerdictKind.ADMIT, memory.id, statement, span, 9.0, {}, 0.9, 0.5, "new")
    vault.gate_log.add(turn.id, [verdict])
    vault.diary.add(f"So {statement}!", "assistant", when)


def _derive(vault: Vault, one: int, other: int) -> None:
    """Two memories become a summary that quotes the first, and the first one's page a segment."""
    told = [vault.memories.get(each) for each in dict.fromkeys((one, other))]
    text = f"You: {told[0].text}"
    new = NewMemory(
        text=text,
        kind=MemoryKind.SEGMENT,
        learnt_at=AT,
        sources=[span for memory in told for span in memory.sources],
    )

    def work(step: Step) -> None:
        made = derived.put(step, new, (one, other))
        segments.begin(step, made, 0, AT, ended=False)
        for page in segments.leaving_pages(step.writer, 0):
            if page.turn_id == told[0].sources[0].turn_id:
                segments.join(step, page.id, made)

    vault.journal.record(work, cause="sleep", name="step.sleep")


def _live(vault: Vault, victim: str, data: st.DataObject) -> None:
    """Something happens to a memory."""
    ids = [memory.id for memory in vault.memories.find(None)]
    if not ids:
        return  # the making of each was undone
    one, other = data.draw(st.sampled_from(ids)), data.draw(st.sampled_from(ids))
    # Merged memories are one: what is said of the one is then said of the other too.
    apart = (victim in vault.memories.get(one).text) != (victim in vault.memories.get(other).text)
    what = data.draw(
        st.sampled_from([
                "forget", "pin", "supersede", "merge", "split", "edit", "undo", "search", "derive", "block",
            ]
        )
    )  # fmt: skip
    operations = vault.operations
    with suppress(BadRequest):
        if what == "forget":
            operations.forget(one)
        elif what == "pin":
            operations.pin(one)
        elif what == "supersede":
            operations.supersede([one], other)
        elif what == "merge" and not apart:
            operations.merge(one, [other])
        elif what == "split":
            whole = vault.memories.get(one).text
            halves = [NewMemory(text=f"{whole} {n}", kind=MemoryKind.FACT, learnt_at=AT) for n in ("a", "b")]
            operations.split(one, [(half, encoded(half.text, WIDTH)) for half in halves], EMBEDDER)
        elif what == "edit":
            text = f"{vault.memories.get(one).text} indeed"
            operations.edit(one, text=text, encoded=encoded(text, WIDTH), embedder_id=EMBEDDER)
        elif what == "undo":
            vault.journal.undo()
        elif what == "derive":
            _derive(vault, one, other)
        elif what == "block":
            BlockStore(vault.db, {}, 500).append("user", f"{vault.memories.get(one).text}. And tea.")
        else:
            vault.diary.search("stamps")


@settings(max_examples=8)
@given(st.data())
def test_what_is_purged_is_nowhere_and_all_else_is_whole(data: st.DataObject) -> None:
    lives = data.draw(
        st.lists(
            st.tuples(
                st.sampled_from(SUBJECTS),
                st.sampled_from(FACTS),
                st.sampled_from(["", "Well… ", "Слушай: "]),
            ),
            min_size=2,
            max_size=5,
            unique_by=lambda life: life[0],
        )
    )
    victim = lives[0][0]
    with tempfile.TemporaryDirectory() as name, vault(Path(name) / "vault", PLAIN) as one:
        _tell(one, 0, *lives[0])
        mine = _vectors(one)
        for at, life in enumerate(lives[1:], 1):
            _tell(one, at, *life)
        _encode_missing(one)
        one.index.catch_up()
        for _ in range(data.draw(st.integers(0, 6))):
            _live(one, victim, data)
        _encode_missing(one)
        assert proof.search(Path(name), [victim], mine)
        others = {turn.id: turn.text for turn in one.diary.turns() if victim not in turn.text}
        left = {
            memory.id: memory
            for memory in one.memories.find(None)
            if victim not in memory.text and all(span.turn_id in others for span in memory.sources)
        }
        purge = Purge(one.db, Traces(one.db), lambda: None, lambda: _encode_missing(one))
        if data.draw(st.booleans()):
            receipt = purge.matching(victim)
        else:
            ids = [memory.id for memory in one.memories.find(None) if victim in memory.text]
            receipt = purge.memories(ids) if ids else purge.turn(1)
            receipt = purge.matching(victim) if receipt.removed["memories"] == 0 else receipt
        assert receipt.unfinished == ()
        gone = [
            v
            for v in mine
            if not any(float(v @ w) > 0.97 * np.linalg.norm(v) * np.linalg.norm(w) for w in _vectors(one))
        ]
        assert proof.search(Path(name), [f"{victim} {lives[0][1]}"], gone) == []
        assert {turn.id: turn.text for turn in one.diary.turns() if turn.id in others} == others
        there = {memory.id: memory for memory in one.memories.find(None)}
        for memory_id, memory in left.items():
            kept = there[memory_id]
            assert (kept.text, kept.status, kept.sources) == (memory.text, memory.status, memory.sources)
        report = check(one.db)
        assert report.ok, report.problems
        grown = one.state()
        one.index.rebuild()
        assert one.state() == grown
        for life in lives[1:]:
            found = [one.memories.get(hit) for hit in one.index.search_memories(life[0])]
            assert all(life[0] in memory.text for memory in found)
        for step in one.journal.steps():
            with suppress(UndoRefused):  # what can be undone leaves a whole vault, what cannot says so
                one.journal.undo(step.id)
        assert check(one.db).ok
        assert proof.search(Path(name), [f"{victim} {lives[0][1]}"], gone) == []
        assert one.memories.count(Status.ACTIVE) >= 0
