"""What the starter voice's adapter was taught, and how each task is put to it: a short prompt, one line back.

The formats are those of its training (``packaging/starter_voice``): every answer is one line that follows the
prompt's last word after a space and ends with a line break. Without the adapter a base model does not know
them. Texts are flattened to one line and cut, so that nothing in them can open an example of its own.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import NamedTuple

from memory_core.text.language import Language
from memory_core.types import ModelInfo, Sampling

ADAPTER_NAME = "starter-lora.gguf"
"""File name of the adapter that was taught these tasks."""

STOP = ("\n",)
"""An answer is one line."""
LONGEST_TALK = 600
"""Characters of a talk that a title or a summary is asked of; more was not trained."""
LONGEST_NOTE = 240
"""Characters of a note or a question."""


class _Labels(NamedTuple):
    message: str
    quotes: str
    note: str
    question: str
    answer: str
    talk: str
    title: str
    summary: str
    user: str
    voice: str


_LABELS = MappingProxyType(
    {
        "en": _Labels(
            "Message", "Quotes", "Note", "Question", "Answer", "Talk", "Title", "Summary", "User", "Mneme"
        ),
        "ru": _Labels(
            "Сообщение", "Цитаты", "Запись", "Вопрос", "Ответ", "Разговор", "Название", "Кратко",
            "Пользователь", "Мнеме",
        ),
    }
)  # fmt: skip

PHRASING = Sampling(max_tokens=64, temperature=0.0, top_k=1, stop=STOP)
TITLE = Sampling(max_tokens=16, temperature=0.0, top_k=1, stop=STOP)
SUMMARY = Sampling(max_tokens=96, temperature=0.0, top_k=1, stop=STOP)
PLEASANTRY = Sampling(max_tokens=24, temperature=0.4, stop=STOP)


def taught(model: ModelInfo) -> bool:
    """Whether a loaded model knows the tasks: it is the starter voice with its adapter."""
    return model.adapter == ADAPTER_NAME


def extraction_prompt(shown: str, language: Language) -> str:
    """Asks for a JSON list of quotes, bound by a grammar of the message's words; ``shown`` is the message."""
    own = _LABELS[language]
    return f"{own.message}: {_line(shown)}\n{own.quotes}:"


def phrasing_prompt(fact: str, question: str, language: Language) -> str:
    """Asks for the fact, which is the user's own sentence, as an answer in the second person."""
    own = _LABELS[language]
    note, asked = _line(fact, LONGEST_NOTE), _line(question, LONGEST_NOTE)
    return f"{own.note}: {note}\n{own.question}: {asked}\n{own.answer}:"


def title_prompt(text: str, language: Language) -> str:
    """Asks for two to five words that name a talk; ``text`` is what the user said in it."""
    own = _LABELS[language]
    return f"{own.talk}: {_line(text, LONGEST_TALK)}\n{own.title}:"


def summary_prompt(text: str, language: Language) -> str:
    """Asks for the talk's facts in one or two sentences about the user in the second person."""
    own = _LABELS[language]
    return f"{own.talk}: {_line(text, LONGEST_TALK)}\n{own.summary}:"


def pleasantry_prompt(text: str, language: Language) -> str:
    """Asks for a pleasantry in reply to one."""
    own = _LABELS[language]
    return f"{own.user}: {_line(text, LONGEST_NOTE)}\n{own.voice}:"


def _line(text: str, most: int | None = None) -> str:
    flat = " ".join(text.split())
    return flat if most is None or len(flat) <= most else flat[:most].rsplit(" ", 1)[0]
