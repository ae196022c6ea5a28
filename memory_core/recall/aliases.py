"""Who is who: the names under which one person or thing is known, and a question asked by its other names.

Derived from active memories as they enter and leave the index, so a forgotten "my sister Ann" takes the
knowledge along that the sister is Ann. A name or a role that means two of them means nothing here.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from memory_core.perception.aliases import (
    OTHERS,
    OWNING,
    Naming,
    Role,
    age_of,
    forms_of,
    heads_of,
    is_known_role,
    name_words,
    namings,
    needs_no_owner,
    role_of,
    role_word,
    role_words,
    usual_names,
)
from memory_core.text.language import language
from memory_core.text.words import STOP, spans, stem

_Counted = TypeVar("_Counted")
Label = tuple[str, ...]
"""A name by the stems of its words."""

STRONG = 0.95
"""Weight (0..1) of another name that the user gave: just under the question's own words."""
WEAK = 0.8
"""Weight (0..1) of a usual short form that the user never said to be the same person's."""
_READINGS = 2
"""Further readings of a question at most: each costs one pass of the embedder."""


_ASKS_FOR_NAME = re.compile(
    r"\b(?:names?|named|called)\b|(?<!\w)(?:зовут|звать|звали|кличк\w+|имя|имени|имена|назвал\w*)(?!\w)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Expansion:
    """A question by other names.

    ``readings`` are its text with other names in place, each with its weight. ``alternatives`` maps a stem of
    the question to the stems that may stand for it, each with its weight.
    """

    readings: tuple[tuple[str, float], ...] = ()
    alternatives: Mapping[str, Mapping[str, float]] = field(default_factory=dict)


NOTHING = Expansion()


@dataclass(frozen=True, slots=True)
class Entity:
    """One person or thing: its roles and its names as written, the usual ones first, and its names' stems."""

    roles: tuple[Role, ...]
    names: tuple[str, ...]
    labels: frozenset[Label]


@dataclass(frozen=True, slots=True)
class _Named:
    """A place in a question that names an entity: code points ``[start, end)`` and the word that does it.

    ``entity`` is None for a usual first name that nobody was told to have: it may be somebody's short form.
    """

    start: int
    end: int
    stem: str
    entity: Entity | None
    by_role: bool


@dataclass(frozen=True, slots=True)
class _Known:
    """All entities, found by an unambiguous name and by an unambiguous role."""

    entities: tuple[Entity, ...]
    by_name: Mapping[Label, Entity]
    by_role: Mapping[tuple[str, str], Entity]
    shared: frozenset[Label]
    longest: int


class Aliases:
    """The namings of all active memories. Not safe to share between threads; ``Index`` sees to that."""

    def __init__(self) -> None:
        self._of: dict[int, tuple[tuple[Naming, ...], frozenset[str]]] = {}
        self._namings: Counter[Naming] = Counter()
        self._mentioned: Counter[str] = Counter()
        self._known: _Known | None = None

    def add(self, memory_id: int, text: str, speaker: str | None) -> None:
        """Take in what an active memory calls whom.

        Args:
            memory_id: the memory.
            text: its text.
            speaker: who said it, if the diary names speakers: "my sister" is not the user's then.
        """
        self.remove(memory_id)
        found = tuple(one for one in namings(text) if speaker is None or one.role is None)
        mentioned = usual_names(text)
        if not found and not mentioned:
            return
        self._of[memory_id] = (found, mentioned)
        self._namings.update(found)
        self._mentioned.update(mentioned)
        if found:
            self._known = None

    def remove(self, memory_id: int) -> None:
        """Forget what a memory called whom; an unknown id changes nothing."""
        if memory_id not in self._of:
            return
        found, mentioned = self._of.pop(memory_id)
        _take(self._namings, found)
        _take(self._mentioned, mentioned)
        if found:
            self._known = None

    def entities(self) -> tuple[Entity, ...]:
        """Everybody and everything with several names; the order depends on nothing but the memories."""
        return self._resolved().entities

    def mentioned(self) -> Mapping[str, int]:
        """Usual first names, each with the count of memories that mention it."""
        return dict(self._mentioned)

    def expand(self, question: str, without: Collection[str] = ()) -> Expansion:
        """A question by the other names of those that it names.

        Args:
            question: its text, without the names of people who speak in the diary.
            without: stems of names that mean a speaker and stand for nobody else.
        """
        if (not self._namings and not self._mentioned) or _ASKS_FOR_NAME.search(question):
            return NOTHING  # "What is my cat called?" is answered by the naming, not by what is told of her
        spoken = language(question)
        present = {stem(word) for _, _, word in spans(question)} | set(without)
        alternatives: dict[str, dict[str, float]] = {}
        replaced: list[tuple[_Named, list[tuple[str, float]]]] = []
        for one in self._named(question):
            if one.stem in without:
                continue
            others = self._others(one, present, spoken)
            own = {word: weight for _, words, weight in reversed(others) for word in words}
            if own:
                alternatives.setdefault(one.stem, {}).update(own)
                replaced.append((one, [(shown, weight) for shown, _, weight in others]))
        if not replaced:
            return NOTHING
        most = min(_READINGS, max(len(shown) for _, shown in replaced))
        return Expansion(tuple(_read(question, replaced, number) for number in range(most)), alternatives)

    # who is who

    def _resolved(self) -> _Known:
        if self._known is None:
            self._known = _resolve(self._namings)
        return self._known

    def _named(self, question: str) -> list[_Named]:
        """Where a question names an entity, by a name or by a role, in its order."""
        known = self._resolved()
        said = list(spans(question))
        stems = [stem(word) for _, _, word in said]
        hasty = not any(question[start].isupper() for start, _, _ in said[1:]) and question[:1].islower()
        out: list[_Named] = []
        at = 0
        while at < len(said):
            start = said[at][0]
            found = None
            if hasty or question[start].isupper():
                for length in range(min(known.longest, len(said) - at), 0, -1):
                    entity = known.by_name.get(tuple(stems[at : at + length]))
                    if entity is not None:
                        label = tuple(stems[at : at + length])
                        found = _Named(start, said[at + length - 1][1], label[0], entity, by_role=False)
                        at += length - 1
                        break
                usual = question[start].isupper() and heads_of(stems[at])
                if found is None and usual and (stems[at],) not in known.shared:
                    found = _Named(start, said[at][1], stems[at], None, by_role=False)
            if found is None:
                found = _role_at(question, said, at, known)
            if found is not None:
                out.append(found)
            at += 1
        return out

    def _others(
        self, one: _Named, present: Collection[str], spoken: str
    ) -> list[tuple[str, tuple[str, ...], float]]:
        """Names that the question does not say: as shown in a reading, their stems, their weight."""
        known = self._resolved()
        entity, sure = one.entity, STRONG
        by_count = sorted(self._mentioned, key=lambda name: (self._mentioned[name], name))
        usual = {stem(name): name for name in by_count}
        if entity is None:
            forms = self._forms(one.stem, usual)
            owners = [owner for owner in known.entities if forms & {label[0] for label in owner.labels}]
            if len(forms) < 2 or len(owners) > 1:
                return []
            entity = owners[0] if owners else Entity((), (), frozenset())
            sure = WEAK
        else:
            forms = frozenset().union(*(self._forms(label[0], usual) for label in entity.labels))
            if any(
                forms & {label[0] for label in owner.labels} for owner in known.entities if owner != entity
            ):
                forms = frozenset()
        out: list[tuple[str, tuple[str, ...], float]] = []
        for name in entity.names:
            words = tuple(word for word in name_words(name) if (word,) not in known.shared)
            if words and not set(words) & set(present):
                out.append((name, words, sure))
        # The role of one of two sisters would bring what is known about the other.
        own = [role for role in entity.roles if known.by_role.get((role.key, "")) == entity]
        if own and not one.by_role:
            role = own[0]
            words = tuple(dict.fromkeys((stem(role.word), *role_words(role.key))))
            if not set(words) & set(present):
                word = role_word(role.key, spoken, role.word)
                out.append((word if spoken == "ru" else f"my {word}", words, sure))
        told = {word for label in entity.labels for word in label} | set(present)
        out += [(usual[form], (form,), WEAK) for form in sorted(forms - told) if form in usual]
        return out

    def _forms(self, name: str, usual: Collection[str]) -> frozenset[str]:
        """The forms of a usual name, itself included, that can be nobody else's by all that is mentioned."""
        said = {name, *usual}
        heads = heads_of(name) & said
        if len(heads) != 1:
            return frozenset()
        return frozenset(one for one in forms_of(*heads) if one in said and heads_of(one) & said == heads)


def _take(counted: Counter[_Counted], gone: Iterable[_Counted]) -> None:
    """Subtract one of each, and leave no zeros: a counter's own subtraction looks at all that it holds."""
    for one in gone:
        counted[one] -= 1
        if not counted[one]:
            del counted[one]


def _labels(naming: Naming) -> set[Label]:
    """By what an entity can be named: each name, and a person's first name alone."""
    out = set()
    for name in naming.names:
        words = name_words(name)
        if not words:
            continue
        out.add(words)
        if naming.person or naming.role is None:
            out.add(words[:1])
    return out


def _resolve(counted: Mapping[Naming, int]) -> _Known:
    """Which namings mean the same: those of a role that share a name, then names told to be one person's."""
    groups: list[tuple[Counter[Naming], set[Label]]] = []
    ordered = sorted(counted, key=lambda one: (one.role is None, repr(one)))
    for naming in ordered:
        labels = _labels(naming)
        near = [
            group
            for group in groups
            if group[1] & labels and (naming.role is None or naming.role.line in _lines(group[0]))
        ]
        if naming.role is None and len(near) > 1:
            continue  # "Robert, everyone calls him Bob", and two Roberts are known
        joined = (Counter({naming: counted[naming]}), labels)
        for group in near:
            groups.remove(group)
            joined[0].update(group[0])
            joined[1].update(group[1])
        groups.append(joined)
    entities = tuple(sorted((_entity(*group) for group in groups), key=_order))
    names: defaultdict[Label, list[Entity]] = defaultdict(list)
    roles: defaultdict[tuple[str, str], list[Entity]] = defaultdict(list)
    for entity in entities:
        for label in entity.labels:
            names[label].append(entity)
        for key in {(role.key, age) for role in entity.roles for age in {role.age, ""}}:
            roles[key].append(entity)
    by_name = {label: found[0] for label, found in names.items() if len(found) == 1}
    by_role = {
        key: found[0]
        for key, found in roles.items()
        # A sister whose name a colleague has too: "Ann" would bring what is known about the colleague.
        if len(found) == 1 and any(len(names[label]) == 1 for label in found[0].labels)
    }
    shared = frozenset(label for label, found in names.items() if len(found) > 1)
    return _Known(entities, by_name, by_role, shared, max(map(len, names), default=0))


def _order(entity: Entity) -> str:
    """An order of entities that is the same whatever was heard first."""
    return repr((entity.roles, entity.names))


def _lines(group: Collection[Naming]) -> set[str]:
    return {one.role.line for one in group if one.role is not None}


def _entity(group: Counter[Naming], labels: set[Label]) -> Entity:
    roles: Counter[Role] = Counter()
    names: Counter[str] = Counter()
    for naming, count in sorted(group.items(), key=lambda one: repr(one[0])):
        if naming.role is not None:
            roles[naming.role] += count
        names.update(dict.fromkeys(naming.names, count))
    by_count = tuple(
        name for name, _ in sorted(names.items(), key=lambda one: (-one[1], -len(one[0]), one[0]))
    )
    ordered = tuple(sorted(roles, key=lambda one: (-roles[one], repr(one))))
    return Entity(ordered, by_count, frozenset(labels))


def _role_at(question: str, said: list[tuple[int, int, str]], at: int, known: _Known) -> _Named | None:
    """The user's own somebody or something named by its role at a word: "my older sister", «у сестры»."""
    _, end, word = said[at]
    if word in STOP or not known.by_role:
        return None
    key = role_of(word)
    first, age, owned, article = at, "", False, False
    while first > 0:
        before = said[first - 1][2]
        if question[said[first - 1][1] : said[first][0]] != " ":
            break
        if (found := age_of(before)) is not None and not owned:
            age = found or age
        elif before in OWNING:
            owned = True
        elif before == "the" and not owned:
            article = True
        else:
            if before in OTHERS or question[: said[first - 1][1]].endswith(("'s", "’s")):
                return None
            break
        first -= 1
    entity = known.by_role.get((key, age))
    if entity is None:
        return None
    thing = not is_known_role(word)
    if not owned and not (article and thing) and not needs_no_owner(word, article):
        return None
    if at + 1 < len(said):
        following, _, next_word = said[at + 1]
        if stem(next_word) == stem(word):
            return None  # «друг друга»
        beside = question[following].isupper() and (stem(next_word),) not in entity.labels
        if beside and question[end:following].strip(" ,") == "":
            return None  # "my sister Kate", and the sister who is known is Ann
    first = next((one for one in range(first, at + 1) if said[one][2] not in STOP - OWNING - {"the"}), at)
    return _Named(said[first][0], end, stem(word), entity, by_role=True)


def _read(
    question: str, replaced: list[tuple[_Named, list[tuple[str, float]]]], number: int
) -> tuple[str, float]:
    """The question with the ``number``-th other name in each place that has one, and its weight."""
    out, at, weight = [], 0, 1.0
    for one, shown in replaced:
        if number < len(shown):
            name, sure = shown[number]
            possessive = "'s" if question[one.start : one.end].endswith(("'s", "’s")) else ""
            out += [question[at : one.start], name + possessive]
            at, weight = one.end, min(weight, sure)
    return "".join([*out, question[at:]]), weight
