"""The one transaction of a purge: rows, words, images of the journal, vectors, learnt state; all or nothing.

What the file still holds of them in its free space is wiped after it (``scrub``), come what may in between.
"""

from __future__ import annotations

import json
import uuid
from collections import Counter
from collections.abc import Mapping, Sequence

from memory_core.store import blocks, purge_journal, scrub
from memory_core.store.codec import Value, fold, from_text, to_optional, to_text
from memory_core.store.connection import Reader, Writer
from memory_core.store.gate_log import message_of
from memory_core.store.matching import Needle
from memory_core.store.purge_scope import Scope
from memory_core.store.step import forget_titles, turns_of
from memory_core.store.text_index import refresh_memories, refresh_turns
from memory_core.store.touched import CONVERSATION, MEMORY, TURN, touch
from memory_core.store.vectors import drop_turns
from memory_core.text.sentences import sentences
from memory_core.types import Visibility

BLOCK = "█"
"""What stands in the place of each purged letter, so that every other word stays where it is."""
TRACES = "purge: traces"
"""Name in ``meta`` of the list of places outside the vault that are still to be cleaned."""

PLACES = (
    "memories", "spans", "vectors", "words", "journal", "verdicts", "teachings", "questions", "learnt",
    "drafts", "attachments", "titles", "blocks",
)  # fmt: skip
"""Places inside the vault, as a receipt names them."""

_QUOTED_WORDS = 3
"""A sentence of fewer words is not looked for in the blocks: it may stand there by chance."""

Former = Mapping[int, str]
"""Texts of the messages that lose words, as they were."""


def purge(writer: Writer, scope: Scope, traces: Sequence[str] = ()) -> Counter[str]:
    """Remove all of a scope from the vault's tables.

    Args:
        writer: the open transaction.
        scope: what to remove, as this transaction sees it.
        traces: names of the places outside the vault that are to be cleaned next.

    Returns:
        What was removed, by the names of ``PLACES``; all 0 if it stands nowhere.
    """
    former: Former = {turn_id: message_of(writer, turn_id) for turn_id in scope.turns}
    gone = _referring(writer, scope, former)
    judged = _turns_of_rows(writer, gone)
    beside = [*_asked_beside(writer, scope, gone["questions"]), *_loosened(writer, scope)]
    removed = Counter(dict.fromkeys(PLACES, 0))
    block_needles = [*scope.needles, *_passages(scope, former)]
    removed["journal"] = purge_journal.empty(writer, scope, gone, former, block_needles)
    for table, ids in gone.items():
        if table in PLACES:
            removed[table] = len(ids)
        for row_id in ids:
            writer.execute(f"DELETE FROM {table} WHERE id = ?", (row_id,))
    removed["drafts"] = _drop_drafts(writer, scope, former)
    removed["titles"] = _drop_titles(writer, scope)
    forget_titles(writer, former)
    removed["blocks"] = blocks.purge(writer, block_needles)
    removed["spans"] = len(scope.fresh)
    vectors = _count_vectors(writer)
    _overwrite(writer, scope, former)
    removed["memories"] = _drop_memories(writer, scope)
    drop_turns(writer, former)
    removed["vectors"] = vectors - _count_vectors(writer)
    removed["words"] = _drop_words(writer, scope)
    if not removed.total():
        return removed
    removed["learnt"] = writer.execute("DELETE FROM states")  # folded anew from what is left
    _begin_work_anew(writer)
    touch(writer, MEMORY, [*scope.gone, *beside])
    touch(writer, TURN, dict.fromkeys([*former, *judged, *turns_of(writer, beside)]))
    scrub.mark(writer)
    if traces:
        _keep(writer, traces)
    return removed


def traces_left(reader: Reader) -> list[str]:
    """Names of the places outside the vault that are still to be cleaned."""
    found = reader.value("SELECT value FROM meta WHERE name = ?", (TRACES,))
    return [str(name) for name in json.loads(found)] if found else []


def trace_cleaned(writer: Writer, name: str) -> None:
    """Note that a place outside the vault was cleaned."""
    _keep(writer, [one for one in traces_left(writer) if one != name])


def _keep(writer: Writer, traces: Sequence[str]) -> None:
    writer.execute("DELETE FROM meta WHERE name = ?", (TRACES,))
    if traces:
        writer.insert("meta", {"name": TRACES, "value": json.dumps(list(traces))})


