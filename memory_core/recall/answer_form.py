"""What an answer must look like: a question for a number or a colour is not answered by a text without one.

The classical answer types of question answering (Li and Roth 2002, "Learning question classifiers"), as
far as the form of a text can show that it does not answer. Names and places are left out: too many answers
have none.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from memory_core.perception.shapes import NUMBER_WORDS

_NUMBER_ASKED = re.compile(
    r"\bhow (?:much|many|old|tall|far|long|big|heavy|fast|high)\b|"
    r"\b(?:what|which)\b.{0,30}\b(?:size|number|code|pin|price|salary|rent|height|weight|score|phone)\b|"
    r"\bсколько\b|\bкак(?:ой|ая|ое|ого|ов[аоы]?)\b.{0,30}"
    r"\b(?:размер|номер|код|пин|цена|зарплата|рост|вес|возраст|телефон)\w*",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"\d|\b(?:once|twice|daily|weekly|monthly|yearly|half|dozen|couple|thousand|million|"
    r"раз|дважды|трижды|пол(?:овина|тора)?|пару?|дюжин\w*|тысяч\w*|миллион\w*|год[уа]?|ежедневно)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+")
_COLOUR_ASKED = re.compile(r"\b(?:what|which) colou?r\b|\bкак(?:ого|ой) цвет\w*", re.IGNORECASE)
_COLOUR = re.compile(
    r"\b(?:red|green|blue|yellow|black|white|gr[ea]y|brown|pink|purple|violet|orange|beige|turquoise|"
    r"silver|gold|golden|teal|navy|ginger|cream|ivory|maroon|lilac|colou?r\w*|"
    r"(?:красн|зел[её]н|син|голуб|ж[её]лт|ч[её]рн|бел|сер|коричнев|розов|фиолетов|оранжев|бежев|рыж|бордов|"
    r"бирюзов|серебрист|золот|сирен|цвет)\w*)\b",
    re.IGNORECASE,
)


def _has_number(text: str) -> bool:
    return bool(_NUMBER.search(text)) or any(
        word.lower().replace("ё", "е") in NUMBER_WORDS for word in _WORD.findall(text)
    )


def _has_colour(text: str) -> bool:
    return bool(_COLOUR.search(text))


def form_of(question: str) -> Callable[[str], bool] | None:
    """A test that a text passes if its form can answer the question; None when any text may.

    Args:
        question: the question as asked, English or Russian.
    """
    if _NUMBER_ASKED.search(question):
        return _has_number
    if _COLOUR_ASKED.search(question):
        return _has_colour
    return None
