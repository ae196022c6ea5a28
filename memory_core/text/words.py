"""Words, stems and stop words of English and Russian: the one place that decides when two words are the same.

Recall, the gate and the text index all compare stems, so that "гитара" in a question meets "гитару" in a
diary.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

import snowballstemmer

WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f])*(?:['’ʼ](?:[^\W_]|[\u0300-\u036f])+)*")
"""One word: letters and digits with their combining marks, apostrophes inside ("don't") included."""

_STOP_EN = """\
a an the is are was were be been being am do does did doing of to in on at for and or with what when
where who whom which how why whose has have had having it its i me my mine we us our you your he she
they him them his her hers their this that these those as by from about so but if then than there
here just not no nor too very can could will would should might may must im ive youre youve hes shes
theyre weve isnt arent wasnt werent dont doesnt didnt wont wouldnt cant couldnt shouldnt hasnt
havent hadnt thats whats s t re ve ll d m"""

_STOP_RU = """\
и в во не что он на я с со как а то все она так его но да ты к у же вы за бы по только ее мне было
вот от меня еще нет о из ему теперь когда даже ну ли если уже или ни быть был него до вас нибудь уж
вам ведь там потом себя ничего ей может они тут где есть надо ней для мы тебя их чем была сам чтоб
без чего себе под будет ж кто этот того потому этого какой какая какие какое каких каким какую каком
ним здесь этом один почти мой моя мое мои моих моего моему моей мою моим тем чтобы нее сейчас были
куда зачем всех можно при об это эта эти этой эту хоть после над тот через нас про них мной нам нами
наш наша наше наши нашего нашей свой своя свои своей своих сколько который которая которое которые"""

STOP: frozenset[str] = frozenset(_STOP_EN.split()) | frozenset(_STOP_RU.split())
"""Normalised words that carry no content of their own, English and Russian."""

_CYRILLIC = re.compile("[\u0400-\u052f]")
_POSSESSIVE = re.compile(r"['’ʼ]s$")
_MARKS = re.compile(r"['’ʼ\u0300-\u036f\s]")
_STEMMERS = (snowballstemmer.stemmer("english"), snowballstemmer.stemmer("russian"))
_stemming = threading.Lock()  # a Snowball stemmer keeps the word it works on in itself


@lru_cache(maxsize=65_536)
def normalise(word: str) -> str:
    """Lower case, composed letters, ё as е, without stress marks, apostrophes and a possessive 's.

    Idempotent: a normalised word is its own normal form. It holds no white space, though some letters are
    composed of several words (U+FDFA).
    """
    composed = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", word).lower())
    return _MARKS.sub("", _POSSESSIVE.sub("", composed)).replace("ё", "е")


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """The Snowball stem of a word: Russian for a word with Cyrillic letters, else English."""
    normal = normalise(word)
    stemmer = _STEMMERS[_CYRILLIC.search(normal) is not None]
    with _stemming:
        return str(stemmer.stemWord(normal))


def spans(text: str) -> Iterator[tuple[int, int, str]]:
    """Each word of a text as ``(start, end, normalised word)`` in code points, in order."""
    for found in WORD.finditer(text):
        normal = normalise(found[0])
        if normal:
            yield found.start(), found.end(), normal


def words(text: str) -> list[str]:
    """All words of a text, normalised, in order, stop words included."""
    return [word for _, _, word in spans(text)]


def terms(text: str) -> list[str]:
    """Stems of the content words of a text, in order, repetitions kept."""
    return [stem(word) for word in words(text) if word not in STOP]
