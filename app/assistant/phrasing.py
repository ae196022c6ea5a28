"""The starter voice's two skills: ranking facts by a question, and putting one fact into an answer's words.

A small base model is not trusted with facts. What it writes is used only when its words keep those of the
fact and bring none of their own; otherwise the quotation stands alone. With the adapter that was trained for
it the model is asked in the adapter's own short form, else by example.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from types import MappingProxyType

from memory_core.models import starter_tasks
from memory_core.text.language import Language, language
from memory_core.text.words import STOP, normalise, stem, terms, words
from memory_core.types import Item, LanguageModelLike, Sampling

LOOKED_AT = 8
"""Items that are re-ranked; one question over 8 short facts costs about half a second."""
WEIGHT = 0.12
"""Recall score that one nat of log P(question | fact) is worth."""
_LONGEST = 200
"""Characters of a fact that may be phrased; a longer one is quoted only."""
_COVERED = 0.6
"""Share of what the fact says beyond the question's words that the phrasing must keep."""

_RANKING = MappingProxyType({"en": "{fact}\nQuestion:", "ru": "Запись: {fact}\nВопрос к записи:"})
_EXAMPLES = MappingProxyType(
    {
        "en": """Turn the note into an answer for the person who wrote it.

Note: I moved to Lisbon last spring.
Question: Where do I live?
Answer: You live in Lisbon; you moved there last spring.

Note: My brother Paul plays the drums.
Question: What does my brother play?
Answer: Your brother Paul plays the drums.

Note: I can't eat peanuts.
Question: Is there anything I should not eat?
Answer: You can't eat peanuts.

Note: We paid 90 pounds for the lamp.
Question: How much was the lamp?
Answer: You paid 90 pounds for the lamp.

Note: {fact}
Question: {question}
Answer:""",
        "ru": """Ответ по записи для того, кто её сделал.

Запись: Я живу в Самаре с весны.
Вопрос: Где я живу?
Ответ: Вы живёте в Самаре с весны.

Запись: Мой брат Павел играет на барабанах.
Вопрос: На чём играет мой брат?
Ответ: Ваш брат Павел играет на барабанах.

Запись: Мне нельзя арахис.
Вопрос: Что мне нельзя есть?
Ответ: Вам нельзя арахис.

Запись: За лампу мы отдали 900 рублей.
Вопрос: Сколько стоила лампа?
Ответ: Вы отдали за лампу 900 рублей.

Запись: {fact}
Вопрос: {question}
Ответ:""",
    }
)
_OWN = frozenset(
    words(
        """i i'm i've i'd i'll me my mine myself we we've us our ours
        я меня мне мной мною мой моя моё мои моего моей моему моим моих моими моём мою
        мы нас нам нами наш наша наше наши нашего нашей нашему нашим наших нашими нашем нашу"""
    )
)
_YOURS = frozenset(
    words(
        """you you're you've you'd you'll your yours yourself
        вы вас вам вами ваш ваша ваше ваши вашего вашей вашему вашим ваших вашими вашем вашу"""
    )
)
_NOT = re.compile(
    r"n['’]t\b|\b(?:not|no|never|none|nobody|nothing|cannot|без|не|нет|ни|никогда|никто|ничего|нельзя)\b",
    re.IGNORECASE,
)
_FIRST_PERSON = re.compile(r"(?P<root>\w+?)(?:у|ю)(?:сь)?")
_SECOND_PERSON = re.compile(r"(?P<root>\w+?)(?:ете|ите)(?:сь)?")
_ALTERNATING = MappingProxyType(
    {"зж": "зд", "щ": "ст", "бл": "б", "вл": "в", "мл": "м", "пл": "п", "фл": "ф"}
    | {"ж": "д", "з": "д", "г": "д", "ч": "т", "к": "т", "ш": "с", "х": "с"}
)
"""Last consonants of Russian verbs that change between "I" and "you" («хожу», «ходите»), as one of each."""
_SINGULAR = re.compile(r"\b[Вв]ы\s+(?:не\s+)?\w+(?:л|ла|лся|лась|ос|ёс|ег|ог|ёг|ер)\b")
"""A polite "you" with a verb in the singular: the model did not turn the sentence round."""


def reranked(
    items: Sequence[Item], question: str, model: LanguageModelLike
) -> tuple[tuple[Item, ...], tuple[float, ...]]:
    """The items by recall's score and log P(question | item), best first, with the joint scores.

    Only the first :data:`LOOKED_AT` are looked at. The log-probabilities are taken relative to the best one,
    so that the joint scale stays recall's.
    """
    looked = tuple(items[:LOOKED_AT])
    if len(looked) < 2:
        return looked, tuple(item.score for item in looked)
    prompt = _RANKING[language(question)]
    contexts = [prompt.format(fact=" ".join(item.text.split())[: 4 * _LONGEST]) for item in looked]
    given = model.score(contexts, " " + question.strip())
    best = max(given)
    joint = [item.score + WEIGHT * (value - best) for item, value in zip(looked, given, strict=True)]
    order = sorted(range(len(looked)), key=lambda place: -joint[place])
    return tuple(looked[place] for place in order), tuple(joint[place] for place in order)


