"""Keeps a conversation's computed prompt beyond its process: saved when the model rests, the program ends or
another conversation begins, taken up again when the conversation goes on.

A saved prompt holds words of the user's, so it lives by the rule of every prompt: when something in it is
forgotten, changed or purged, it goes. What a message looked like when it was sent is saved with it, because a
history that is laid out otherwise shares no prefix with the state.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

from app.assistant.door import Door
from app.assistant.quoting import SOURCE
from app.assistant.transcript import Sent, Transcript
from app.prompt_files import PromptFiles
from memory_core.errors import Cancelled, EnvironmentProblem
from memory_core.types import NO_PARTS, Changes, Item, Role, Span


@runtime_checkable
class SavesPrompts(Protocol):
    """A model whose cached prompt can be taken out and put back."""

    @property
    def pid(self) -> int | None:
        """Its process; another one has another cache."""

    def fingerprint(self) -> str:
        """What a state depends on."""

    def save_prompt(self) -> bytes:
        """The state."""

    def restore_prompt(self, state: bytes) -> int:
        """Take a state up; tokens that need not be computed again."""


@dataclass(frozen=True, slots=True)
class Holds:
    """What a prompt holds: messages by their turns, and the memory that sums up what left it."""

    sent: Mapping[int, Sent]
    summary: int | None = None


class PromptStates:
    """The saved prompts of one vault. Safe to call from several threads.

    Args:
        door: the memory: whether what a prompt holds still stands.
        files: where they lie.
    """

    def __init__(self, door: Door, files: PromptFiles) -> None:
        self._door = door
        self.files = files
        self._lock = threading.RLock()
        self._held: tuple[str, Transcript, SavesPrompts, int] | None = None
        """Conversation, transcript, model and process (0: not begun yet) of the prompt that may be saved."""
        self._known: dict[Path, tuple[int, Holds]] = {}
        self._reviewing = ThreadPoolExecutor(max_workers=1, thread_name_prefix="mneme-prompts")
        self._end_subscription = door.subscribe(self._changed)
        if files.paths():
            self._reviewing.submit(self._review, None)

    def before(self, conversation: str, turn_id: int | None, transcript: Transcript, model: object) -> int:
        """A message is about to be answered: save another conversation's prompt, take up this one's.

        Args:
            conversation: which goes on.
            turn_id: the message's turn; None off the record: then nothing of it is ever saved.
            transcript: lays out the prompt.
            model: answers.

        Returns:
            Tokens that were taken up from a file; 0 where none were, or none are needed.
        """
        if not isinstance(model, SavesPrompts):
            return 0
        with self._lock:
            held, pid = self._held, model.pid
            warm = held is not None and held[0] == conversation and held[2] is model
            if warm and held and pid is not None and held[3] in (0, pid) and turn_id is not None:
                return 0
            self.save()
            self._held = None
            taken = 0 if turn_id is None else self._taken_up(conversation, transcript, model)
            if turn_id is not None:
                self._held = (conversation, transcript, model, model.pid or 0)
            return taken

    def save(self) -> bool:
        """Save the prompt that is cached now, if it is a conversation's and all in it still stands.

        Returns:
            Whether it was saved. What the machine refuses (a full disk, a process that died) saves nothing.
        """
        with self._lock:
            if self._held is None:
                return False
            conversation, transcript, model, _ = self._held
            with contextlib.suppress(EnvironmentProblem, Cancelled, OSError):
                holds = Holds(transcript.sent_in(conversation), transcript.summary_in(conversation))
                if not holds.sent or model.pid is None or not self._stands(holds):
                    return False
                state = model.save_prompt()
                if not state:
                    return False
                told = {
                    "fingerprint": model.fingerprint(),
                    "summary": holds.summary,
                    "sent": [_written(turn_id, one) for turn_id, one in holds.sent.items()],
                }
                path = self.files.path_of(conversation)
                saved = self.files.write(conversation, told, state)
                if saved and not self._stands(holds):  # forgotten while it was written
                    self.files.remove(path)
                    return False
                return saved
            return False

    def forget(self) -> int:
        """Remove every saved prompt and save none of what is cached; returns how many there were.

        Raises:
            OSError: one could not be removed.
        """
        with self._lock:
            self._held = None
            self._known.clear()
            return sum(self.files.remove(path) for path in self.files.paths())

    def close(self) -> None:
        """Wait for reviews under way, and let the key go."""
        self._end_subscription()
        self._reviewing.shutdown(wait=True)
        with self._lock:
            self._held = None
            self.files.close()

    def settle(self) -> None:
        """Wait until every change so far was looked at."""
        self._reviewing.submit(lambda: None).result()

    def _taken_up(self, conversation: str, transcript: Transcript, model: SavesPrompts) -> int:
        path = self.files.path_of(conversation)
        told = self.files.told(path)
        if told is None:
            return 0
        taken = 0
        with contextlib.suppress(EnvironmentProblem, Cancelled, OSError):
            if told.get("fingerprint") != model.fingerprint():
                return 0
            holds = self._holds(path, told)
            if holds.sent and self._stands(holds) and (state := self.files.read(path)):
                taken = model.restore_prompt(state)
        if taken:
            transcript.adopt(holds.sent)
        else:
            self._drop(path)
        return taken

    def _changed(self, changes: Changes) -> None:
        if changes.memories or changes.turns:
            with contextlib.suppress(RuntimeError):  # closed meanwhile
                self._reviewing.submit(self._review, changes)

    def _review(self, changes: Changes | None) -> None:
        """Drop the files in which something no longer stands; without ``changes`` all is looked at."""
        for path in self.files.paths():
            with self._lock:
                holds = self._holds(path, None)
                if not holds.sent or not self._stands(holds, changes):
                    self._drop(path)

    def _holds(self, path: Path, told: Mapping[str, Any] | None) -> Holds:
        """What a file's prompt holds; nothing if it cannot be read."""
        with contextlib.suppress(OSError, KeyError, TypeError, ValueError, AttributeError):
            changed = path.stat().st_mtime_ns
            known = self._known.get(path)
            if known and known[0] == changed:
                return known[1]
            told = (self.files.told(path) if told is None else told) or {}
            holds = Holds(dict(map(_read, told["sent"])), told["summary"])
            self._known[path] = (changed, holds)
            return holds
        return Holds({})

    def _stands(self, holds: Holds, changes: Changes | None = None) -> bool:
        """Whether nothing of it was forgotten or altered: by ``changes``, or at all."""
        if changes is None:
            changes = Changes(tuple(_turns(holds.sent)), tuple(_memories(holds.sent)))
            touched = True
        else:
            touched = holds.summary in changes.memories or bool(changes.turns)
        if holds.summary is not None and touched and not self._door.summaries.stands(holds.summary):
            return False
        looking = Transcript(self._door, len)
        looking.adopt(holds.sent)
        return not looking.is_stale(changes)

    def _drop(self, path: Path) -> None:
        self._known.pop(path, None)
        with contextlib.suppress(OSError):
            self.files.remove(path)


