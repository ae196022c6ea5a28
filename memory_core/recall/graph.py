"""Who and what is named where, and which memories are linked: what activation spreads over.

Derived from the documents as they enter and leave the index, and from the vault's associations. The same
whatever came first, so the graph that grew is the graph that would be built.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from memory_core.perception.aliases import (
    OTHERS,
    OWNING,
    Role,
    age_of,
    heads_of,
    is_known_role,
    needs_no_owner,
    nominative,
    role_of,
)
from memory_core.recall.documents import Document, Key
from memory_core.text.words import STOP, normalise, spans, stem
from memory_core.types import Role as Speaker

_CAPITAL = re.compile("[A-ZА-ЯЁ]")
_CYRILLIC = re.compile("[а-яё]")
_OPENS = re.compile(r"(?:^|[.!?…\n])[\s\"'«“(—–-]*$")
"""What stands before a word that begins a sentence."""
_NO_NAMES_TEXT = """
    i monday tuesday wednesday thursday friday saturday sunday january february march april may june july
    august september october november december christmas easter ok okay english russian mr mrs ms dr prof
    понедельник вторник среда четверг пятница суббота воскресенье январь февраль март апрель май июнь июль
    август сентябрь октябрь ноябрь декабрь
"""
_NO_NAMES = frozenset(map(stem, _NO_NAMES_TEXT.split()))
_MARRIED_TEXT = "married wed spouse замужем женат замуж женился женились поженились жената"
_MARRIED = frozenset(map(stem, _MARRIED_TEXT.split()))
_WORKS_TEXT = "work works worked работает работаю работала работал устроился устроилась"
_WORKS = frozenset(map(stem, _WORKS_TEXT.split()))
_WORKPLACES_TEXT = "company firm employer workplace фирма фирме фирмы компания работодатель"
_WORKPLACES = frozenset(map(stem, _WORKPLACES_TEXT.split()))
SPOUSE, WORK = "spouse", "work"
"""Relations that are told by verbs too."""
_ENDINGS = ("ой", "ей", "ою", "ею", "ом", "ем", *"аяуюеиыйь")
_ROOT = 2
"""Letters that are left of a Russian name at least."""
Link = tuple[float, datetime | None]
"""A weight (0..1), and when it was that; None for one that does not grow weaker."""
_NAMES_IT = frozenset(("зовут", "звать", "это", "по"))


@dataclass(frozen=True, slots=True)
class Names:
    """What a text names, by keys of the graph.

    ``sure`` are names: usual ones, and whatever has a capital inside a sentence; ``opening`` are words that
    open a sentence with a capital, which are names if they are elsewhere. ``own`` are the user's own people
    and things by their roles ("my sister" is ``=sister``); ``relations`` are all roles that the text
    mentions, and ``others`` those that are somebody else's ("Ann's husband").
    """

    sure: frozenset[str]
    opening: frozenset[str]
    own: frozenset[str]
    relations: frozenset[str]
    others: frozenset[str]


_NOWHERE: set[Key] = set()
NO_NAMES = Names(frozenset(), frozenset(), frozenset(), frozenset(), frozenset())


def own_role(key: str) -> str:
    """The graph's key of the user's own somebody."""
    return f"={key}"


@lru_cache(maxsize=65_536)
def name_key(word: str) -> str:
    """The graph's key of a name: its stem; a Russian one without its case's ending.

    The stemmer knows no names: it makes «та» of «Тася» and «тас» of «Таси».
    """
    if not _CYRILLIC.search(word.lower()):
        return stem(word)
    key = normalise(nominative(word))
    for ending in _ENDINGS:
        if key.endswith(ending) and len(key) - len(ending) >= _ROOT:
            key = key[: -len(ending)]
            break
    return key[:-1] if len(key) > _ROOT and key[-1] == "е" else key  # «Тимофея» is «Тимофей»


@lru_cache(maxsize=4096)
def names_in(text: str) -> Names:
    """What a text names: people, places and things by name, and people by their roles."""
    said = list(spans(text))
    sure: set[str] = set()
    opening: set[str] = set()
    own: set[str] = set()
    relations: set[str] = set()
    others: set[str] = set()
    shouted = text.isupper()
    for at, (start, end, word) in enumerate(said):
        key = stem(word)
        if key in _MARRIED:
            relations.add(SPOUSE)
        elif key in _WORKS or key in _WORKPLACES:
            relations.add(WORK)
            if key in _WORKPLACES:
                others.add(WORK)
        if is_known_role(word):
            role = role_of(word)
            line = Role(role, "", word).line
            relations.add(line)
            if _is_own(text, said, at):
                own.add(own_role(role))
            else:
                others.add(line)
        elif _CAPITAL.match(text[start]) and not shouted and len(word) > 1:
            if word in STOP or key in _NO_NAMES:
                continue
            name = name_key(text[start:end])
            opens = not start or _OPENS.search(text, max(0, start - 6), start) is not None
            known = not opens or text[start:end].endswith(("'s", "’s")) or bool(heads_of(stem(name)))
            (sure if known else opening).add(name)
    return Names(*map(frozenset, (sure, opening, own, relations, others)))


def _is_own(text: str, said: Sequence[tuple[int, int, str]], at: int) -> bool:
    """Whether the person named by a role is the user's own, by the words around it."""
    _, end, word = said[at]
    before = at - 1
    while before >= 0 and age_of(said[before][2]) is not None and said[before][2] not in OWNING:
        before -= 1
    last = said[before][2] if before >= 0 else ""
    if last in OTHERS or (before >= 0 and text[said[before][0] : said[before][1]].endswith(("'s", "’s"))):
        return False
    following = said[at + 1] if at + 1 < len(said) else None
    touching = following is not None and text[end : following[0]].isspace()
    if word.isascii():
        if following is not None and touching and following[2] == "of":
            return False
        return last in OWNING or needs_no_owner(word, last == "the")
    if following is not None and touching:
        _, _, after = following
        whose = text[following[0] : following[1]]
        if after in OTHERS:
            return last in OWNING
        if after in OWNING:
            # «муж моей сестры», but «сестра моя живёт»
            return not (at + 2 < len(said) and is_known_role(said[at + 2][2]))
        if is_known_role(after) and after not in _NAMES_IT:
            return last in OWNING and not _genitive(whose)
        if whose[:1].isupper() and _genitive(whose):
            return False
    return needs_no_owner(word, article=False)