def _referring(writer: Writer, scope: Scope, former: Former) -> dict[str, list[int]]:
    """Ids of rows about what goes, by table."""
    memories = set(scope.gone)
    turns = {span.turn_id for span in scope.spans}

    def meant(row: Mapping[str, Value]) -> bool:
        turn_id, start, stop = row["turn_id"], row["start"], row["stop"]
        return turn_id in turns and scope.touches(_number(turn_id), _end(start), _end(stop))

    verdicts = writer.rows("SELECT id, turn_id, start, stop, text FROM verdicts")
    teachings = writer.rows("SELECT id, turn_id, start, stop FROM teachings")
    questions = writer.tuples("SELECT id, memory_id, other_id FROM questions")
    attachments = writer.tuples("SELECT id, turn_id, name, content FROM attachments")
    return {
        "verdicts": [row["id"] for row in verdicts if meant(row) or scope.holds(to_text(row["text"]))],
        "teachings": [row["id"] for row in teachings if meant(row)],
        "questions": [row_id for row_id, *pair in questions if memories & {*pair}],
        "attachments": [
            row_id
            for row_id, turn_id, name, content in attachments
            if _whole(scope, turn_id, former) or scope.holds(to_text(name)) or _stands_in(scope, content)
        ],
        "pages": [
            row_id
            for row_id, turn_id in writer.tuples("SELECT id, turn_id FROM pages")
            if _whole(scope, turn_id, former)
        ],
    }


def _passages(scope: Scope, former: Former) -> list[Needle]:
    """The words of the diary that go, sentence by sentence: a block of core memory may quote them."""
    texts = (former[span.turn_id][span.start : span.end] for span in scope.fresh)
    quoted = [text[start:end] for text in texts for start, end in sentences(text)]
    needles = [Needle(text) for text in dict.fromkeys(quoted)]
    return [one for one in needles if one.length >= _QUOTED_WORDS]


def _number(value: Value) -> int:
    if not isinstance(value, int):
        raise AssertionError("a row names its turn")
    return value


def _end(value: Value) -> int | None:
    return None if value is None else _number(value)


def _whole(scope: Scope, turn_id: int, former: Former) -> bool:
    length = len(former.get(turn_id, ""))
    return any((one.turn_id, one.start, one.end) == (turn_id, 0, length) for one in scope.spans)


def _stands_in(scope: Scope, content: bytes) -> bool:
    return any(
        scope.holds(content.decode(encoding, "replace")) for encoding in ("utf-8", "utf-16-le", "utf-16-be")
    )


def _turns_of_rows(writer: Writer, gone: Mapping[str, Sequence[int]]) -> list[int]:
    found = [
        int(writer.value(f"SELECT turn_id FROM {table} WHERE id = ?", (row_id,)))
        for table in ("verdicts", "teachings", "attachments")
        for row_id in gone[table]
    ]
    return list(dict.fromkeys(found))


def _asked_beside(writer: Writer, scope: Scope, questions: Sequence[int]) -> list[int]:
    """Memories that stay, of questions that go."""
    found: dict[int, None] = {}
    for row_id in questions:
        for pair in writer.tuples("SELECT memory_id, other_id FROM questions WHERE id = ?", (row_id,)):
            found |= dict.fromkeys(one for one in pair if one not in scope.gone)
    return list(found)


def _loosened(writer: Writer, scope: Scope) -> list[int]:
    """Memories that stay and lose a source."""
    return [
        int(writer.value("SELECT memory_id FROM memory_sources WHERE id = ?", (source_id,)))
        for source_id in scope.loose
    ]


def _drop_drafts(writer: Writer, scope: Scope, former: Former) -> int:
    """Drafts that hold the words, or the message they became."""
    sent = [fold(text) for text in former.values() if text.strip()]
    dropped = 0
    for conversation, text in list(writer.tuples("SELECT conversation, text FROM drafts")):
        draft = to_text(text)
        if scope.holds(draft) or any(one in fold(draft) for one in sent):
            dropped += writer.execute("DELETE FROM drafts WHERE conversation = ?", (conversation,))
    return dropped


def _drop_titles(writer: Writer, scope: Scope) -> int:
    """Names that hold the words: of conversations, of speakers, of imported messages."""
    if not scope.needles:
        return 0
    dropped = 0
    for name, *titles in list(writer.tuples("SELECT id, title, named FROM conversations")):
        for column, title in zip(("title", "named"), titles, strict=True):
            if scope.holds(to_optional(title)):
                dropped += writer.execute(f"UPDATE conversations SET {column} = NULL WHERE id = ?", (name,))
                touch(writer, CONVERSATION, [to_text(name)])
        if scope.holds(to_text(name)):
            dropped += 1
            _rename(writer, name)
    for column in ("speaker", "external_id"):
        held = f"SELECT DISTINCT {column} FROM turns WHERE {column} IS NOT NULL"
        for (value,) in list(writer.tuples(held)):
            if scope.holds(to_text(value)):
                ids = [one for (one,) in writer.tuples(f"SELECT id FROM turns WHERE {column} = ?", (value,))]
                dropped += writer.execute(f"UPDATE turns SET {column} = NULL WHERE {column} = ?", (value,))
                drop_turns(writer, ids)  # a speaker's name is read with what was said
                touch(writer, TURN, ids)
    return dropped


