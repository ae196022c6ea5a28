"""Nights as rows: where one stands, what it did, and the lease that keeps two processes from the same one.

Ids and numbers only: nothing that the user said stands here, so a purge finds nothing to take.
"""

from __future__ import annotations

import json
import os
import platform
import time
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any

from memory_core.store.codec import Value, from_time, to_time
from memory_core.store.connection import Reader, Writer
from memory_core.store.database import Database
from memory_core.types import NightState, SleepLine, SleepReport, Stage

LEASE = "sleep: lease"
"""Name in ``meta`` of who sleeps just now."""
LEASE_SECONDS = 30.0
"""A lease that was not renewed for so long is over: whoever held it was killed."""
_UNDER_WAY = "state IN ('running', 'stopped') AND finished IS NULL"


@dataclass(frozen=True, slots=True)
class Probe:
    """A question that was held back: which memory is to answer it, and the words it came from."""

    memory_id: int
    turn_id: int
    start: int
    stop: int
    answered: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked before a night. ``last_turn`` is the diary's last turn then."""

    last_turn: int
    probes: tuple[Probe, ...]


@dataclass(frozen=True, slots=True)
class OpenNight:
    """A night that is not over. ``group`` is its step in the journal; ``plan`` holds the keys of ``stage``,
    the stage in hand, None before the first."""

    id: int
    started: datetime
    group: int
    stage: Stage | None
    plan: tuple[str, ...]
    asked: Asked | None


@dataclass(frozen=True, slots=True)
class Past:
    """How a night ended, with the notes of its report."""

    state: NightState
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Learnt:
    """What one night taught the learner: it came after turn ``upto`` and learnt these turns again, each with
    its weight."""

    id: int
    upto: int
    rehearsed: tuple[tuple[int, float], ...]