def _genitive(name: str) -> bool:
    """Whether a Russian name does not stand in the nominative: «муж Ани», but «сестра Аня»."""
    usual = nominative(name)
    if usual != name:
        return True
    return name[-1:] in "ыиуюе" and len(name) > 3


class Graph:
    """Names and roles to documents, memories to memories. Not safe to share between threads."""

    def __init__(self) -> None:
        self._names: dict[Key, Names] = {}
        self._sure: defaultdict[str, set[Key]] = defaultdict(set)
        self._opening: defaultdict[str, set[Key]] = defaultdict(set)
        self._relations: defaultdict[str, set[Key]] = defaultdict(set)
        self._links: dict[int, dict[int, Link]] = {}
        self._newest: datetime | None = None

    # feeding

    def add(self, document: Document) -> None:
        """Take in what a document names; questions and the assistant's words name nothing."""
        if document.asks or (document.turn is not None and document.turn.role is not Speaker.USER):
            return
        names = names_in(document.text)
        if names == NO_NAMES:
            return
        if document.speaker is not None and names.own:  # "my sister" is not the user's then
            names = Names(names.sure, names.opening, frozenset(), names.relations, names.others)
        self._names[document.key] = names
        for places, keys in self._places(names):
            for one in keys:
                places[one].add(document.key)

    def remove(self, key: Key) -> None:
        """Let go of what a document named; an unknown one changes nothing."""
        names = self._names.pop(key, None)
        if names is None:
            return
        for places, keys in self._places(names):
            for one in keys:
                places[one].discard(key)
                if not places[one]:
                    del places[one]

    def link(self, memory_id: int, links: Mapping[int, Link]) -> None:
        """Set all links of a memory: the other's id, with the weight (0..1) and when it had that weight."""
        self._newest = None
        for other in self._links.pop(memory_id, {}):
            far = self._links.get(other)
            if far is not None:
                far.pop(memory_id, None)
                if not far:
                    del self._links[other]
        for other, link in links.items():
            self._links.setdefault(memory_id, {})[other] = link
            self._links.setdefault(other, {})[memory_id] = link

    def _places(self, names: Names) -> Iterable[tuple[defaultdict[str, set[Key]], frozenset[str]]]:
        return (
            (self._sure, names.sure | names.own),
            (self._opening, names.opening),
            (self._relations, names.relations),
        )

    # reading

    def is_name(self, node: str, *, surely: bool = False) -> bool:
        """Whether something is named so in a document; ``surely`` if it is known to be a name."""
        return node in self._sure or (surely and node in self._opening)

    def documents(self, node: str) -> set[Key]:
        """Documents that name a node; the set must not be changed."""
        sure, opening = self._sure.get(node, _NOWHERE), self._opening.get(node)
        return sure | opening if opening else sure

    def mentioning(self, relation: str) -> set[Key]:
        """Documents that mention a role; the set must not be changed."""
        return self._relations.get(relation, _NOWHERE)

    def nodes(self, key: Key) -> list[str]:
        """What a document names, in a fixed order."""
        names = self._names.get(key, NO_NAMES)
        return sorted({*names.sure, *names.own, *(one for one in names.opening if one in self._sure)})

    def all_names(self, key: Key) -> list[str]:
        """What a document names, and what it may name: words that open its sentences."""
        names = self._names.get(key, NO_NAMES)
        return sorted({*names.sure, *names.own, *names.opening})

    @property
    def linked(self) -> bool:
        """Whether there are links at all."""
        return bool(self._links)

    def newest(self) -> datetime | None:
        """When links were last of use: they grow weaker while others are used, not while nothing is asked."""
        if self._newest is None:
            uses = [at for links in self._links.values() for _, at in links.values() if at is not None]
            self._newest = max(uses, default=None)
        return self._newest

    def links(self, memory_id: int) -> Mapping[int, Link]:
        """Memories linked with one, by id: the weight and when it had that weight."""
        return self._links.get(memory_id, {})
