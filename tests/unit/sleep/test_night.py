"""A night: stages in order, one undoable step, stopped and gone on with, rolled back if recall suffers."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path

import pytest

from memory_core.engine import Engine
from memory_core.errors import DiskFull
from memory_core.params import Params
from memory_core.sleep import cycle, probe
from memory_core.sleep.cycle import Sleep
from memory_core.sleep.learn import Learn
from memory_core.sleep.merge import Merge
from memory_core.sleep.settle import Settle
from memory_core.sleep.stage import Night, Nightly, Task, Unit
from memory_core.store.nights import LEASE, Lease, Nights
from memory_core.store.operations import Operations
from memory_core.store.step import Step
from memory_core.types import NightState, SleepLine, SleepReport, Stage
from tests.tools.nights import MONDAY, NIGHT, contents, copy_of, live, opened
from tests.tools.quick_embedder import QuickEmbedder
from tests.tools.set_clock import SetClock


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A vault with something to sleep on."""
    folder = tmp_path_factory.mktemp("lived") / "vault"
    live(folder)
    return folder


@pytest.fixture
def engine(lived: Path, tmp_path: Path) -> Iterator[Engine]:
    """A copy of it, opened in the night after."""
    with opened(copy_of(lived, tmp_path / "vault"), SetClock(NIGHT)) as engine:
        yield engine


class Only:
    """One stage of given units, in place of all others."""

    def __init__(self, units: Sequence[Unit], stage: Stage = Stage.FADE) -> None:
        self.stage = stage
        self._units = units

    def plan(self, night: Night) -> Sequence[Unit]:
        del night
        return self._units


def sleeping(engine: Engine, *nightly: Nightly) -> Sleep:
    mind = engine._sleeper()
    return Sleep(
        engine._db,
        mind.mirror,
        lambda cue, limit: engine.recall(cue, limit=limit),
        mind.learning,
        engine.params,
        engine._clock,
        changed=engine._changed,
        nightly=nightly,
    )


def lines(report: SleepReport, what: str) -> list[SleepLine]:
    return [line for line in report.lines if line.what == what]


def test_a_night_goes_through_its_stages_in_order(engine: Engine) -> None:
    told: list[tuple[str, float]] = []

    def progress(stage: str, share: float) -> bool:
        told.append((stage, share))
        assert engine.sleep.sleeping
        assert engine.sleep.stage == (Stage(stage), share)
        return True

    report = engine.sleep.run(progress=progress)
    order = [one.stage.value for one in cycle.stages()]
    assert list(dict.fromkeys(stage for stage, _ in told)) == order
    assert order == [stage.value for stage in Stage if stage.value in order]
    assert all(0 <= share <= 1 for _, share in told)
    assert report.state is NightState.DONE
    assert report.notes == ()
    assert len(report.merged) == 2
    assert lines(report, "linked")
    assert len(lines(report, "replayed")) > 10
    (learnt,) = lines(report, "learnt")
    assert learnt.figures["error_after"] < learnt.figures["error_before"]
    assert report.probes_before is not None
    assert report.probes_after is not None
    assert engine.sleep.reports() == [report]
    assert not engine.sleep.sleeping
    assert engine.sleep.stage is None


def test_a_night_is_one_step_and_undone_as_one(engine: Engine) -> None:
    before = {table: rows for table, rows in contents(engine._db).items() if "journal" not in table}
    report = engine.sleep.run()
    (step, *_) = engine.journal.steps()
    assert (step.id, step.name, step.cause) == (report.step_id, "step.sleep", "sleep")
    assert report.merged
    engine.journal.undo()
    after = contents(engine._db)
    left_out = ("sleeps", "states", "memories", "memory_vectors")
    assert {name: after[name] for name in before if name not in left_out} == {
        name: before[name] for name in before if name not in left_out
    }
    active = [row[0] for row in before["memories"] if row[5] == "active" and row[6] is None]
    assert sorted(one.id for one in engine.memories.find()) == sorted(active)
    assert engine.journal.steps()[0].undone
    assert engine.sleep.reports()[0].state is NightState.DONE


def test_it_stops_when_asked_and_goes_on_where_it_stood(engine: Engine) -> None:
    stopped = engine.sleep.run(progress=lambda stage, share: not (stage == "merge" and share > 0))
    assert stopped.state is NightState.STOPPED
    assert stopped.finished is None
    assert len(stopped.merged) == 1
    assert engine.sleep.due(timedelta(hours=1))
    whole = engine.sleep.run()
    assert (whole.id, whole.started, whole.step_id) == (stopped.id, stopped.started, stopped.step_id)
    assert whole.state is NightState.DONE
    assert len(whole.merged) == 2
    assert len(engine.sleep.reports()) == 1


