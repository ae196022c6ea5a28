"""The diary: every message verbatim, written before anything else happens to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from memory_core.errors import BadRequest
from memory_core.store.codec import from_optional, from_text, instant, moment, to_optional, to_text
from memory_core.store.connection import Reader, Writer
from memory_core.store.database import Database
from memory_core.store.queue import HEAR
from memory_core.store.text_index import TextIndex, visible_turn
from memory_core.types import Role, Turn

_COLUMNS = "id, text, role, at_utc, at_offset, conversation, external_id, speaker"
_TITLE_LETTERS = 60
_CHUNK = 500
"""Ids in one statement."""


@dataclass(frozen=True, slots=True)
class Conversation:
    """A conversation and its extent.

    ``title`` is the user's own (``own``), else the one that a model gave (``named``), else the beginning of
    what is visible.
    """

    id: str
    title: str
    started: datetime
    last: datetime
    turns: int
    archived: bool
    pinned: bool = False
    own: bool = False
    named: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A turn as far as a list of thousands needs it: who said it, when, and how many letters it has."""

    turn_id: int
    role: Role
    at: datetime
    length: int


class Diary:
    """Writes and reads turns.

    Text is any Unicode, lone surrogates and NUL included, and comes back as it was. Times must be aware;
    the original offset from UTC comes back with them.
    """

    def __init__(self, db: Database) -> None:
        self._db = db
        self._index = TextIndex(db)

    def add(
        self,
        text: str,
        role: Role | str,
        at: datetime,
        conversation: str = "main",
        external_id: str | None = None,
        speaker: str | None = None,
    ) -> Turn:
        """Commit a message together with the job of hearing it; durable when this returns.

        A message with the ``external_id`` and text of an earlier one is that one; nothing is written. So is
        one under the ``external_id`` of a message that was purged: hearing it again does not bring it back.

        Raises:
            BadRequest: naive time, unknown role, empty conversation, or another text under the external id.
            VaultError: one of its kinds; nothing was written.
        """
        try:
            role = Role(role)
        except ValueError as error:
            raise BadRequest(f"unknown role {role!r}") from error
        if not conversation:
            raise BadRequest("a conversation's name must not be empty")
        utc, offset = instant(at)
        place, outside = from_text(conversation), from_optional(external_id)
        row = (from_text(text), role.value, utc, offset, place, outside, from_optional(speaker))

        def commit(writer: Writer) -> Turn:
            if outside is not None and (known := _one(writer, "external_id = ?", outside)) is not None:
                if known.text != text and not _is_redacted(writer, known.id):
                    raise BadRequest(f"external id {external_id!r} belongs to another message")
                return known
            writer.execute(
                """INSERT OR IGNORE INTO conversations (id, number)
                VALUES (?, (SELECT ifnull(max(number), 0) + 1 FROM conversations))""",
                (place,),
            )
            turn_id = int(
                writer.value(
                    """INSERT INTO turns (text, role, at_utc, at_offset, conversation, external_id, speaker)
                    VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id""",
                    row,
                )
            )
            writer.execute("INSERT INTO queue (kind, turn_id) VALUES (?, ?)", (HEAR, turn_id))
            return Turn(turn_id, text, role, moment(utc, offset), conversation, external_id, speaker)

        return self._db.write(commit)

    def get(self, turn_id: int) -> Turn:
        """One turn.

        Raises:
            BadRequest: there is no such turn.
        """
        with self._db.read() as reader:
            turn = _one(reader, "id = ?", turn_id)
        if turn is None:
            raise BadRequest(f"there is no turn {turn_id}")
        return turn

    def get_many(self, turn_ids: Sequence[int]) -> list[Turn]:
        """Turns in the order of their ids given; unknown ids are left out."""
        found: dict[int, Turn] = {}
        with self._db.read() as reader:
            for first in range(0, len(turn_ids), _CHUNK):
                some = turn_ids[first : first + _CHUNK]
                marks = ", ".join("?" * len(some))
                for row in reader.tuples(f"SELECT {_COLUMNS} FROM turns WHERE id IN ({marks})", some):
                    found[row[0]] = _turn(row)
        return [found[turn_id] for turn_id in turn_ids if turn_id in found]

    def turns(self, conversation: str | None = None, limit: int | None = None) -> list[Turn]:
        """Turns, oldest first by when they were said; the first ``limit`` of them if given."""
        return self._turns("", conversation, limit)

    def recent(
        self, conversation: str | None = None, limit: int = 50, *, replaced: bool = True
    ) -> list[Turn]:
        """The last ``limit`` turns, oldest first; ``replaced`` with those that an edited message replaced."""
        return self._turns("DESC", conversation, limit, replaced=replaced)[::-1]

    def outline(self, conversation: str) -> list[Line]:
        """Every turn that the chat shows of a conversation, oldest first, without the words."""
        with self._db.read() as reader:
            rows = reader.tuples(
                """SELECT id, role, at_utc, at_offset, length(text) FROM turns WHERE conversation = ?
                AND id NOT IN (SELECT turn_id FROM replaced) ORDER BY at_utc, id""",
                (from_text(conversation),),
            )
            return [
                Line(turn_id, Role(role), moment(utc, offset), length)
                for turn_id, role, utc, offset, length in rows
            ]

    def after(self, turn_id: int) -> list[Turn]:
        """Turns written after this one, in the order of writing."""
        with self._db.read() as reader:
            rows = reader.tuples(f"SELECT {_COLUMNS} FROM turns WHERE id > ? ORDER BY id", (turn_id,))
            return [_turn(row) for row in rows]

    def neighbours(self, turn_id: int, reach: int) -> list[Turn]:
        """Up to ``reach`` turns before and after a turn in its conversation, oldest first, itself left out.

        Raises:
            BadRequest: there is no such turn.
        """
        with self._db.read() as reader:
            here = reader.row("SELECT conversation, at_utc, id FROM turns WHERE id = ?", (turn_id,))
            if here is None:
                raise BadRequest(f"there is no turn {turn_id}")
            sides = []
            for sign, order in (("<", "DESC"), (">", "")):
                rows = reader.tuples(
                    f"""SELECT {_COLUMNS} FROM turns WHERE conversation = ? AND (at_utc, id) {sign} (?, ?)
                    ORDER BY at_utc {order}, id {order} LIMIT ?""",
                    (*here.values(), reach),
                )
                sides.append([_turn(row) for row in rows])
        return sides[0][::-1] + sides[1]

    def conversations(self) -> list[Conversation]:
        """Every conversation that is not deleted, the one spoken in last first."""
        with self._db.read() as reader:
            rows = reader.rows(
                """SELECT c.id, c.title, c.named, c.archived, c.pinned, count(*) AS turns,
                    min(t.at_utc) AS started, max(t.at_utc) AS last
                FROM conversations c JOIN turns t ON t.conversation = c.id
                WHERE NOT c.deleted GROUP BY c.id ORDER BY last DESC"""
            )
            return [_conversation(reader, row) for row in rows]

    def search(self, text: str, limit: int = 50) -> list[Turn]:
        """Turns whose visible text holds every word of ``text`` in any form, best first."""
        return self.get_many(self._index.search_turns(text, limit))

    def visible_text(self, turn: Turn) -> str:
        """A turn's text without what is suppressed or redacted; empty when nothing is left."""
        with self._db.read() as reader:
            return visible_turn(reader, turn.id)

    def count(self) -> int:
        """How many turns there are."""
        with self._db.read() as reader:
            return int(reader.value("SELECT count(*) FROM turns"))

    def _turns(
        self, order: str, conversation: str | None, limit: int | None, *, replaced: bool = True
    ) -> list[Turn]:
        asked = [] if conversation is None else ["conversation = :conversation"]
        asked += [] if replaced else ["id NOT IN (SELECT turn_id FROM replaced)"]
        where = f"WHERE {' AND '.join(asked)}" if asked else ""
        arguments = {"conversation": from_optional(conversation), "limit": -1 if limit is None else limit}
        with self._db.read() as reader:
            rows = reader.tuples(
                f"SELECT {_COLUMNS} FROM turns {where} ORDER BY at_utc {order}, id {order} LIMIT :limit",
                arguments,
            )
            return [_turn(row) for row in rows]


