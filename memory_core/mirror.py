"""Keeps the index in RAM equal to the vault: built from it once, then fed with what changed since.

One path for every change, our own or another process's: the vault's feed of changes names what was touched,
and the rows are read again. So the index that grew is the index that would be built, and nothing that the
user forgot can stay in it.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

import numpy as np

from memory_core.params import Params
from memory_core.recall.dialogue import context_of, continues
from memory_core.recall.index import Index
from memory_core.store.associations import Association, Associations
from memory_core.store.connection import Writer
from memory_core.store.database import Database
from memory_core.store.diary import Diary
from memory_core.store.gate_log import GateLog
from memory_core.store.memories import MemoryStore
from memory_core.store.queue import Queue
from memory_core.store.touched import Mark, mark, since
from memory_core.store.vectors import VectorStore, VectorTable
from memory_core.store.visibility import VisibilityStore
from memory_core.types import DERIVED_KINDS, Changes, Embedder, Encoded, Memory, Status, Turn, VerdictKind

_REACH = 2
"""Turns on either side that lose their vectors with one of which words are hidden."""
_BATCH = 64
"""Texts encoded between two looks at whether the vault is being closed."""


class Mirror:
    """The vault's memories and heard turns as an :class:`Index`.

    Safe to call from any thread; changes are applied one after the other.
    """

    def __init__(self, db: Database, embedder: Embedder, params: Params) -> None:
        self.index = Index(params, embedder)
        self._embedder = embedder
        self._readable = params.max_message_chars
        self._db = db
        self._diary = Diary(db)
        self._memories = MemoryStore(db)
        self._associations = Associations(db)
        self._vectors = VectorStore(db)
        self._visibility = VisibilityStore(db)
        self._verdicts = GateLog(db)
        self._queue = Queue(db)
        self._lock = threading.RLock()
        self._mark: Mark
        self._load()

    @property
    def embedder(self) -> Embedder:
        """Turns text into vectors."""
        return self._embedder

    def catch_up(self) -> Changes:
        """Apply everything committed since the last look, by any process; returns what it was."""
        with self._lock:
            changes, self._mark = since(self._db, self._mark)
            self._put_memories(changes.memories)
            self._put_turns([*changes.turns, *changes.verdicts_of])
            return changes

    def vectors_of(self, memory_ids: Sequence[int]) -> VectorTable:
        """Stored vectors of these memories."""
        return self._vectors.load_memories(self._embedder.id, memory_ids)

    # building

    def _load(self) -> None:
        self._mark = mark(self._db)
        self._encode_missing_memories()
        table = self._vectors.load_memories(self._embedder.id)
        memories = self._memories.get_many(table.ids.tolist())
        told = self._told_in(memories)
        for memory, encoded in _rows(table, memories):
            self._put_memory(memory, encoded, told)
        self._put_links(self._associations.all(), table.ids.tolist())
        self._encode_missing_turns()
        self._load_turns(self._vectors.load_turns(self._embedder.id))

    def _load_turns(self, table: VectorTable) -> None:
        turns = self._diary.turns()
        seen = [text[: self._readable] for text in self._visibility.visible_texts(turns)]
        visible = dict(zip((turn.id for turn in turns), seen, strict=True))
        before = _previous_of(turns)
        supporting = self._verdicts.turns_that_wrote()
        by_id = {turn.id: turn for turn in turns}
        for position, turn_id in enumerate(table.ids.tolist()):
            turn = by_id.get(turn_id)
            if turn is not None:
                self.index.put_turn(
                    turn,
                    visible[turn_id],
                    table.encoded(position),
                    supports=turn_id in supporting,
                    previous_id=before.get(turn_id),
                )

    def _encode_missing_memories(self) -> None:
        missing = self._vectors.missing_memories(self._embedder.id)
        for start in range(0, len(missing), _BATCH):
            memories = self._memories.get_many(missing[start : start + _BATCH])
            encoded = self._embedder.encode([memory.text for memory in memories])
            for memory, one in zip(memories, encoded, strict=True):
                self._vectors.put_memory(memory.id, self._embedder.id, one)

    def _encode_missing_turns(self) -> list[int]:
        """Encode heard turns that have no vector of this embedder: it changed, or their words were hidden."""
        waiting = {job.turn_id for job in self._queue.pending()}
        missing = [
            turn_id for turn_id in self._vectors.missing_turns(self._embedder.id) if turn_id not in waiting
        ]
        encoded = []
        for turn in self._diary.get_many(missing):
            if (visible := self._visible(turn)) and self._encode_anew(turn, visible, self._context(turn)):
                encoded.append(turn.id)
        return encoded

    def _encode_anew(self, turn: Turn, visible: str, context: str) -> bool:
        """Encode a turn, and keep that unless words of it were hidden or shown meanwhile: then it stays
        missing, and the change itself brings it here again.
        """
        encoded = self._embedder.encode([visible], contexts=[context])[0]

        def keep(_: Writer) -> bool:
            same = (self._visible(turn), self._context(turn)) == (visible, context)
            if same:
                self._vectors.put_turn(turn.id, self._embedder.id, encoded)
            return same

        return self._db.write(keep)

    # feeding

    def _put_memories(self, ids: Sequence[int]) -> None:
        if not ids:
            return
        there = {memory.id: memory for memory in self._memories.get_many(ids)}
        told = self._told_in(list(there.values()))
        table = self._vectors.load_memories(self._embedder.id, ids)
        encoded = {int(one): table.encoded(position) for position, one in enumerate(table.ids)}
        for memory_id in ids:
            memory = there.get(memory_id)
            if (
                memory is None
                or memory.status is Status.FORGOTTEN
                or memory.kind in DERIVED_KINDS
                or memory_id not in encoded
            ):
                self.index.drop_memory(memory_id)
            else:
                self._put_memory(memory, encoded[memory_id], told)
        self._put_links(self._associations.of_many(ids), ids)

    def _told_in(self, memories: Sequence[Memory]) -> dict[int, Turn]:
        """The turns that memories come from."""
        ids = dict.fromkeys(span.turn_id for memory in memories for span in memory.sources)
        return {turn.id: turn for turn in self._diary.get_many(list(ids))}

    def _put_links(self, found: Sequence[Association], ids: Sequence[int]) -> None:
        """What memories are linked with now; of several links between two of them the strongest."""
        links: dict[int, dict[int, tuple[float, datetime | None]]] = {one: {} for one in ids}
        for one in sorted(found, key=lambda one: one.weight):
            for memory_id in (one.source_id, one.target_id):
                if memory_id in links:
                    links[memory_id][one.other(memory_id)] = (one.weight, one.at)
        for memory_id, held in links.items():
            self.index.put_links(memory_id, held)

    def _put_memory(self, memory: Memory, encoded: Encoded, told: Mapping[int, Turn]) -> None:
        if memory.kind in DERIVED_KINDS:  # they say again what others say, which answer themselves
            return
        ids = dict.fromkeys(span.turn_id for span in memory.sources)
        sources = [told[turn_id] for turn_id in ids if turn_id in told]
        external = tuple(turn.external_id for turn in sources if turn.external_id is not None)
        speaker = next((turn.speaker for turn in sources if turn.speaker), None)
        self.index.put_memory(memory, encoded, external_ids=external, speaker=speaker)

    def _put_turns(self, ids: Iterable[int]) -> None:
        wanted = list(dict.fromkeys(ids))
        if not wanted:
            return
        # Words now hidden take their neighbours' windows with them; those are encoded anew as well.
        again = self._encode_missing_turns()
        wanted = list(dict.fromkeys([*wanted, *again]))
        # A turn's neighbours may stand in another light now: one got another turn before it (a message that
        # came late), or another process was quicker to encode them without words that are hidden now.
        wanted = list(dict.fromkeys([*wanted, *self._beside(wanted)]))
        table = self._vectors.load_turns(self._embedder.id, wanted)
        encoded = {int(one): table.encoded(position) for position, one in enumerate(table.ids)}
        # The latest first: a turn that got another one before it has to let go of its place before the other
        # takes it.
        for turn in sorted(self._diary.get_many(wanted), key=lambda one: (one.at, one.id), reverse=True):
            visible = self._visible(turn)
            if not visible or turn.id not in encoded:
                self.index.drop_turn(turn.id)
                continue
            previous = self._previous(turn)
            self.index.put_turn(
                turn,
                visible,
                encoded[turn.id],
                supports=any(
                    verdict.kind is not VerdictKind.IGNORE for verdict in self._verdicts.of(turn.id)
                ),
                previous_id=None if previous is None else previous.id,
            )

    def _beside(self, ids: Iterable[int]) -> list[int]:
        """The neighbours of turns, as far as hiding words reaches."""
        there = self._diary.get_many(list(ids))
        return [one.id for turn in there for one in self._diary.neighbours(turn.id, _REACH)]

    def _visible(self, turn: Turn) -> str:
        """What may be seen of a turn; a message as long as a book is indexed by its beginning."""
        return self._diary.visible_text(turn)[: self._readable]

    def _context(self, turn: Turn) -> str:
        """What the embedder reads before a turn."""
        previous = self._previous(turn)
        return context_of(turn, previous, "" if previous is None else self._visible(previous))

    def _previous(self, turn: Turn) -> Turn | None:
        earlier = [one for one in self._diary.neighbours(turn.id, 1) if (one.at, one.id) < (turn.at, turn.id)]
        return earlier[-1] if earlier and continues(earlier[-1], turn) else None


def _previous_of(turns: Sequence[Turn]) -> dict[int, int]:
    """For each turn the one before it in its dialogue; ``turns`` in order of time."""
    last: dict[str, Turn] = {}
    before: dict[int, int] = {}
    for turn in turns:
        previous = last.get(turn.conversation)
        if previous is not None and continues(previous, turn):
            before[turn.id] = previous.id
        last[turn.conversation] = turn
    return before


def _rows(table: VectorTable, memories: Sequence[Memory]) -> Iterable[tuple[Memory, Encoded]]:
    position = {int(one): at for at, one in enumerate(np.asarray(table.ids))}
    for memory in memories:
        yield memory, table.encoded(position[memory.id])
