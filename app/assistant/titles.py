"""A chat's title by the model, in the background: short, in the chat's own words, never the user's to lose.

Without a model that can, a chat is called by the beginning of its first message, as ever.
"""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING

from memory_core.errors import BadRequest, Cancelled, EnvironmentProblem
from memory_core.models import starter_tasks
from memory_core.text.language import Language, language
from memory_core.text.words import terms
from memory_core.types import LanguageModelLike, Message, Role, Sampling

if TYPE_CHECKING:
    from memory_core import Engine

_ANSWERS = 2
"""Answers after which a chat is known well enough to be named."""
_LONGEST = 60
"""Letters of a title."""
_READ = 1200
"""Letters of what the user said that a model is shown."""
_OWN = 0.5
"""Share of a title's content words that must stand in the chat: small models invent."""
_SAMPLING = Sampling(max_tokens=24, temperature=0.2)
_ASKED = MappingProxyType(
    {
        "en": "Name this chat in two to five words. Answer with the name only.\n\n{talk}",
        "ru": "Назови эту беседу двумя-пятью словами. Ответь только названием.\n\n{talk}",
    }
)
_THOUGHT = re.compile(r"<think>.*?(?:</think>|\Z)", re.DOTALL)
_AROUND = " \t\"'«»“”„*#.:-–—"


def suggest(engine: Engine, model: LanguageModelLike, conversation: str) -> str | None:
    """Name a chat that nobody has named, after its second answer.

    Args:
        engine: the open memory.
        model: asked in the background; the chat does not wait for it.
        conversation: which; temporary ones are not in the diary and so have no title.

    Returns:
        The title that was kept; None where the chat has one, is too short, or the model had nothing fitting.
    """
    talk = _talk(engine, conversation)
    if not talk:
        return None
    try:
        title = clean(_asked(model, talk, language(talk)), talk)
        if title and engine.diary.name_conversation(conversation, title):
            return title
    except (Cancelled, EnvironmentProblem, BadRequest):
        return None  # it was purged meanwhile, or the model is gone: the beginning of the chat stays its name
    return None


def clean(written: str, talk: str) -> str:
    """What a model wrote as a title, tidied; empty when it does not fit the talk."""
    lines = _THOUGHT.sub("", written).strip().splitlines()
    title = " ".join(lines[0].split()).strip(_AROUND) if lines else ""
    own = set(terms(title))
    if not 2 <= len(title) <= _LONGEST or not own or len(own & set(terms(talk))) < _OWN * len(own):
        return ""
    return title


def _talk(engine: Engine, conversation: str) -> str:
    """What the user said in a chat that is to be named; empty if it is not."""
    known = next((one for one in engine.diary.conversations() if one.id == conversation), None)
    if known is None or known.own or known.named:
        return ""
    turns = engine.diary.recent(conversation, 40, replaced=False)
    if sum(turn.role is Role.ASSISTANT for turn in turns) < _ANSWERS:
        return ""
    said = [engine.diary.visible_text(turn) for turn in turns if turn.role is Role.USER]
    return " ".join(" ".join(said).split())[:_READ]


def _asked(model: LanguageModelLike, talk: str, spoken: Language) -> str:
    info = model.describe()
    if info.has_chat_template:
        asked = Message(Role.USER, _ASKED[spoken].format(talk=talk))
        return "".join(piece.text for piece in model.chat([asked], _SAMPLING))
    if info.adapter is None:  # a bare base model knows no titles
        return ""
    prompt = starter_tasks.title_prompt(talk, spoken)
    return "".join(piece.text for piece in model.complete(prompt, starter_tasks.TITLE))
