"""One night: the stages in their order, in small units, as one undoable step, gone on with if broken off.

Each unit commits what it changed, the report's lines and its own key in one transaction. So a night can be
stopped or killed between any two instants: what is committed is done, the rest is done when it goes on. The
plan of a stage is kept when the stage begins, so that the night resumed is the night that was not broken off.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime, timedelta
from typing import Protocol, runtime_checkable

from memory_core.clock import Clock
from memory_core.errors import BadRequest, MnemeError
from memory_core.learning import Learning
from memory_core.mirror import Mirror
from memory_core.params import Params
from memory_core.sleep import caution, probe
from memory_core.sleep.fade import Fade
from memory_core.sleep.generalise import GeneraliseStage
from memory_core.sleep.learn import Learn
from memory_core.sleep.link import Link
from memory_core.sleep.merge import Merge
from memory_core.sleep.move import MoveStage
from memory_core.sleep.replay import Replay
from memory_core.sleep.settle import Settle
from memory_core.sleep.stage import Interrupted, Night, Nightly, Prepares, Rebuilds, Unit
from memory_core.store.connection import Writer
from memory_core.store.database import Database
from memory_core.store.journal import Journal
from memory_core.store.nights import Asked, Lease, Nights, OpenNight, Probe
from memory_core.store.step import Step
from memory_core.types import LanguageModelLike, NightState, SleepLine, SleepReport, Stage

log = logging.getLogger(__name__)

CAUSE = "sleep"
STEP = "step.sleep"
Progress = Callable[[str, float], bool]
"""Told the stage's name and the share of it done (0..1); returns False to stop."""

ELSEWHERE = "asleep_elsewhere"
"""Note of a report of nothing: another process sleeps on this vault just now."""
WORSE = "probe_worse"
"""Note of a night that was rolled back: recall of the user's own memories had got worse."""
KEPT = "probe_worse_kept"
"""Note of a night that should have been, but what was changed since stands on it."""
FAILED = "stage_failed"
"""Note of a night in which a stage broke off at an internal error; the stage's name follows a colon."""

OFF = "left_out"
"""Note of a report of nothing: ``Params.without`` names the whole sleep."""

_STALE = timedelta(days=1)
"""A night that was broken off longer ago is not gone on with."""
_NAMES: Mapping[Stage, str] = {Stage.MERGE: "step.merge"}
"""What a memory's history calls the units of a stage, where it is not the night's own name."""


def stages() -> tuple[Nightly, ...]:
    """The stages of a night, in their order."""
    return Replay(), Merge(), Settle(), GeneraliseStage(), Link(), MoveStage(), Fade(), Learn()


@runtime_checkable
class _Holds(Protocol):
    """A unit that holds something still around its transaction."""

    def held(self) -> AbstractContextManager[None]:
        """Around the transaction."""

    def undone(self) -> None:
        """The transaction failed."""