def test_a_night_that_was_broken_off_long_ago_is_over(engine: Engine) -> None:
    stopped = engine.sleep.run(progress=lambda stage, share: not (stage == "merge" and share > 0))
    engine._clock.advance(timedelta(days=2))  # type: ignore[attr-defined]
    report = engine.sleep.run()
    assert report.id != stopped.id
    assert [one.id for one in engine.sleep.reports()] == [report.id, stopped.id]
    former = engine.sleep.reports()[1]
    assert (former.state, former.notes) == (NightState.DONE, ("unfinished",))
    assert former.merged == stopped.merged
    assert len(report.merged) == 1  # what it had still to look at was left to the next


def test_undone_before_it_was_over_it_is_not_gone_on_with(engine: Engine) -> None:
    stopped = engine.sleep.run(progress=lambda stage, share: not (stage == "merge" and share > 0))
    engine.journal.undo()
    report = engine.sleep.run()
    assert report.id != stopped.id
    assert len(report.merged) == 2


def test_a_message_wakes_it_and_is_heard(engine: Engine) -> None:
    units = [Task(str(number), lambda _: []) for number in range(100_000)]
    heard: list[str] = []

    def say() -> None:
        verdicts = engine.perceive("My cousin Jan builds boats in Turku.", at=NIGHT).verdicts()
        heard.append(verdicts[0].text)

    speaker = threading.Thread(target=say)

    def progress(_stage: str, share: float) -> bool:
        if share and not speaker.ident:
            speaker.start()
        return True

    cycle_stages = cycle.stages
    cycle.stages = lambda: (Only(units),)
    try:
        report = engine.sleep.run(progress=progress)
    finally:
        cycle.stages = cycle_stages
    speaker.join()
    assert report.state is NightState.STOPPED
    assert heard == ["My cousin Jan builds boats in Turku."]


def test_closing_wakes_it(lived: Path, tmp_path: Path) -> None:
    engine = opened(copy_of(lived, tmp_path / "vault"), SetClock(NIGHT))
    asleep = threading.Event()
    found: list[SleepReport] = []

    def progress(_stage: str, _share: float) -> bool:
        asleep.set()
        return True

    sleeper = threading.Thread(target=lambda: found.append(engine.sleep.run(progress=progress)))
    sleeper.start()
    asleep.wait()
    engine.close()
    sleeper.join()
    assert found[0].state in (NightState.STOPPED, NightState.DONE)


def test_a_second_call_finds_it_asleep(engine: Engine) -> None:
    found: list[SleepReport] = []

    def progress(_stage: str, _share: float) -> bool:
        if not found:
            found.append(engine.sleep.run())
        return True

    engine.sleep.run(progress=progress)
    assert (found[0].id, found[0].notes) == (0, ("asleep_already",))
    assert len(engine.sleep.reports()) == 1


def test_a_deadline_stops_it(engine: Engine) -> None:
    report = engine.sleep.run(deadline=NIGHT)
    assert report.state is NightState.STOPPED
    assert report.lines == ()
    assert engine.sleep.run(deadline=NIGHT + timedelta(hours=1)).state is NightState.DONE


def test_two_processes_do_not_sleep_at_once(lived: Path, tmp_path: Path) -> None:
    folder = copy_of(lived, tmp_path / "vault")
    with opened(folder, SetClock(NIGHT)) as one, opened(folder, SetClock(NIGHT)) as other:
        found: list[SleepReport] = []

        def progress(_stage: str, _share: float) -> bool:
            if not found:
                found.append(other.sleep.run())
            return True

        assert one.sleep.run(progress=progress).state is NightState.DONE
        assert (found[0].id, found[0].notes) == (0, (cycle.ELSEWHERE,))
        assert other.sleep.run().state is NightState.DONE


def test_a_lease_ends_with_its_process(engine: Engine) -> None:
    db = engine._db
    first, second = Lease(db), Lease(db)
    assert first.take()
    assert not second.take()
    # A process that is no more: the highest number that the system gives is not in use.
    db.write(
        lambda writer: writer.execute(
            "UPDATE meta SET value = json_set(value, '$.process', 4194303) WHERE name = ?", (LEASE,)
        )
    )
    assert second.take()
    assert not db.write(first.renew)
    first.release()
    assert not first.take()
    second.release()
    assert first.take()
    db.write(
        lambda writer: writer.execute(
            "UPDATE meta SET value = json_set(value, '$.until', 0) WHERE name = ?", (LEASE,)
        )
    )
    assert second.take()


