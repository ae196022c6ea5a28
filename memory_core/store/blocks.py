"""Core memory: named texts of limited length that stand in every prompt (MemGPT, Packer et al. 2023).

Each change is an undoable step. A block that overflows is refused with what to do about it, because whoever
writes it (the user, a model) can put it shorter and nobody else can.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from memory_core.errors import BadRequest
from memory_core.store.codec import from_text, from_time, to_text
from memory_core.store.connection import Reader, Writer
from memory_core.store.database import Database
from memory_core.store.journal import USER, Journal
from memory_core.store.matching import Needle
from memory_core.store.step import Step
from memory_core.text.sentences import sentences
from memory_core.types import Block

_NAME_LETTERS = 40
_QUOTED_WORDS = 3
"""A memory of fewer words may stand in a block by chance."""


class BlockStore:
    """Reads and changes the blocks.

    Args:
        db: the vault.
        standing: blocks that are always there, with how many characters fit; others may be added.
        most: how many characters fit into one of those.
    """

    def __init__(self, db: Database, standing: Mapping[str, int], most: int) -> None:
        self._db = db
        self._journal = Journal(db)
        self._standing = standing
        self._most = most

    def all(self) -> list[Block]:
        """Every block: those that are always there first, then the user's own as they were made."""
        with self._db.read() as reader:
            there = {
                to_text(name): Block(to_text(name), to_text(text), most)
                for name, text, most in reader.tuples("SELECT name, text, most FROM blocks ORDER BY id")
            }
        always = [there.get(name, Block(name, "", most)) for name, most in self._standing.items()]
        return [*always, *(block for name, block in there.items() if name not in self._standing)]

    def get(self, name: str) -> Block:
        """One block; one that nobody has written yet is empty.

        Raises:
            BadRequest: the name is empty, or too long.
        """
        with self._db.read() as reader:
            return self._one(reader, name)

    def write(self, name: str, text: str, *, step: Step | None = None) -> Block:
        """Replace a block's text; an unknown name makes a block of the user's own.

        Raises:
            BadRequest: the text does not fit, or the name is empty or too long.
        """
        return self._change(name, lambda _: text, step)

    def append(self, name: str, text: str, *, step: Step | None = None) -> Block:
        """Add a line to a block.

        Raises:
            BadRequest: it would not fit, or the name is empty or too long.
        """
        return self._change(name, lambda old: f"{old}\n{text}" if old else text, step)

    def replace(self, name: str, old: str, new: str, *, step: Step | None = None) -> Block:
        """Replace a passage that stands in a block exactly once, letter for letter; ``""`` removes it.

        Raises:
            BadRequest: the passage does not stand there, or more than once, or the new text does not fit.
        """

        def change(text: str) -> str:
            found = text.count(old) if old else 0
            if not found:
                raise BadRequest(f"{old!r} does not stand in the block {name!r}; copy it letter for letter")
            if found > 1:
                raise BadRequest(
                    f"{old!r} stands {found} times in the block {name!r}; take more of its surroundings"
                )
            return text.replace(old, new)

        return self._change(name, change, step)

    def _change(self, name: str, change: Callable[[str], str], step: Step | None) -> Block:
        def run(s: Step) -> None:
            block = self._one(s.writer, name)
            text = change(block.text)
            if len(text) > block.most:
                over = len(text) - block.most
                raise BadRequest(
                    f"the block {name!r} holds {block.most} characters and this would be {over} more; "
                    "shorten it, or move some of it to a memory of its own"
                )
            _put(s, Block(name, text, block.most), from_time(self._db.clock()))

        if step is not None:
            run(step)
        else:
            self._journal.record(run, cause=USER, name="step.block", detail=name)
        return self.get(name)

    def _one(self, reader: Reader, name: str) -> Block:
        if not name.strip() or len(name) > _NAME_LETTERS:
            raise BadRequest(f"a block's name has 1 to {_NAME_LETTERS} letters")
        row = reader.row("SELECT text, most FROM blocks WHERE name = ?", (from_text(name),))
        if row is None:
            return Block(name, "", self._standing.get(name, self._most))
        return Block(name, to_text(row["text"]), row["most"])


def _put(step: Step, block: Block, at: str | None) -> None:
    row_id = step.writer.value("SELECT id FROM blocks WHERE name = ?", (from_text(block.name),))
    if row_id is None:
        row = {"name": from_text(block.name), "text": from_text(block.text), "most": block.most, "at": at}
        step.insert("blocks", row, None)
    elif from_text(block.text) != step.writer.value("SELECT text FROM blocks WHERE id = ?", (row_id,)):
        step.update("blocks", row_id, {"text": from_text(block.text), "at": at}, None)


def forget(step: Step, needles: Sequence[Needle]) -> None:
    """Take the sentences that hold one of these texts out of every block: a block stands in every prompt."""
    for row_id, text in list(step.writer.tuples("SELECT id, text FROM blocks")):
        left = without(to_text(text), needles)
        if left != to_text(text):
            step.update("blocks", row_id, {"text": from_text(left)}, None)


def forget_memory(step: Step, text: str) -> None:
    """Take the sentences that quote a forgotten memory out of every block."""
    needle = Needle(text)
    if needle.length >= _QUOTED_WORDS:
        forget(step, [needle])


def purge(writer: Writer, needles: Sequence[Needle]) -> int:
    """The same for good, without a step; a block whose name holds one of the texts goes whole.

    Returns:
        How many blocks lost something.
    """
    lost = 0
    for row_id, name, text in list(writer.tuples("SELECT id, name, text FROM blocks")):
        if _any_within(needles, to_text(name)):
            lost += writer.execute("DELETE FROM blocks WHERE id = ?", (row_id,))
            continue
        left = without(to_text(text), needles)
        if left != to_text(text):
            lost += writer.update("blocks", "id", row_id, {"text": from_text(left)})
    return lost


def without(text: str, needles: Sequence[Needle]) -> str:
    """A text without the sentences that hold one of these; of one that holds it across sentences, nothing."""
    if not _any_within(needles, text):
        return text
    kept, at = "", 0
    for start, end in sentences(text):
        between = text[at:start]
        if not _any_within(needles, text[start:end]):
            kept += (between if kept else "") + text[start:end]
        at = end
    return "" if _any_within(needles, kept) else kept


def _any_within(needles: Iterable[Needle], text: str) -> bool:
    return bool(text) and any(needle.within(text) for needle in needles)
