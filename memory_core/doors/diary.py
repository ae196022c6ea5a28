"""What a screen or a script does with the diary and its conversations."""

from __future__ import annotations

from collections.abc import Callable

from memory_core.forgetting.purge import Purge
from memory_core.store.database import Database
from memory_core.store.diary import Conversation, Diary
from memory_core.store.visibility import HiddenSpan, VisibilityStore
from memory_core.types import (
    PurgePlan,
    PurgeReceipt,
    Turn,
)

Changed = Callable[[], None]


class DiaryDoor:
    """Reads the diary, verbatim or as far as it may be seen, and names conversations."""

    def __init__(self, db: Database, changed: Changed, purge: Purge) -> None:
        self._purge = purge
        self._diary = Diary(db)
        self._visibility = VisibilityStore(db)
        self._changed = changed

    def turns(self, conversation: str | None = None, limit: int | None = None) -> list[Turn]:
        """Turns, oldest first."""
        return self._diary.turns(conversation, limit)

    def recent(self, conversation: str | None = None, limit: int = 50) -> list[Turn]:
        """The last turns, oldest first."""
        return self._diary.recent(conversation, limit)

    def get(self, turn_id: int) -> Turn:
        """One turn.

        Raises:
            BadRequest: there is no such turn.
        """
        return self._diary.get(turn_id)

    def visible_text(self, turn: Turn) -> str:
        """A turn's text without what is suppressed or redacted; empty when nothing is left."""
        return self._diary.visible_text(turn)

    def hidden(self, turn_id: int) -> list[HiddenSpan]:
        """The turn's hidden spans."""
        return self._visibility.spans_of(turn_id)

    def search(self, text: str, limit: int = 50) -> list[Turn]:
        """Turns whose visible text holds every word of ``text`` in any form, best first."""
        return self._diary.search(text, limit)

    def purge_plan(self, turn_id: int) -> PurgePlan:
        """What :meth:`purge` would remove for good.

        Raises:
            BadRequest: there is no such turn.
        """
        return self._purge.plan_turn(turn_id)

    def purge(self, turn_id: int) -> PurgeReceipt:
        """Remove a whole message for good, with the memories that came of it.

        Raises:
            BadRequest: there is no such turn.
            VaultError: one of its kinds; nothing was removed.
        """
        return self._purge.turn(turn_id)

    def conversations(self) -> list[Conversation]:
        """Every conversation, the one spoken in last first."""
        return self._diary.conversations()

    def rename_conversation(self, conversation: str, title: str) -> None:
        """Give a conversation a title; an empty one takes it back."""
        self._diary.rename_conversation(conversation, title)
        self._changed()

    def archive_conversation(self, conversation: str, archived: bool = True) -> None:
        """Put a conversation away, or take it out again; its turns stay in memory."""
        self._diary.archive_conversation(conversation, archived)
        self._changed()
