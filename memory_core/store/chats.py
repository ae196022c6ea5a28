"""What the user does with conversations: name, pin, put away, delete, and say a message again otherwise.

Each is one undoable step. Deleting takes no turn away: the words leave every list, search, prompt and answer
until the step is undone. For good is the purge's business.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from memory_core.errors import BadRequest
from memory_core.store.codec import Value, fold, from_text, to_image, to_text
from memory_core.store.connection import Reader, Writer
from memory_core.store.database import Database
from memory_core.store.hiding import hide
from memory_core.store.journal import USER, Journal
from memory_core.store.operations import Operations
from memory_core.store.standing import DERIVED
from memory_core.store.step import Change, Step
from memory_core.store.touched import CONVERSATION, touch
from memory_core.types import Role, Span

RENAME, PIN, UNPIN = "step.rename_chat", "step.pin_chat", "step.unpin_chat"
PUT_AWAY, TAKE_OUT = "step.put_away_chat", "step.take_out_chat"
DELETE, RESEND = "step.delete_chat", "step.resend"


class Chats:
    """Changes conversations. All methods raise ``BadRequest`` for an unknown one; nothing is changed then."""

    def __init__(self, db: Database, operations: Operations) -> None:
        self._db = db
        self._journal = Journal(db)
        self._operations = operations

    def rename(self, conversation: str, title: str) -> None:
        """Give a conversation a title of the user's own; an empty one takes it back."""
        self._set(RENAME, conversation, "title", from_text(title) if title.strip() else None)

    def pin(self, conversation: str, pinned: bool) -> None:
        """Keep a conversation at the top of the list, or not."""
        self._set(PIN if pinned else UNPIN, conversation, "pinned", int(pinned))

    def archive(self, conversation: str, archived: bool) -> None:
        """Put a conversation away, or take it out again. Its turns stay in memory."""
        self._set(PUT_AWAY if archived else TAKE_OUT, conversation, "archived", int(archived))

    def name(self, conversation: str, title: str) -> bool:
        """Keep a title that a model gave; no step, for nobody did anything.

        Returns:
            False, with nothing changed, when the conversation is deleted or has a title of the user's own.
        """
        with self._db.read() as reader:
            _number(reader, conversation)

        def write(writer: Writer) -> bool:
            touch(writer, CONVERSATION, [conversation])
            changed = writer.execute(
                "UPDATE conversations SET named = ? WHERE id = ? AND title IS NULL AND NOT deleted",
                (from_text(title), from_text(conversation)),
            )
            return changed > 0

        return self._db.write(write)

    def delete(self, conversation: str, *, forget: bool) -> int:
        """Take a conversation off the list and its words out of every answer.

        Memories made of it stay, unless ``forget``: then those that come from nowhere else are forgotten.

        Returns:
            How many memories were forgotten.
        """

        def run(step: Step) -> int:
            step.update("conversations", _number(step.writer, conversation), {"deleted": 1}, None)
            turns = _turns(step.writer, "conversation = ?", from_text(conversation))
            memories = _only_from(step.writer, conversation) if forget else []
            for memory_id in memories:
                self._operations.forget(memory_id, step=step)
            hide(step, (Span(turn_id, 0, len(text)) for turn_id, text in turns if text), None)
            return len(memories)

        return self._journal.record(run, cause=USER, name=DELETE)

    def replace(self, turn_id: int, text: str) -> tuple[int, ...]:
        """Take a message out of the chat, with what followed it, because it is said again in other words.

        What was remembered of the message is taken back, but for statements that the new text holds too; its
        words, and those of the answers to it, are suppressed. What the user said after it stays known.

        Args:
            turn_id: a message of the user's.
            text: the new words; hearing them is the caller's next step.

        Returns:
            The turns that left the chat.

        Raises:
            BadRequest: there is no such message, it is not the user's, or was replaced before.
        """

        def run(step: Step) -> tuple[int, ...]:
            said = step.writer.row("SELECT * FROM turns WHERE id = ?", (turn_id,))
            if said is None or said["role"] != Role.USER.value:
                raise BadRequest(f"turn {turn_id} is no message of the user's")
            if step.writer.value("SELECT 1 FROM replaced WHERE turn_id = ?", (turn_id,)):
                raise BadRequest(f"turn {turn_id} was replaced before")
            after = list(
                step.writer.tuples(
                    """SELECT id, role, text FROM turns WHERE conversation = ? AND (at_utc, id) >= (?, ?)
                    AND id NOT IN (SELECT turn_id FROM replaced) ORDER BY at_utc, id""",
                    (said["conversation"], said["at_utc"], turn_id),
                )
            )
            own = to_text(said["text"])
            kept = self._take_back(step, turn_id, own, fold(text))
            hide(step, [Span(turn_id, 0, len(own))], None, kept)
            for other_id, role, words in after[1:]:
                if role == Role.USER.value:
                    break
                if words:
                    hide(step, [Span(other_id, 0, len(to_text(words)))], None)
            for other_id, _, _ in after:
                step.insert("replaced", {"turn_id": other_id}, None)
            return tuple(other_id for other_id, _, _ in after)

        return self._journal.record(run, cause=USER, name=RESEND)

    @staticmethod
    def _take_back(step: Step, turn_id: int, own: str, said: str) -> list[Span]:
        """Undo what was remembered of a message; the spans of what the new text repeats."""
        repeated: dict[int, Span] = {}
        sources = step.writer.tuples(
            "SELECT memory_id, start, stop FROM memory_sources WHERE turn_id = ?", (turn_id,)
        )
        for memory_id, start, stop in list(sources):
            words = fold(own[start:stop]).strip(" .!?…,;")
            if words and words in said:
                repeated[memory_id] = Span(turn_id, start, stop)
        for changes in reversed(_work_on(step.writer, turn_id)):
            step.take_back([one for one in changes if one.memory_id not in repeated])
        return list(repeated.values())

    def _set(self, name: str, conversation: str, column: str, value: Value) -> None:
        def run(step: Step) -> None:
            step.update("conversations", _number(step.writer, conversation), {column: value}, None)

        self._journal.record(run, cause=USER, name=name)


