"""Two programs on one vault: each does as it likes, and in the end both say the same and nothing is lost."""

from __future__ import annotations

import json
import random
import threading
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from memory_core import Engine
from memory_core.errors import BadRequest
from tests.fault.ledger import Ledger, answers, examine
from tests.fault.work import Life
from tests.tools.nursery import Nursery
from tests.tools.quick_embedder import QuickEmbedder
from tests.tools.vaults import KEY

OPERATIONS = (
    "hearing", "hearing", "hearing", "editing", "forgetting", "undoing", "teaching", "backup", "recalling",
    "purging", "sleeping",
)  # fmt: skip
CALM = ("hearing", "hearing", "editing", "forgetting", "undoing", "teaching", "recalling")


def opened(folder: Path) -> Engine:
    return Engine.open(folder, KEY, embedder=QuickEmbedder())


def assert_same(one: Engine, other: Engine) -> None:
    """Both have the same diary, memories, journal, log and answers, as an index built anew has them."""
    for engine in (one, other, one):
        engine.settle()
        engine.recall("look around")  # applies what the other has committed
    views = []
    for engine in (one, other):
        views.append(
            (
                engine.diary.turns(),
                engine.memories.find(None),
                engine.journal.steps(10_000),
                engine.gate.log(10_000),
                answers(engine),
            )
        )
    for name, ours, theirs in zip(("diary", "memories", "journal", "log", "answers"), *views, strict=True):
        assert ours == theirs, name
    one.vault.rebuild_indexes()
    assert answers(one) == views[1][-1]
    assert one.vault.check().ok


def lines_of(nursery: Nursery, task: dict[str, Any], out: list[dict[str, Any]], status: list[int]) -> None:
    with nursery.child(task) as child:
        out.extend(json.loads(line) for line in child.lines)
        status.append(child.end())


@pytest.mark.parametrize("seed", [1, 2])
def test_two_processes_lose_nothing_of_each_other(vault_folder: Path, seed: int) -> None:
    opened(vault_folder).close()
    chance = random.Random(seed)
    told: list[list[dict[str, Any]]] = [[], []]
    status: list[int] = []
    with Nursery("tests.fault.work") as first, Nursery("tests.fault.work") as second:
        threads = []
        for number, nursery in enumerate((first, second)):
            task = {
                "folder": str(vault_folder),
                "plain": False,
                "seed": chance.randrange(2**32),
                "focus": "hearing",
                "others": OPERATIONS,
                "operations": 30,
                "before": 4,
                "said": 1000 * number,
                "embedder": "quick",
            }
            threads.append(threading.Thread(target=lines_of, args=(nursery, task, told[number], status)))
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert status == [0, 0], first.complaints.read_text() + second.complaints.read_text()
    ledger = Ledger()
    for lines in told:
        assert not [line for line in lines if "logged" in line]
        ledger.take(lines)
    # What one process told of a memory, the other may have changed since; copies hold what was there then.
    ledger.facts.clear()
    ledger.steps.clear()
    found = examine(vault_folder, KEY, ledger, "quick")
    assert found.turns == sum("said" in line for lines in told for line in lines)
    assert found.turns == len(ledger.turns) >= 30


@settings(max_examples=4)
@given(
    st.integers(0, 2**32),
    st.lists(st.tuples(st.booleans(), st.sampled_from(OPERATIONS)), min_size=5, max_size=16),
)
def test_two_engines_taking_turns_end_with_one_view(
    tmp_path_factory: pytest.TempPathFactory, seed: int, plan: list[tuple[bool, str]]
) -> None:
    folder = tmp_path_factory.mktemp("turns") / "vault"
    ledger = Ledger()
    with opened(folder) as one, opened(folder) as other:
        lives = [
            Life(engine, {"seed": seed + at, "said": 1000 * at}, lambda line: ledger.take([line]))
            for at, engine in enumerate((one, other))
        ]
        for which, operation in plan:
            lives[which].do(operation)
        assert_same(one, other)
        assert set(ledger.turns) == {turn.id for turn in one.diary.turns()}


@settings(max_examples=3)
@given(st.integers(0, 2**32))
def test_two_engines_at_the_same_time_end_with_one_view(
    tmp_path_factory: pytest.TempPathFactory, seed: int
) -> None:
    folder = tmp_path_factory.mktemp("same-time") / "vault"
    told: list[list[dict[str, Any]]] = [[], []]
    failed: list[BaseException] = []
    with opened(folder) as one, opened(folder) as other:
        together = threading.Barrier(2)

        def live(at: int, engine: Engine) -> None:
            life = Life(
                engine, {"seed": seed + at, "said": 1000 * at}, lambda line: told[at].append(dict(line))
            )
            try:
                together.wait()
                for _ in range(14):
                    life.do(life.chance.choice(CALM))
            except BaseException as error:  # noqa: BLE001  told to the test
                failed.append(error)

        threads = [threading.Thread(target=live, args=(at, engine)) for at, engine in enumerate((one, other))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert failed == []
        assert_same(one, other)
        said = {line["said"]: line["text"] for lines in told for line in lines if "said" in line}
        assert {turn.id: turn.text for turn in one.diary.turns()} == said


def test_both_do_the_same_job_once(vault_folder: Path) -> None:
    with opened(vault_folder) as one, opened(vault_folder) as other:
        for number in range(6):
            (one if number % 2 else other).perceive(f"My friend {number} lives in Riga, in house {number}.")
        assert_same(one, other)
        verdicts = one.gate.log(1000)
        assert len({(line.verdict.span, line.turn_id) for line in verdicts}) == len(verdicts)


def test_a_change_contradicted_by_the_other_process_is_refused(vault_folder: Path) -> None:
    with opened(vault_folder) as one, opened(vault_folder) as other:
        one.perceive("My friend Ann lives in Riga.")
        one.settle()
        memory = one.memories.find()[0]
        one.memories.edit(memory.id, text="Ann lives in Lund.")
        step = one.journal.steps(1)[0]
        other.memories.edit(memory.id, text="Ann lives in Oslo.")
        with pytest.raises(BadRequest):
            one.journal.undo(step.id)
        assert one.memories.get(memory.id).text == "Ann lives in Oslo."
        assert_same(one, other)