def test_what_was_planned_for_and_is_gone_does_no_harm(engine: Engine) -> None:
    one, other = engine.memories.find()[:2]

    def merge(step: Step) -> list[SleepLine]:
        Operations(engine._db).merge(one.id, [other.id], step=step)
        return [SleepLine(Stage.MERGE, "merged", (one.id, other.id))]

    engine.memories.forget(other.id)
    units = [Task("merge", merge), Task("after", lambda _: [SleepLine(Stage.MERGE, "merged", (1, 2))])]
    report = sleeping(engine, Only(units, Stage.MERGE)).run()
    assert report.merged == ((1, 2),)
    assert report.step_id is None


@pytest.mark.logs("the stage fade of a night failed")
def test_a_stage_that_fails_does_not_cost_the_others(engine: Engine) -> None:
    def broken(_: Step) -> list[SleepLine]:
        raise ZeroDivisionError

    after = Only([Task("last", lambda _: [SleepLine(Stage.LEARN, "learnt")])], Stage.LEARN)
    report = sleeping(engine, Only([Task("broken", broken)]), after).run()
    assert report.notes == ("stage_failed:fade",)
    assert [line.what for line in report.lines] == ["learnt"]
    assert report.state is NightState.DONE


def test_a_full_disk_leaves_it_to_be_gone_on_with(engine: Engine) -> None:
    tries: list[int] = []

    def full(_: Step) -> list[SleepLine]:
        tries.append(1)
        if len(tries) == 1:
            raise DiskFull("the disk is full", "", "")
        return [SleepLine(Stage.FADE, "faded", (1,))]

    sleep = sleeping(engine, Only([Task("full", full)]))
    with pytest.raises(DiskFull):
        sleep.run()
    assert engine.sleep.reports()[0].state is NightState.RUNNING
    assert len(sleep.run().lines) == 1
    assert len(engine.sleep.reports()) == 1


def test_a_night_that_makes_recall_worse_is_rolled_back(engine: Engine) -> None:
    before = contents(engine._db)
    engine._sleeper().learning.snapshot(NIGHT)
    state = engine._sleeper().learning._learner.save()

    def forget(memory_id: int) -> Unit:
        def work(step: Step) -> list[SleepLine]:
            Operations(engine._db).forget(memory_id, step=step)
            return [SleepLine(Stage.FADE, "faded", (memory_id,))]

        return Task(f"forget:{memory_id}", work)

    harm = Only([forget(memory.id) for memory in engine.memories.find()[:8]])
    report = sleeping(engine, harm, Learn()).run()
    assert report.state is NightState.ROLLED_BACK
    assert cycle.WORSE in report.notes
    assert report.probes_before is not None
    assert report.probes_after is not None
    assert report.probes_after < report.probes_before
    after = contents(engine._db)
    same = ("turns", "memory_sources", "spans", "associations", "turn_vectors")
    assert {name: after[name] for name in same} == {name: before[name] for name in same}
    assert engine._sleeper().learning._learner.save() == state
    assert engine.journal.steps()[0].undone
    with pytest.raises(Exception, match="nothing to redo"):
        engine.journal.redo()
    assert {one.id for one in engine.memories.find()} == {
        row[0] for row in before["memories"] if row[5] == "active" and row[6] is None
    }


def test_trivial_memories_may_fade(engine: Engine) -> None:
    trivial = [one for one in engine.memories.find() if one.importance < 0.6][:3]

    def fade(memory_id: int) -> Unit:
        def work(step: Step) -> list[SleepLine]:
            step.update("memories", memory_id, {"status": "faded"}, memory_id)
            return [SleepLine(Stage.FADE, "faded", (memory_id,))]

        return Task(f"fade:{memory_id}", work)

    report = sleeping(engine, Only([fade(one.id) for one in trivial])).run()
    assert report.state is NightState.DONE