class Lease:
    """The right to sleep on a vault; given back by :meth:`release`, lost when it is not renewed."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._token = uuid.uuid4().hex

    def take(self) -> bool:
        """Take it, unless another process holds it."""

        def run(writer: Writer) -> bool:
            held = _holder(writer)
            if held is not None and not _is_over(held):
                return False
            self._write(writer)
            return True

        return self._db.write(run)

    def renew(self, writer: Writer) -> bool:
        """Hold it for longer, inside a transaction; False if somebody else has taken it."""
        held = _holder(writer)
        if held is None or held.get("token") != self._token:
            return False
        self._write(writer)
        return True

    def release(self) -> None:
        """Give it back."""

        def run(writer: Writer) -> None:
            held = _holder(writer)
            if held is not None and held.get("token") == self._token:
                writer.execute("DELETE FROM meta WHERE name = ?", (LEASE,))

        self._db.write(run)

    def _write(self, writer: Writer) -> None:
        # Real time and not the vault's clock: it is about processes, and tests and benchmarks set that one.
        value = {
            "token": self._token,
            "machine": platform.node(),
            "process": os.getpid(),
            "until": time.time() + LEASE_SECONDS,
        }
        writer.execute("INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)", (LEASE, json.dumps(value)))


class Nights:
    """The table of nights."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def under_way(self) -> OpenNight | None:
        """The night that was broken off, or that runs; None if the last one is over.

        One whose step in the journal was undone meanwhile is none.
        """
        with self._db.read() as reader:
            row = reader.row(
                f"""SELECT s.* FROM sleeps s JOIN journal j ON j.id = s.step_id
                WHERE {_UNDER_WAY} AND j.undone = 0 ORDER BY s.id DESC LIMIT 1"""
            )
            return None if row is None else _open(row)

    def begin(self, writer: Writer, started: datetime, group: int) -> OpenNight:
        """Begin a night in the running transaction; ones that were broken off are over with it."""
        # What they had still to look at is left to this one.
        writer.execute(
            f"""UPDATE sleeps SET state = 'done', finished = started, notes = '["unfinished"]', known_step = ?
            WHERE {_UNDER_WAY}""",
            (_known(writer, None),),
        )
        self._collect(writer)
        known = int(writer.value("SELECT ifnull(max(id), 0) FROM journal WHERE id < ?", (group,)))
        night_id = writer.insert(
            "sleeps",
            {
                "started": from_time(started),
                "state": NightState.RUNNING.value,
                "step_id": group,
                "known_step": known,
            },
        )
        return OpenNight(night_id, started, group, None, (), None)

    def go_on(self, night_id: int) -> None:
        """A night that was broken off is in hand again."""
        self._set(night_id, {"state": NightState.RUNNING.value})

    def set_asked(self, night_id: int, asked: Asked, share: float | None) -> None:
        """Keep what was asked before the night, and the share answered."""
        told = [
            asked.last_turn,
            [[one.memory_id, one.turn_id, one.start, one.stop, int(one.answered)] for one in asked.probes],
        ]
        self._set(night_id, {"probes": json.dumps(told), "probes_before": share})

    def set_plan(self, night_id: int, stage: Stage, keys: Sequence[str]) -> None:
        """A stage begins with these units."""
        self._set(night_id, {"stage": stage.value, "cursor": json.dumps(list(keys))})

    def done(self, night_id: int, stage: Stage) -> set[str]:
        """Keys of a stage's units that were done."""
        with self._db.read() as reader:
            rows = reader.tuples(
                "SELECT key FROM sleep_units WHERE sleep_id = ? AND stage = ?", (night_id, stage.value)
            )
            return {key for (key,) in rows}

    def did(self, writer: Writer, night_id: int, stage: Stage, key: str, lines: Sequence[SleepLine]) -> None:
        """Note a unit as done, in its own transaction."""
        writer.insert(
            "sleep_units",
            {"sleep_id": night_id, "stage": stage.value, "key": key, "lines": _lines_out(lines)},
        )

    def lines(self, night_id: int, stage: Stage) -> list[SleepLine]:
        """What a stage of a night has done so far."""
        with self._db.read() as reader:
            rows = reader.tuples(
                "SELECT lines FROM sleep_units WHERE sleep_id = ? AND stage = ? ORDER BY id",
                (night_id, stage.value),
            )
            return [line for (told,) in rows for line in _lines_in(told)]

    def note(self, night_id: int, note: str) -> None:
        """Add a note to a night, once."""

        def run(writer: Writer) -> None:
            notes = json.loads(writer.value("SELECT notes FROM sleeps WHERE id = ?", (night_id,)))
            if note not in notes:
                writer.update("sleeps", "id", night_id, {"notes": json.dumps([*notes, note])})

        self._db.write(run)

    def set_learnt(self, writer: Writer, learnt: Learnt) -> None:
        """Keep what the night teaches the learner, in the transaction that keeps the learner's state."""
        writer.update(
            "sleeps",
            "id",
            learnt.id,
            {"learnt": learnt.upto, "rehearsed": json.dumps([list(one) for one in learnt.rehearsed])},
        )

    def stop(self, night_id: int) -> None:
        """The user came back: the night will be gone on with."""
        self._set(night_id, {"state": NightState.STOPPED.value})

    def finish(
        self, writer: Writer, night_id: int, at: datetime, state: NightState, after: float | None
    ) -> None:
        """The night is over, in the running transaction; a step that changed nothing goes."""
        self._set(
            night_id,
            {"state": state.value, "finished": from_time(at), "probes_after": after, "cursor": None},
        )
        if state is NightState.ROLLED_BACK:
            self._set(night_id, {"learnt": None, "rehearsed": None})
        self._collect(writer)
        group = writer.value("SELECT step_id FROM sleeps WHERE id = ?", (night_id,))
        parts = "SELECT count(*) FROM journal WHERE parent = ?"
        if group is not None and not writer.value(parts, (group,)):
            self._set(night_id, {"step_id": None})
            writer.execute("DELETE FROM journal WHERE id = ?", (group,))

    def reports(self, limit: int = 30) -> list[SleepReport]:
        """The newest nights first."""
        with self._db.read() as reader:
            rows = reader.rows("SELECT * FROM sleeps ORDER BY id DESC LIMIT ?", (limit,))
            return [_report(reader, row) for row in rows]

    def report(self, night_id: int) -> SleepReport:
        """One night's report."""
        with self._db.read() as reader:
            row = reader.row("SELECT * FROM sleeps WHERE id = ?", (night_id,))
            if row is None:
                raise AssertionError(f"there is no night {night_id}")
            return _report(reader, row)

    def last(self) -> SleepReport | None:
        """The newest night, whatever became of it."""
        found = self.reports(1)
        return found[0] if found else None

    def learnt(self) -> list[Learnt]:
        """What the nights taught the learner, in order; nights undone in the journal are as if not slept."""
        with self._db.read() as reader:
            rows = reader.tuples(f"SELECT s.id, s.learnt, s.rehearsed {_STANDING} ORDER BY s.id")
            return [
                Learnt(night_id, upto, tuple((turn, weight) for turn, weight in json.loads(told or "[]")))
                for night_id, upto, told in rows
            ]

    def slept(self, upto: int) -> tuple[int, int, int, int]:
        """Figures that tell which nights the learner should have slept: of those up to night ``upto`` how
        many, the sum of their ids and of their squares; and the id of the last night of all."""
        with self._db.read() as reader:
            count, total, squares = next(
                reader.tuples(
                    f"""SELECT count(*), ifnull(sum(s.id), 0), ifnull(sum(s.id * s.id), 0) {_STANDING}
                    AND s.id <= ?""",
                    (upto,),
                )
            )
            last = reader.value(f"SELECT ifnull(max(s.id), 0) {_STANDING}")
            return int(count), int(total), int(squares), int(last)

    def rehearsals(self, nights: int, before: int) -> Mapping[int, int]:
        """How often each memory was rehearsed in the last nights before a night that stand."""
        counted: dict[int, int] = {}
        with self._db.read() as reader:
            rows = reader.tuples(
                f"SELECT s.lines {_STANDING} AND s.id < ? ORDER BY s.id DESC LIMIT ?", (before, nights)
            )
            for (told,) in rows:
                for line in _lines_in(told):
                    if line.what == "replayed":
                        for memory_id in line.memories:
                            counted[memory_id] = counted.get(memory_id, 0) + 1
        return counted

    def changed_for(self, night_id: int) -> set[int]:
        """Memories that a night has to look at: changed since the last finished one took stock. What earlier
        nights did to memories is left out, because their own later stages saw it."""
        with self._db.read() as reader:
            rows = reader.tuples(
                """SELECT DISTINCT r.memory_id FROM journal_rows r JOIN journal j ON j.id = r.step_id
                WHERE r.step_id > ? AND r.memory_id IS NOT NULL AND (
                    j.cause != 'sleep' OR j.parent = (SELECT step_id FROM sleeps WHERE id = ?))""",
                (_known(reader, night_id), night_id),
            )
            return {memory_id for (memory_id,) in rows}

    def touched_by(self, group: int) -> set[int]:
        """Memories that a night has changed."""
        with self._db.read() as reader:
            rows = reader.tuples(
                """SELECT DISTINCT r.memory_id FROM journal_rows r JOIN journal j ON j.id = r.step_id
                WHERE j.parent = ? AND r.memory_id IS NOT NULL""",
                (group,),
            )
            return {memory_id for (memory_id,) in rows}

    def steps_after(self, step: int) -> bool:
        """Whether anything was said or changed after a step of the journal."""
        with self._db.read() as reader:
            return bool(
                reader.value("SELECT 1 FROM journal WHERE id > ? AND cause != 'sleep' LIMIT 1", (step,))
            )

    def past(self, before: int, limit: int) -> list[Past]:
        """How the nights before one ended, the newest first; ones undone in the journal are left out."""
        with self._db.read() as reader:
            rows = reader.tuples(
                """SELECT s.state, s.notes FROM sleeps s LEFT JOIN journal j ON j.id = s.step_id
                WHERE s.id < ? AND (s.state = 'rolled_back' OR (s.state = 'done' AND ifnull(j.undone, 0) = 0))
                ORDER BY s.id DESC LIMIT ?""",
                (before, limit),
            )
            return [Past(NightState(state), tuple(json.loads(notes))) for state, notes in rows]

    def since(self, night_id: int) -> int:
        """The journal's last step that the finished night before this one took into account."""
        with self._db.read() as reader:
            return _known(reader, night_id)

    def known_step(self) -> int:
        """The journal's last step that the last finished night took into account."""
        with self._db.read() as reader:
            return _known(reader, None)

    def last_turn(self) -> int:
        """The diary's last turn."""
        with self._db.read() as reader:
            return int(reader.value("SELECT ifnull(max(id), 0) FROM turns"))

    def successors(self, memory_id: int) -> set[int]:
        """A memory, what superseded or absorbed it, and what was generalised from any of these."""
        with self._db.read() as reader:
            right = {memory_id}
            after = "SELECT superseded_by FROM memories WHERE id = ?"
            later = reader.value(after, (memory_id,))
            while later is not None and later not in right:
                right.add(int(later))
                later = reader.value(after, (later,))
            for one in sorted(right):
                derived = reader.tuples(
                    "SELECT source_id FROM associations WHERE target_id = ? AND relation = 'derived'", (one,)
                )
                right |= {source for (source,) in derived}
            return right

    @staticmethod
    def not_to_redo(writer: Writer, group: int) -> None:
        """A night that was rolled back is not what the user undid last; by its step it can be redone."""
        writer.update("journal", "id", group, {"redo_order": None})

    @staticmethod
    def is_undone(reader: Reader, group: int) -> bool:
        """Whether a night's step was undone in the journal."""
        return bool(reader.value("SELECT undone FROM journal WHERE id = ?", (group,)))

    def _set(self, night_id: int, columns: Mapping[str, Value]) -> None:
        self._db.write(lambda writer: writer.update("sleeps", "id", night_id, columns))

    @staticmethod
    def _collect(writer: Writer) -> None:
        """Bring what finished nights did from their units into their own rows."""
        over = writer.tuples(
            "SELECT DISTINCT u.sleep_id FROM sleep_units u JOIN sleeps s ON s.id = u.sleep_id "
            "WHERE s.finished IS NOT NULL"
        )
        for (night_id,) in list(over):
            told = writer.tuples("SELECT lines FROM sleep_units WHERE sleep_id = ? ORDER BY id", (night_id,))
            lines = [line for (some,) in told for line in json.loads(some)]
            writer.update("sleeps", "id", night_id, {"lines": json.dumps(lines)})
            writer.execute("DELETE FROM sleep_units WHERE sleep_id = ?", (night_id,))


