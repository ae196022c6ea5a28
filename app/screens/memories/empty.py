"""What a list says that has nothing to show."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.screens.memories.reading import Wanted
from app.widgets.empty_state import EmptyState
from memory_core.types import Status

translate = QCoreApplication.translate


class Empty(EmptyState):
    """Says why a list is empty."""

    def explain(self, wanted: Wanted) -> None:
        """Say why there is nothing under these filters."""
        if wanted.text.strip():
            self.say(
                "search",
                translate("Memories", "Nothing found"),
                translate("Memories", "Try another word, or look among the replaced and the forgotten."),
            )
        elif wanted.kind is not None or wanted.pinned:
            self.say(
                "memories",
                translate("Memories", "Nothing of this kind yet"),
                translate("Memories", "Choose another filter to see more."),
            )
        else:
            title, text = {
                Status.ACTIVE: (
                    translate("Memories", "Nothing remembered yet"),
                    translate("Memories", "Tell me about yourself in the chat; what is new appears here."),
                ),
                Status.SUPERSEDED: (
                    translate("Memories", "Nothing was replaced yet"),
                    translate("Memories", "When something changes, what held before is kept here."),
                ),
                Status.FADED: (
                    translate("Memories", "Nothing has faded"),
                    translate("Memories", "What is never used fades with time and can be brought back here."),
                ),
                Status.FORGOTTEN: (
                    translate("Memories", "Nothing was forgotten"),
                    translate("Memories", "What you ask me to forget rests here, out of every answer."),
                ),
            }[wanted.status]
            self.say("memories", title, text)