def test_the_questions_leave_out_what_they_ask_for(engine: Engine) -> None:
    night = Nights(engine._db)
    asked = probe.choose(engine._db, Night.chance(_night(engine), "probe"), night.last_turn())
    again = probe.choose(engine._db, Night.chance(_night(engine), "probe"), night.last_turn())
    assert asked == again
    assert 5 <= len(asked.probes) <= probe.MOST
    for one in asked.probes:
        memory = engine.memories.get(one.memory_id)
        cue = probe.cue_of(memory)
        assert len(cue.split()) < len(memory.text.split())
        if memory.value:
            assert memory.value.casefold() not in cue.casefold()


def _night(engine: Engine) -> Night:
    mind = engine._sleeper()
    return Night(NIGHT, 1, 1, engine._db, mind.mirror, engine.params, mind.learning, None, lambda: False)


def test_what_takes_a_memorys_place_answers_for_it(engine: Engine) -> None:
    asked = probe.choose(engine._db, _night(engine).chance("probe"), 0)

    def ask() -> dict[int, bool]:
        found = probe.ask(
            engine._db,
            lambda cue, limit: engine.recall(cue, limit=limit),
            asked.probes,
            lambda: None,
        )
        return {one.memory_id: one.answered for one in found}

    before = ask()
    report = engine.sleep.run()
    assert report.merged
    after = ask()
    for kept, absorbed in report.merged:
        assert after.get(absorbed, True) == before.get(absorbed, True)
        assert after.get(kept, True) == before.get(kept, True)


def test_when_it_is_worth_while(engine: Engine) -> None:
    hour = timedelta(hours=1)
    assert engine.sleep.due(hour)
    assert not engine.sleep.due(timedelta(minutes=1))
    engine.sleep.run()
    assert not engine.sleep.due(hour)
    assert engine.sleep.run(force=False).notes == ("nothing_new",)
    assert engine.sleep.due(hour, NIGHT + timedelta(days=1))
    engine.perceive("I bought a kayak.", at=NIGHT)
    engine.settle()
    assert engine.sleep.due(hour)


def test_an_empty_vault_has_nothing_to_sleep_on(vault_folder: Path) -> None:
    with opened(vault_folder, SetClock(MONDAY), QuickEmbedder()) as engine:
        assert not engine.sleep.due(timedelta(days=1))
        report = engine.sleep.run()
        assert report.state is NightState.DONE
        assert report.step_id is None
        assert (report.probes_before, report.probes_after) == (None, None)
        assert engine.journal.steps() == []


@pytest.mark.parametrize("stage", [one.stage for one in cycle.stages()])
def test_a_stage_may_be_left_out(lived: Path, tmp_path: Path, stage: Stage) -> None:
    params = Params(without=f"spread, {stage}")
    seen: list[str] = []

    def told(name: str, _: float) -> bool:
        seen.append(name)
        return True

    with opened(copy_of(lived, tmp_path / "vault"), SetClock(NIGHT), params=params) as engine:
        report = engine.sleep.run(progress=told)
    assert report.state is NightState.DONE
    assert list(dict.fromkeys(seen)) == [one for one in Stage if one is not stage]


def test_sleep_as_a_whole_may_be_left_out(lived: Path, tmp_path: Path) -> None:
    folder = copy_of(lived, tmp_path / "vault")
    with opened(folder, SetClock(NIGHT), params=Params(without="sleep")) as engine:
        report = engine.sleep.run()
        assert (report.id, report.notes) == (0, (cycle.OFF,))
        assert engine.sleep.reports() == []


def test_the_night_after_one_that_was_rolled_back_leaves_out_what_may_be_at_fault(engine: Engine) -> None:
    def forget(memory_id: int) -> Unit:
        def work(step: Step) -> list[SleepLine]:
            Operations(engine._db).forget(memory_id, step=step)
            return [SleepLine(Stage.FADE, "faded", (memory_id,))]

        return Task(f"forget:{memory_id}", work)

    harm = [forget(memory.id) for memory in engine.memories.find()[:8]]

    def slept() -> tuple[NightState, tuple[str, ...]]:
        report = sleeping(engine, Merge(), Settle(), Only(harm)).run()
        return report.state, report.notes

    assert slept() == (NightState.ROLLED_BACK, (cycle.WORSE,))
    assert slept() == (NightState.DONE, ("left_out:merge", "left_out:settle", "left_out:fade"))
    assert slept() == (NightState.DONE, ("left_out:settle", "left_out:fade"))
    assert slept() == (NightState.DONE, ("left_out:fade",))
    assert slept()[0] is NightState.ROLLED_BACK
    for _ in range(6):
        assert slept() == (NightState.DONE, ("left_out:fade",))