_STANDING = """FROM sleeps s LEFT JOIN journal j ON j.id = s.step_id
WHERE s.learnt IS NOT NULL AND ifnull(j.undone, 0) = 0"""


def _known(reader: Reader, before: int | None) -> int:
    return int(
        reader.value(
            """SELECT ifnull(max(known_step), 0) FROM sleeps
            WHERE state = 'done' AND (?1 IS NULL OR id < ?1)""",
            (before,),
        )
    )


def _open(row: Mapping[str, Any]) -> OpenNight:
    asked = None
    if row["probes"] is not None:
        last_turn, probes = json.loads(row["probes"])
        asked = Asked(
            last_turn,
            tuple(Probe(one, turn, start, stop, bool(hit)) for one, turn, start, stop, hit in probes),
        )
    return OpenNight(
        row["id"],
        _time(row["started"]),
        row["step_id"],
        None if row["stage"] is None else Stage(row["stage"]),
        tuple(json.loads(row["cursor"] or "[]")),
        asked,
    )


def _report(reader: Reader, row: Mapping[str, Any]) -> SleepReport:
    lines = _lines_in(row["lines"])
    for (told,) in reader.tuples(
        "SELECT lines FROM sleep_units WHERE sleep_id = ? ORDER BY id", (row["id"],)
    ):
        lines += _lines_in(told)
    changed = row["step_id"] is not None and reader.value(
        "SELECT 1 FROM journal WHERE parent = ? LIMIT 1", (row["step_id"],)
    )
    return SleepReport(
        _time(row["started"]),
        to_time(row["finished"]),
        tuple(lines),
        tuple(json.loads(row["notes"])),
        row["id"],
        NightState(row["state"]),
        row["step_id"] if changed else None,
        row["probes_before"],
        row["probes_after"],
    )


def _time(value: str) -> datetime:
    time = to_time(value)
    if time is None:
        raise AssertionError("a night's beginning is never NULL")
    return time


def _lines_out(lines: Sequence[SleepLine]) -> str:
    return json.dumps(
        [[line.stage.value, line.what, list(line.memories), dict(line.figures)] for line in lines]
    )


def _lines_in(told: str) -> list[SleepLine]:
    return [
        SleepLine(Stage(stage), what, tuple(memories), MappingProxyType(figures))
        for stage, what, memories, figures in json.loads(told)
    ]


def _holder(reader: Reader) -> dict[str, Any] | None:
    told = reader.value("SELECT value FROM meta WHERE name = ?", (LEASE,))
    return None if told is None else dict(json.loads(told))


def _is_over(held: Mapping[str, Any]) -> bool:
    until = float(held["until"])
    if not time.time() < until <= time.time() + 2 * LEASE_SECONDS:
        return True  # over, or written by a clock that was wrong
    return held["machine"] == platform.node() and not _is_alive(int(held["process"]))


def _is_alive(process: int) -> bool:
    """Whether a process of this machine lives; where that cannot be asked harmlessly, it does."""
    if os.name != "posix":
        return True  # there, asking by a signal would end it
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
