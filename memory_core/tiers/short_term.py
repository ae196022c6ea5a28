"""Short-term memory: the last few exchanges, as pages. What is no longer among them goes to a segment."""

from __future__ import annotations

from memory_core.params import Params
from memory_core.store.database import Database
from memory_core.store.segments import PageStore
from memory_core.types import Page


class ShortTermMemory:
    """The newest pages: as many as there is room for, however many were heard since the last night.

    Args:
        db: the vault.
        params: ``short_pages`` is used.
    """

    def __init__(self, db: Database, params: Params) -> None:
        self._pages = PageStore(db)
        self.capacity = params.short_pages

    def pages(self) -> list[Page]:
        """What is in it, oldest first."""
        return self._pages.newest(self.capacity)

    def leaving(self) -> list[Page]:
        """Pages that later ones have pushed out and that no segment has taken yet, oldest first."""
        return self._pages.leaving(self.capacity)