def _number(reader: Reader, conversation: str) -> int:
    number = reader.value("SELECT number FROM conversations WHERE id = ?", (from_text(conversation),))
    if number is None:
        raise BadRequest(f"there is no conversation {conversation!r}")
    return int(number)


def _turns(reader: Reader, where: str, argument: str | bytes) -> list[tuple[int, str]]:
    rows = reader.tuples(f"SELECT id, text FROM turns WHERE {where} ORDER BY id", (argument,))
    return [(turn_id, to_text(text)) for turn_id, text in list(rows)]


def _only_from(reader: Reader, conversation: str) -> list[int]:
    """Memories of the user's words that come from this conversation and from nowhere else."""
    rows = reader.tuples(
        f"""SELECT m.id FROM memories m JOIN memory_sources s ON s.memory_id = m.id
            JOIN turns t ON t.id = s.turn_id
        WHERE m.gone IS NULL AND m.status IN ('active', 'faded') AND m.kind NOT IN ({DERIVED})
        GROUP BY m.id HAVING min(t.conversation = ?) = 1 ORDER BY m.id""",
        (from_text(conversation),),
    )
    return [memory_id for (memory_id,) in list(rows)]


def _work_on(reader: Reader, turn_id: int) -> list[Sequence[Change]]:
    """What the steps changed that gave memories this message as their source, oldest first."""
    steps: dict[int, None] = {}
    rows = reader.tuples(
        """SELECT r.step_id, r.after FROM journal_rows r JOIN journal j ON j.id = r.step_id
        WHERE r.table_name = 'memory_sources' AND r.before IS NULL AND r.after IS NOT NULL AND j.undone = 0
            AND j.cause IN ('hearing', 'teaching')
            AND r.memory_id IN (SELECT memory_id FROM memory_sources WHERE turn_id = ?)
        ORDER BY r.id""",
        (turn_id,),
    )
    for step_id, after in list(rows):
        if to_image(after).get("turn_id") == turn_id:
            steps[step_id] = None
    return [_changes(reader, step_id) for step_id in steps]


def _changes(reader: Reader, step_id: int) -> Sequence[Change]:
    rows: Iterable[tuple[str, int, str | None, str | None, int | None]] = reader.tuples(
        "SELECT table_name, row_id, before, after, memory_id FROM journal_rows WHERE step_id = ? ORDER BY id",
        (step_id,),
    )
    return [
        Change(table, row_id, _image(before), _image(after), memory_id)
        for table, row_id, before, after, memory_id in list(rows)
    ]


def _image(image: str | None) -> dict[str, Value] | None:
    return None if image is None else to_image(image)
