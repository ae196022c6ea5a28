"""What the journal still holds of purged words: images of rows and the steps' details become empty.

A step of which an image was emptied can be neither undone nor redone, and says so.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

from memory_core.store.codec import to_image, to_text
from memory_core.store.connection import Writer
from memory_core.store.matching import Needle
from memory_core.store.purge_scope import Scope

_DETAIL = 80
"""Letters of a message that the step of its hearing keeps."""
_SEARCHED = "step.forget_matching"
"""The step whose detail is what the user looked for."""
_TOLD = ("text", "subject", "value")
"""Columns of a memory's image that hold words."""


def empty(
    writer: Writer,
    scope: Scope,
    gone: Mapping[str, Sequence[int]],
    former: Mapping[int, str],
    quoted: Sequence[Needle],
) -> int:
    """Empty the images of what goes, and every detail that tells of it.

    Args:
        writer: the open transaction; what goes is still there.
        scope: what goes.
        gone: ids of other rows that go, by table.
        former: texts of the messages that lose words.
        quoted: texts that a block of core memory loses.

    Returns:
        How many images and details were emptied.
    """
    steps: set[int] = set()
    emptied = 0
    for row_id, step_id in [*_images(writer, scope, gone, quoted)]:
        writer.execute("UPDATE journal_rows SET before = NULL, after = NULL WHERE id = ?", (row_id,))
        steps.add(step_id)
        emptied += 1
    for step_id in steps:
        writer.execute("UPDATE journal SET purged = 1, redo_order = NULL WHERE id = ?", (step_id,))
    told = [*former.values(), *_texts(writer, scope)]
    beginnings = {text[:_DETAIL] for text in former.values()}
    for step_id, name, detail in list(
        writer.tuples("SELECT id, name, detail FROM journal WHERE detail != ''")
    ):
        text = to_text(detail)
        searched = name == _SEARCHED and any(Needle(text).within(one) for one in told)
        if step_id in steps or text in beginnings or searched or scope.holds(text):
            emptied += writer.execute("UPDATE journal SET detail = '' WHERE id = ?", (step_id,))
    return emptied


def _texts(writer: Writer, scope: Scope) -> list[str]:
    return [
        to_text(writer.value("SELECT text FROM memories WHERE id = ?", (memory_id,)))
        for memory_id in scope.gone
    ]


def _images(
    writer: Writer, scope: Scope, gone: Mapping[str, Sequence[int]], quoted: Sequence[Needle]
) -> Iterator[tuple[int, int]]:
    """Ids of the rows to be emptied, with their steps'."""
    memories = set(scope.gone)
    others = {(table, row_id) for table, ids in gone.items() for row_id in ids}
    others |= {("memory_sources", row_id) for row_id in scope.loose}
    edited = _edited(writer, scope) if scope.needles else set()
    for row_id, step_id, table, changed, memory_id, before, after in writer.tuples(
        """SELECT id, step_id, table_name, row_id, memory_id, before, after FROM journal_rows
        WHERE before IS NOT NULL OR after IS NOT NULL"""
    ):
        if (
            memory_id in memories
            or (table, changed) in others
            or (step_id, memory_id) in edited
            or (table == "memories" and _replaced_by(memories, before, after))
            or (table == "blocks" and _quotes(quoted, before, after))
            or (table == "conversations" and _titled(scope, before, after))
        ):
            yield row_id, step_id


def _quotes(quoted: Sequence[Needle], *images: str | None) -> bool:
    """Whether an image of a block of core memory holds one of these texts."""
    columns = [to_image(image) for image in images if image is not None]
    texts = [one.get(name) for one in columns for name in ("name", "text")]
    return any(
        needle.within(to_text(text)) for text in texts if isinstance(text, (str, bytes)) for needle in quoted
    )


def _titled(scope: Scope, *images: str | None) -> bool:
    """Whether an image of a conversation holds a title with these words."""
    titles = [to_image(image).get("title") for image in images if image is not None]
    return any(scope.holds(to_text(one)) for one in titles if isinstance(one, (str, bytes)))


def _replaced_by(memories: set[int], *images: str | None) -> bool:
    """Whether an image names a purged memory as the one that took another's place."""
    return any(
        image is not None and "superseded_by" in image and json.loads(image).get("superseded_by") in memories
        for image in images
    )


def _edited(writer: Writer, scope: Scope) -> set[tuple[int, int]]:
    """Steps in which a memory that stays had words that go, as pairs with the memory."""
    found = set()
    for step_id, memory_id, before, after in writer.tuples(
        """SELECT step_id, memory_id, before, after FROM journal_rows
        WHERE table_name = 'memories' AND memory_id IS NOT NULL"""
    ):
        for image in (before, after):
            columns = to_image(image) if image is not None else {}
            told = (columns.get(name) for name in _TOLD)
            if any(scope.holds(to_text(one)) for one in told if isinstance(one, (str, bytes))):
                found.add((step_id, memory_id))
    return found
