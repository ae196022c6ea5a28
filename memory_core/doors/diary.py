"""What a screen or a script does with the diary and its conversations."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from memory_core.forgetting.purge import Purge
from memory_core.store.chats import Chats
from memory_core.store.database import Database
from memory_core.store.diary import Conversation, Diary, Line
from memory_core.store.drafts import Drafts
from memory_core.store.operations import Operations
from memory_core.store.visibility import HiddenSpan, VisibilityStore
from memory_core.types import (
    PurgePlan,
    PurgeReceipt,
    Turn,
)

Changed = Callable[[], None]


class DiaryDoor:
    """Reads the diary, verbatim or as far as it may be seen, and names conversations."""

    def __init__(self, db: Database, operations: Operations, changed: Changed, purge: Purge) -> None:
        self._purge = purge
        self._diary = Diary(db)
        self._chats = Chats(db, operations)
        self._drafts = Drafts(db)
        self._visibility = VisibilityStore(db)
        self._changed = changed

    def turns(self, conversation: str | None = None, limit: int | None = None) -> list[Turn]:
        """Turns, oldest first."""
        return self._diary.turns(conversation, limit)

    def recent(
        self, conversation: str | None = None, limit: int = 50, *, replaced: bool = True
    ) -> list[Turn]:
        """The last turns, oldest first; without those that an edited message replaced if not ``replaced``."""
        return self._diary.recent(conversation, limit, replaced=replaced)

    def outline(self, conversation: str) -> list[Line]:
        """Every turn that the chat shows of a conversation, oldest first, without the words."""
        return self._diary.outline(conversation)

    def get_many(self, turn_ids: Sequence[int]) -> list[Turn]:
        """Turns in the order of their ids given; unknown ids are left out."""
        return self._diary.get_many(turn_ids)

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
        """Every conversation that is not deleted, the one spoken in last first."""
        return self._diary.conversations()

    def rename_conversation(self, conversation: str, title: str) -> None:
        """Give a conversation a title of the user's own, as an undoable step; an empty one takes it back.

        Raises:
            BadRequest: there is no such conversation.
        """
        self._chats.rename(conversation, title)
        self._changed()

    def name_conversation(self, conversation: str, title: str) -> bool:
        """Keep a title that a model gave; False where the user has named the conversation already.

        Raises:
            BadRequest: there is no such conversation.
        """
        named = self._chats.name(conversation, title)
        self._changed()
        return named

    def pin_conversation(self, conversation: str, pinned: bool = True) -> None:
        """Keep a conversation at the top of the list, or not; an undoable step.

        Raises:
            BadRequest: there is no such conversation.
        """
        self._chats.pin(conversation, pinned)
        self._changed()

    def archive_conversation(self, conversation: str, archived: bool = True) -> None:
        """Put a conversation away, or take it out again, as an undoable step; its turns stay in memory.

        Raises:
            BadRequest: there is no such conversation.
        """
        self._chats.archive(conversation, archived)
        self._changed()

    def delete_conversation(self, conversation: str, *, forget: bool = False) -> int:
        """Take a conversation off the list and its words out of every answer; one undoable step.

        Args:
            conversation: which.
            forget: forget what was remembered from it alone, too; otherwise memories stay.

        Returns:
            How many memories were forgotten.

        Raises:
            BadRequest: there is no such conversation.
        """
        forgotten = self._chats.delete(conversation, forget=forget)
        self._changed()
        return forgotten

    def replace(self, turn_id: int, text: str) -> tuple[int, ...]:
        """Take a message, and what followed it, out of the chat: it is about to be said again as ``text``.

        What was remembered of it is taken back, unless ``text`` repeats it; one undoable step. The turns stay
        in the diary.

        Returns:
            The turns that left the chat.

        Raises:
            BadRequest: there is no such message of the user's, or it was replaced before.
        """
        left = self._chats.replace(turn_id, text)
        self._changed()
        return left

    def draft(self, conversation: str) -> str:
        """What the user was about to say in a conversation."""
        return self._drafts.get(conversation)

    def keep_draft(self, conversation: str, text: str) -> None:
        """Keep what the user is about to say; empty when it was sent or given up."""
        self._drafts.put(conversation, text)

    def unsent(self) -> str | None:
        """The conversation of the newest draft in which nothing was said yet."""
        return self._drafts.unsent()
