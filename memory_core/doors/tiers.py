"""What stands in each tier, the blocks of core memory, and the profile."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from memory_core.params import Params
from memory_core.store.database import Database
from memory_core.store.derived import sources_of
from memory_core.store.memories import MemoryStore
from memory_core.store.segments import PageStore
from memory_core.tiers.mid_term import heat
from memory_core.tiers.sensory import SensoryMemory
from memory_core.tiers.short_term import ShortTermMemory
from memory_core.tiers.working import WorkingMemory
from memory_core.types import Block, MemoryKind, Page, ProfileLine, Segment, Tier, Turn

Changed = Callable[[], None]

TOPICS = ("name", "home", "work", "people", "likes", "health", "plans", "habits", "wishes", "other")
"""Topics of the profile, in the order in which they are read."""


class TiersDoor:
    """Looks into the tiers and changes the blocks of core memory; every change can be undone."""

    def __init__(self, db: Database, changed: Changed, params: Params) -> None:
        self._db = db
        self._clock = db.clock
        self._changed = changed
        self._params = params
        self._memories = MemoryStore(db)
        self._pages = PageStore(db)
        self._sensory = SensoryMemory(db)
        self._working = WorkingMemory(db, params)
        self._short = ShortTermMemory(db, params)

    def overview(self) -> Mapping[Tier, int]:
        """How much each tier holds: waiting messages, turns in mind, pages, segments, lasting memories."""
        with self._db.read() as reader:
            lasting = int(
                reader.value(
                    """SELECT count(*) FROM memories
                    WHERE tier = ? AND status = 'active' AND gone IS NULL""",
                    (Tier.LONG.value,),
                )
            )
        return MappingProxyType(
            {
                Tier.SENSORY: self._sensory.count(),
                Tier.WORKING: len(self._working.turns()),
                Tier.SHORT: len(self._short.pages()),
                Tier.MID: len(self._pages.segments()),
                Tier.LONG: lasting,
            }
        )

    def capacity(self, tier: Tier | str) -> int:
        """How much a tier holds at most, counted as :meth:`overview` does; 0 for no limit."""
        limits = {
            Tier.WORKING: self._params.working_turns,
            Tier.SHORT: self._params.short_pages,
            Tier.MID: self._params.mid_segments,
        }
        return limits.get(Tier(tier), 0)

    def waiting(self) -> list[Turn]:
        """What was heard and not thought about yet, the next one first."""
        return self._sensory.turns()

    def in_mind(self, conversation: str | None = None) -> list[Turn]:
        """The last turns of a conversation, of the one spoken in last if none is named, oldest first."""
        return self._working.turns(conversation)

    def pages(self) -> list[Page]:
        """The exchanges of the short term, oldest first."""
        return self._short.pages()

    def segments(self, limit: int = 100) -> list[Segment]:
        """The segments of the mid term, the hottest first."""
        now = self._clock()
        rows = {row.memory_id: row for row in self._pages.segments()}
        found = [
            Segment(
                memory,
                rows[memory.id].visits,
                self._pages.count(memory.id),
                rows[memory.id].last_visit,
                rows[memory.id].ended,
                heat(rows[memory.id], now, self._params),
            )
            for memory in self._memories.get_many(list(rows))
        ]
        return sorted(found, key=lambda one: (-one.heat, -one.memory.id))[:limit]

    def segment_pages(self, memory_id: int) -> list[Page]:
        """The pages of a segment, oldest first."""
        return self._pages.of(memory_id)

    def visit(self, turn_ids: Sequence[int]) -> None:
        """Say that an answer used these turns: the segments that they stand in grow warmer. No undo step."""
        if turn_ids:
            self._pages.visited(turn_ids, self._clock())

    def blocks(self) -> list[Block]:
        """The blocks of core memory: the two that are always there first."""
        return self._working.blocks.all()

    def write_block(self, name: str, text: str) -> Block:
        """Replace a block's text; an unknown name makes a block.

        Raises:
            BadRequest: the text does not fit (the error says how much does), or the name is empty or long.
        """
        return self._told(self._working.blocks.write(name, text))

    def append_block(self, name: str, text: str) -> Block:
        """Add a line to a block.

        Raises:
            BadRequest: it would not fit, or the name is empty or too long.
        """
        return self._told(self._working.blocks.append(name, text))

    def replace_in_block(self, name: str, old: str, new: str) -> Block:
        """Replace a passage that stands in a block exactly once, letter for letter; ``""`` removes it.

        Raises:
            BadRequest: the passage does not stand there, or more than once, or the new text does not fit.
        """
        return self._told(self._working.blocks.replace(name, old, new))

    def profile(self) -> list[ProfileLine]:
        """The sentences about the user, topic by topic, each with the memories that it was made of.

        One is changed or taken out as any memory is: ``memories.edit``, ``memories.forget``.
        """
        lines = []
        for memory in self._memories.find(kind=MemoryKind.PROFILE):
            with self._db.read() as reader:
                sources = self._memories.get_many(sources_of(reader, memory.id))
            topic = memory.subject if memory.subject in TOPICS else "other"
            lines.append(ProfileLine(memory, tuple(sources), topic))
        return sorted(lines, key=lambda line: (TOPICS.index(line.topic), line.memory.id))

    def _told(self, block: Block) -> Block:
        self._changed()
        return block
