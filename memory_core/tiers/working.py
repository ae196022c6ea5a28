"""Working memory: what is in mind, the last turns of the conversation and the blocks of core memory.

The prompt's own window (what fits, the summary of what left it) is kept by whoever writes the prompt; here
stands what every prompt is made from.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from memory_core.params import Params
from memory_core.store.blocks import BlockStore
from memory_core.store.database import Database
from memory_core.store.diary import Diary
from memory_core.types import Turn

ABOUT_THE_USER, ABOUT_THE_ASSISTANT = "user", "assistant"


def standing_blocks(params: Params) -> Mapping[str, int]:
    """The blocks that are always there (MemGPT's persona and human), with how many characters fit."""
    return MappingProxyType(dict.fromkeys((ABOUT_THE_USER, ABOUT_THE_ASSISTANT), params.block_letters))


class WorkingMemory:
    """Reads what is in mind.

    Args:
        db: the vault.
        params: ``working_turns`` and ``block_letters`` are used.
    """

    def __init__(self, db: Database, params: Params) -> None:
        self._diary = Diary(db)
        self._most = params.working_turns
        self.blocks = BlockStore(db, standing_blocks(params), params.block_letters)

    def turns(self, conversation: str | None = None) -> list[Turn]:
        """The last turns of a conversation, of the one spoken in last if none is named, oldest first."""
        if conversation is None:
            last = self._diary.recent(limit=1)
            if not last:
                return []
            conversation = last[0].conversation
        return self._diary.recent(conversation, self._most)