def phrased(fact: str, question: str, value: str | None, model: LanguageModelLike) -> str | None:
    """The fact as an answer in the second person; None when the model's words are not to be trusted."""
    spoken: Language = language(question)
    fact = " ".join(fact.split())
    if len(fact) > _LONGEST or language(fact) != spoken:
        return None
    if starter_tasks.taught(model.describe()):
        prompt = starter_tasks.phrasing_prompt(fact, question, spoken)
        answer = "".join(piece.text for piece in model.complete(prompt, starter_tasks.PHRASING)).strip()
        return answer if keeps(answer, fact, question, value) else None
    prompt = _EXAMPLES[spoken].format(fact=fact, question=" ".join(question.split()))
    for opening in ("", *_openings(fact, spoken)):
        sampling = Sampling(max_tokens=48, temperature=0.0, top_k=1, stop=("\n",))
        text = "".join(piece.text for piece in model.complete(prompt + opening, sampling))
        answer = f"{opening}{text}".strip()
        if keeps(answer, fact, question, value):
            return answer
    return None


def keeps(answer: str, fact: str, question: str, value: str | None) -> bool:
    """Whether an answer says what the fact says and nothing else.

    It speaks to the user, not as the user; it brings no content word that stands neither in the fact nor in
    the question; it keeps every name and number, the value if it is known, and most of what the fact says
    beyond the question; and it denies exactly when the fact denies.
    """
    spoken = language(fact)
    said, own = words(answer), words(fact)
    if not said or len(answer) > 2 * _LONGEST:
        return False
    if _OWN & set(said) or (spoken == "ru" and _SINGULAR.search(answer)):
        return False
    if _OWN & set(own) and not _YOURS & set(said):
        return False
    if bool(_NOT.search(answer)) != bool(_NOT.search(fact)):
        return False
    persons = _OWN | _YOURS
    meant = _said_by_the_fact(said, own) if spoken == "ru" else said
    facts = terms(" ".join(word for word in own if word not in persons))
    known = facts + terms(question)
    told = terms(" ".join(word for word in meant if word not in persons))
    if not all(_among(one, known, spoken) for one in told):
        return False
    # a value that perception normalised ("next Friday" as a date) need not stand in the fact's own words
    must = set(terms(value or "")) & set(facts)
    must |= {stem(word) for word in own if any(letter.isdigit() for letter in word)}
    must |= {stem(normalise(name)) for name in re.findall(r"(?<![.!?]\s)(?<!^)\b[A-ZА-ЯЁ]\w+", fact)}
    must -= {stem(word) for word in STOP}
    if not all(_among(one, told, spoken) for one in must):
        return False
    asked = terms(question)
    news = [one for one in set(facts) if not _among(one, asked, spoken)]
    kept = sum(_among(one, told, spoken) for one in news)
    return bool(told) and kept >= _COVERED * len(news)


def _said_by_the_fact(said: Sequence[str], own: Sequence[str]) -> list[str]:
    """The answer's words, Russian verbs of the second person as the fact has them in the first."""
    first = {_root(match["root"]): word for word in own if (match := _FIRST_PERSON.fullmatch(word))}
    if "ем" in own:
        first["е"] = "ем"
    out = []
    for word in said:
        match = _SECOND_PERSON.fullmatch(word)
        root = "е" if word == "едите" and "е" in first else _root(match["root"]) if match else ""
        out.append(first.get(root, word))
    return out


def _root(root: str) -> str:
    """A verb's root with its last consonant as the one that stands for all it alternates with."""
    for end, other in _ALTERNATING.items():
        if root.endswith(end):
            return root.removesuffix(end) + other
    return root


def _openings(fact: str, spoken: Language) -> tuple[str, ...]:
    """How an answer to a fact about oneself begins, as a second try when the model repeats the fact."""
    if spoken == "ru":
        return ()
    first = words(fact)[:1]
    if first == ["my"] or first == ["our"]:
        return (" Your",)
    return (" You",) if set(first) <= {"i", "we"} else ()


def _among(one: str, others: Sequence[str], spoken: Language) -> bool:
    """Whether a stem is among others; in Russian endings change more than Snowball takes off."""
    if one in others:
        return True
    if spoken != "ru" or len(one) < 3:
        return False
    return any(
        len(other) >= 3 and one[: max(3, len(one) - 3)] == other[: max(3, len(one) - 3)] for other in others
    )