class Sleep:
    """Runs nights over a vault.

    Args:
        db: the vault.
        mirror: the index in RAM and the vectors.
        recall: asks the held-back questions: a cue and how many items.
        learning: what learns from the stream of messages.
        params: tunable numbers.
        clock: the present.
        model: a language model, or None.
        changed: called after each commit; brings the index up to date.
        nightly: the stages; all of them if None.
    """

    def __init__(
        self,
        db: Database,
        mirror: Mirror,
        recall: probe.Ask,
        learning: Learning,
        params: Params,
        clock: Clock,
        *,
        model: LanguageModelLike | None = None,
        changed: Callable[[], None] = lambda: None,
        nightly: Sequence[Nightly] | None = None,
    ) -> None:
        self._db = db
        self._mirror = mirror
        self._recall = recall
        self._learning = learning
        self._params = params
        self._clock = clock
        self._model = model
        self._changed = changed
        self._stages = tuple(nightly) if nightly is not None else stages()
        self._journal = Journal(db)
        self._nights = Nights(db)
        self._lease = Lease(db)

    def run(
        self, interrupted: Callable[[], bool] = lambda: False, progress: Progress | None = None
    ) -> SleepReport:
        """Sleep until done or until it is to stop; a night that was broken off is gone on with.

        Args:
            interrupted: asked between units and inside long ones; True stops the night where it stands.
            progress: told the stage and the share of it done; returns False to stop.

        Raises:
            VaultError: one of its kinds; what was committed stays, and the next night goes on with it.
        """
        if self._params.lacks("sleep"):
            now = self._clock()
            return SleepReport(now, now, notes=(OFF,), state=NightState.STOPPED)
        if not self._lease.take():
            now = self._clock()
            return SleepReport(now, now, notes=(ELSEWHERE,), state=NightState.STOPPED)
        try:
            return self._run(interrupted, progress or (lambda _stage, _share: True))
        finally:
            self._lease.release()

    def _run(self, interrupted: Callable[[], bool], progress: Progress) -> SleepReport:
        here = self._take_up()
        night = Night(
            started=here.started,
            id=here.id,
            seed=here.id,
            db=self._db,
            mirror=self._mirror,
            params=self._params,
            learning=self._learning,
            model=self._model,
            interrupted=interrupted,
        )
        try:
            night.check()
            asked = here.asked or self._ask_before(night)
            omitted = caution.left_out(self._nights.past(here.id, caution.LOOKED_AT))
            for stage in self._left(here):
                if self._params.lacks(stage.stage):
                    continue
                if stage.stage in omitted:
                    self._nights.note(here.id, f"{caution.LEFT_OUT}:{stage.stage}")
                    continue
                self._go_through(night, here, stage, progress)
            after = probe.ask(self._db, self._recall, asked.probes, night.check)
            self._end(night, here, asked, after)
        except Interrupted:
            self._nights.stop(here.id)
        return self._nights.report(here.id)

    def _take_up(self) -> OpenNight:
        """The night that was broken off, unless that is too long ago, or a new one."""
        now = self._clock()
        open_night = self._nights.under_way()
        if open_night is not None and abs(now - open_night.started) <= _STALE:
            self._nights.go_on(open_night.id)
            return open_night
        self._learning.snapshot(now)

        def begin(writer: Writer) -> OpenNight:
            group = self._journal.open_group(CAUSE, STEP, at=now)
            return self._nights.begin(writer, now, group)

        return self._db.write(begin)

    def _ask_before(self, night: Night) -> Asked:
        drawn = probe.choose(self._db, night.chance("probe"), self._nights.last_turn())
        probes = probe.ask(self._db, self._recall, drawn.probes, night.check)
        asked = Asked(drawn.last_turn, probes)
        self._nights.set_asked(night.id, asked, probe.share(probes))
        return asked

    def _left(self, here: OpenNight) -> list[Nightly]:
        """The stage in hand and those after it."""
        order = [one.stage for one in self._stages]
        return list(self._stages[order.index(here.stage) if here.stage in order else 0 :])

    def _go_through(self, night: Night, here: OpenNight, stage: Nightly, progress: Progress) -> None:
        night.check()
        if not progress(stage.stage.value, 0.0):
            raise Interrupted
        done: set[str] = set()
        try:
            if here.stage is stage.stage:
                done = self._nights.done(night.id, stage.stage)
                units: Sequence[Unit] = _planned_again(night, stage, here.plan, done)
            else:
                units = stage.plan(night)
                self._nights.set_plan(night.id, stage.stage, [one.key for one in units])
            for at, unit in enumerate(units):
                night.check()
                self._do(night, here, stage.stage, unit)
                if not progress(stage.stage.value, (at + 1 + len(done)) / (len(units) + len(done))):
                    raise Interrupted
        except (Interrupted, MnemeError):
            raise
        except Exception:
            # One stage's bug must not cost the user the others, nor every night from now on.
            log.exception("the stage %s of a night failed", stage.stage)
            self._nights.note(night.id, f"{FAILED}:{stage.stage}")

    def _do(self, night: Night, here: OpenNight, stage: Stage, unit: Unit) -> None:
        if isinstance(unit, Prepares):
            unit.prepare()

        def work(step: Step) -> None:
            # Undone in the meantime, or slept on by another process because this one stood still for long.
            if not self._lease.renew(step.writer) or self._nights.is_undone(step.writer, here.group):
                raise Interrupted
            lines: list[SleepLine] = unit.do(step)
            self._nights.did(step.writer, night.id, stage, unit.key, lines)

        holds = unit if isinstance(unit, _Holds) else None
        try:
            with nullcontext() if holds is None else holds.held():
                self._journal.record(
                    work, cause=CAUSE, name=_NAMES.get(stage, STEP), at=night.started, group=here.group
                )
        except BadRequest:
            # What it was planned for has changed since; nothing of it was written.
            if holds is not None:
                holds.undone()
            self._db.write(lambda writer: self._nights.did(writer, night.id, stage, unit.key, ()))
        except BaseException:
            if holds is not None:
                holds.undone()
            raise
        self._changed()

    def _end(self, night: Night, here: OpenNight, asked: Asked, after: Sequence[Probe]) -> None:
        faded = {
            memory_id
            for line in self._nights.lines(night.id, Stage.FADE)
            if line.what == "faded"
            for memory_id in line.memories
        }
        said = self._nights.last_turn() != asked.last_turn
        concerned = self._nights.touched_by(here.group) if said else None
        worse = probe.is_worse(self._db, asked.probes, after, faded, concerned)
        share = probe.share(after)
        finished = self._clock()
        if worse and self._take_back(night, here, finished, share):
            return
        if worse:
            self._nights.note(night.id, KEPT)
        self._db.write(lambda writer: self._nights.finish(writer, night.id, finished, NightState.DONE, share))

    def _take_back(self, night: Night, here: OpenNight, at: datetime, share: float | None) -> bool:
        """Take all of the night back; False, with nothing changed, if later changes stand on it."""

        def back(writer: Writer) -> None:
            self._nights.note(night.id, WORSE)
            self._journal.undo(here.group)
            # What was taken back is not offered to be done again; by its step it still can be.
            self._nights.not_to_redo(writer, here.group)
            self._learning.restore(at)
            self._nights.finish(writer, night.id, at, NightState.ROLLED_BACK, share)

        try:
            self._db.write(back)
        except BadRequest:
            return False
        self._learning.reload()
        self._changed()
        return True


def _planned_again(night: Night, stage: Nightly, plan: Sequence[str], done: set[str]) -> list[Unit]:
    """The units of a plan that were not done yet, in its order."""
    left = [key for key in plan if key not in done]
    if isinstance(stage, Rebuilds):
        return [unit for key in left if (unit := stage.unit(night, key))]
    again = {unit.key: unit for unit in stage.plan(night)} if left else {}
    return [again[key] for key in left if key in again]