def _turns(sent: Mapping[int, Sent]) -> Iterator[int]:
    for turn_id, one in sent.items():
        yield turn_id
        yield from (span.turn_id for item in one.items for span in item.sources)
        yield from (int(number) for sort, number in SOURCE.findall(one.visible) if sort == "turn")


def _memories(sent: Mapping[int, Sent]) -> Iterator[int]:
    for one in sent.values():
        yield from (item.memory_id for item in one.items if item.memory_id is not None)
        yield from (int(number) for sort, number in SOURCE.findall(one.visible) if sort == "memory")


def _written(turn_id: int, one: Sent) -> list[Any]:
    return [turn_id, one.visible, one.content, [_row(item) for item in one.items]]


def _read(row: Sequence[Any]) -> tuple[int, Sent]:
    turn_id, visible, content, items = row
    return int(turn_id), Sent(visible, tuple(_item(one) for one in items), content)


_TIMES = ("at", "valid_from", "valid_to", "event_date")


def _row(item: Item) -> dict[str, Any]:
    """What of an item decides whether it still stands, and how it is shown."""
    times = {name: getattr(item, name) for name in _TIMES}
    return {
        **{name: getattr(item, name) for name in ("id", "text", "kind", "memory_id", "speaker")},
        **{name: None if at is None else at.isoformat() for name, at in times.items()},
        "sources": [[span.turn_id, span.start, span.end] for span in item.sources],
        "role": item.role.value,
    }


def _item(row: Mapping[str, Any]) -> Item:
    times = {name: None if row[name] is None else datetime.fromisoformat(row[name]) for name in _TIMES}
    return Item(
        **{name: row[name] for name in ("id", "text", "kind", "memory_id", "speaker")},
        **times,  # type: ignore[arg-type]
        score=0.0,
        parts=NO_PARTS,
        tier=None,
        sources=tuple(Span(*span) for span in row["sources"]),
        external_ids=(),
        role=Role(row["role"]),
    )
