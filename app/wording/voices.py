"""Who puts the answers into words, in words."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from app.assistant.events import Voice
from app.served import is_served, parts_of

translate = QCoreApplication.translate
STARTER_NAME = "Gemma 3 270M"


@dataclass(frozen=True, slots=True)
class VoiceState:
    """What speaks now.

    ``wanted`` is the settings' model: a path, a served model's name, ``"none"``, None for the starter voice.
    ``resting``: its process has ended for lack of requests; the next one starts it.
    """

    voice: Voice
    wanted: str | None
    model: str | None = None
    starter_installed: bool = True
    loading: bool = False
    problem: Exception | None = None
    resting: bool = False


def voice_line(state: VoiceState) -> str:
    """The quiet line under the message field."""
    change = translate("Voice", "change")
    if state.loading:
        return translate("Voice", "Waking the voice…")
    if state.voice is Voice.STARTER and state.wanted is None:
        who = translate("Voice", "Starter voice, {model}").format(model=STARTER_NAME)
    elif state.voice is not Voice.RECALL and state.model is not None and is_served(state.wanted):
        who = translate("Voice", "Voice: {model}, from {server}").format(
            model=state.model, server=parts_of(state.wanted or "")[0].partition("//")[2]
        )
    elif state.voice is not Voice.RECALL and state.model is not None:
        who = translate("Voice", "Voice: {model}").format(model=state.model)
    elif state.problem is not None:
        who = translate("Voice", "The voice could not be loaded, memory answers by itself")
    else:
        who = translate("Voice", "No model, memory answers by itself")
    if state.resting:
        who = translate("Voice", "{voice} (resting)").format(voice=who)
    return f"{who} · {change}"