def _rename(writer: Writer, name: str | bytes) -> None:
    """Give a conversation another name, which says nothing."""
    fresh = uuid.uuid4().hex
    writer.execute(
        """INSERT INTO conversations (id, title, named, archived, pinned, deleted)
        SELECT ?, title, named, archived, pinned, deleted FROM conversations WHERE id = ?""",
        (fresh, name),
    )
    number = writer.value("SELECT number FROM conversations WHERE id = ?", (name,))
    writer.execute("UPDATE conversations SET number = NULL WHERE id = ?", (name,))
    writer.execute("UPDATE conversations SET number = ? WHERE id = ?", (number, fresh))
    for table in ("turns", "drafts", "pages"):
        writer.execute(f"UPDATE {table} SET conversation = ? WHERE conversation = ?", (fresh, name))
    writer.execute("DELETE FROM touched WHERE owner = ? AND ref = ?", (CONVERSATION, name))
    turns = writer.tuples("SELECT id FROM turns WHERE conversation = ?", (fresh,))
    touch(writer, TURN, [turn_id for (turn_id,) in list(turns)])
    writer.execute("DELETE FROM conversations WHERE id = ?", (name,))
    touch(writer, CONVERSATION, [fresh])


def _overwrite(writer: Writer, scope: Scope, former: Former) -> None:
    for turn_id, text in former.items():
        left = text
        for span in scope.fresh:
            if span.turn_id == turn_id:
                left = left[: span.start] + BLOCK * (span.end - span.start) + left[span.end :]
        writer.execute("UPDATE turns SET text = ? WHERE id = ?", (from_text(left), turn_id))
    for memory_id in scope.gone:  # what was hidden for a memory stays hidden without it
        writer.execute("UPDATE spans SET memory_id = NULL WHERE memory_id = ?", (memory_id,))
    for span in scope.fresh:
        place: dict[str, Value] = {"turn_id": span.turn_id, "start": span.start, "stop": span.end}
        writer.execute(
            """DELETE FROM spans WHERE turn_id = :turn_id AND start >= :start AND stop <= :stop
            AND state = 'suppressed' AND memory_id IS NULL""",
            place,
        )
        writer.insert("spans", {**place, "state": Visibility.REDACTED.value, "memory_id": None})


def _drop_memories(writer: Writer, scope: Scope) -> int:
    for source_id in scope.loose:
        writer.execute("DELETE FROM memory_sources WHERE id = ?", (source_id,))
    for memory_id in scope.gone:
        one = (memory_id,)
        writer.execute("UPDATE memories SET superseded_by = NULL WHERE superseded_by = ?", one)
        for table in ("verdicts", "teachings"):
            writer.execute(f"UPDATE {table} SET memory_id = NULL WHERE memory_id = ?", one)
        writer.execute("UPDATE pages SET segment_id = NULL WHERE segment_id = ?", one)
        writer.execute("DELETE FROM segments WHERE memory_id = ?", one)
        writer.execute("DELETE FROM associations WHERE source_id = ?1 OR target_id = ?1", one)
        for table in ("memory_sources", "memory_vectors"):
            writer.execute(f"DELETE FROM {table} WHERE memory_id = ?", one)
        writer.execute(
            """INSERT OR REPLACE INTO purged (memory_id, learnt_at)
            SELECT id, learnt_at FROM memories WHERE id = ?""",
            one,
        )
    for memory_id in scope.gone:
        writer.execute("DELETE FROM memories WHERE id = ?", (memory_id,))
    return len(scope.gone)


def _drop_words(writer: Writer, scope: Scope) -> int:
    """Take what goes out of the search; turns that are not indexed yet will be, as they are then."""
    indexed = sum(
        int(writer.value(f"SELECT count(*) FROM {table} WHERE rowid = ?", (row_id,)))
        for table, ids in (("memory_words", scope.gone), ("turn_words", scope.turns))
        for row_id in ids
    )
    refresh_memories(writer, scope.gone)
    refresh_turns(writer, scope.turns)
    return indexed


def _count_vectors(reader: Reader) -> int:
    return int(
        reader.value("SELECT (SELECT count(*) FROM memory_vectors) + (SELECT count(*) FROM turn_vectors)")
    )


def _begin_work_anew(writer: Writer) -> None:
    """Give every waiting job another id: work in hand, by any process, has read what is gone and cannot be
    committed under the old one; it is done again.
    """
    jobs = writer.rows("SELECT kind, turn_id, attempts, parked, error FROM queue ORDER BY id")
    writer.execute("DELETE FROM queue")
    for job in jobs:
        writer.insert("queue", job)