def _is_redacted(reader: Reader, turn_id: int) -> bool:
    redacted = "SELECT EXISTS (SELECT 1 FROM spans WHERE turn_id = ? AND state = 'redacted')"
    return bool(reader.value(redacted, (turn_id,)))


def _one(reader: Reader, where: str, argument: str | bytes | int) -> Turn | None:
    for row in reader.tuples(f"SELECT {_COLUMNS} FROM turns WHERE {where}", (argument,)):
        return _turn(row)
    return None


def _turn(row: tuple[Any, ...]) -> Turn:
    turn_id, text, role, utc, offset, conversation, external_id, speaker = row
    return Turn(
        turn_id,
        to_text(text),
        Role(role),
        moment(utc, offset),
        to_text(conversation),
        to_optional(external_id),
        to_optional(speaker),
    )


def _conversation(reader: Reader, row: dict[str, Any]) -> Conversation:
    offset_at = "SELECT at_offset FROM turns WHERE conversation = ? AND at_utc = ? LIMIT 1"
    ends = [moment(utc, reader.value(offset_at, (row["id"], utc))) for utc in (row["started"], row["last"])]
    own, named = to_optional(row["title"]), to_optional(row["named"])
    return Conversation(
        to_text(row["id"]),
        own or named or _beginning(reader, row["id"]),
        ends[0],
        ends[1],
        row["turns"],
        bool(row["archived"]),
        bool(row["pinned"]),
        own is not None,
        named is not None,
    )


def _beginning(reader: Reader, conversation: str | bytes) -> str:
    """The first visible words of a conversation: a title that forgets when the user forgets."""
    turn_ids = reader.tuples(
        """SELECT id FROM turns WHERE conversation = ? AND role = 'user'
        AND id NOT IN (SELECT turn_id FROM replaced) ORDER BY at_utc, id""",
        (conversation,),
    )
    for (turn_id,) in turn_ids:
        if text := " ".join(visible_turn(reader, turn_id)[: 4 * _TITLE_LETTERS].split()):
            return text if len(text) <= _TITLE_LETTERS else text[: _TITLE_LETTERS - 1].rstrip() + "…"
    return ""
