"""The queue, the gate's log, learnt states and the list of what changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from memory_core.errors import BadRequest
from memory_core.store.connection import Writer
from memory_core.store.database import Database
from memory_core.store.queue import MAX_ATTEMPTS
from memory_core.store.states import States
from memory_core.store.touched import mark, since
from memory_core.types import Changes, Span, Verdict, VerdictKind
from tests.tools.vaults import AT, KEY, Vault
from tests.tools.vaults import vault as opened


def test_a_job_taken_and_not_done_is_there_after_a_restart(vault_folder: Path) -> None:
    with opened(vault_folder) as vault:
        vault.say("one")
        vault.say("two")
        taken = vault.queue.take()
    with opened(vault_folder) as vault:
        assert vault.queue.take() == taken
        assert taken is not None
        vault.queue.done(taken.id)
        assert [job.turn_id for job in vault.queue.pending()] == [2]


def test_a_job_done_by_another_process_rolls_the_result_back(vault: Vault) -> None:
    turn = vault.say("one")
    job = vault.queue.take()
    assert job is not None
    vault.queue.done(job.id)

    def result(writer: Writer) -> None:
        vault.gate_log.add(turn.id, [])
        States(vault.db).save("x", b"", AT)
        vault.queue.done(job.id)

    with pytest.raises(BadRequest, match="already"):
        vault.db.write(result)
    assert States(vault.db).names() == []


def test_a_job_that_keeps_failing_is_parked_with_its_error(vault: Vault) -> None:
    bad, good = vault.say("bad"), vault.say("good")
    job = vault.queue.take()
    assert job is not None
    outcomes = [vault.queue.failed(job.id, f"boom \ud83d {n}") for n in range(MAX_ATTEMPTS)]
    assert outcomes == [False, False, True]
    (parked,) = vault.queue.parked()
    assert (parked.turn_id, parked.attempts, parked.error) == (bad.id, 3, "boom \ud83d 2")
    assert [one.turn_id for one in vault.queue.pending()] == [good.id]
    assert vault.queue.pending(bad.id) == []
    assert vault.queue.retry() == 1
    again = vault.queue.take()
    assert again is not None
    assert (again.turn_id, again.attempts) == (bad.id, 0)


def test_verdicts_keep_every_field_and_their_order(vault: Vault) -> None:
    memory = vault.remember("I live in Riga")
    turn = vault.say("I live in Riga, as I said. Bye")
    verdicts = (
        Verdict(VerdictKind.REINFORCE, memory.id, "I", Span(turn.id, 0, 1), 3.5, {"a": 0.1}, 0.7, 0.4, "x"),
        Verdict(VerdictKind.IGNORE, None, "Bye", None, 0.5, {}, 0.1, 0.0, "small talk"),
    )
    vault.gate_log.add(turn.id, verdicts)
    assert vault.gate_log.of(turn.id) == verdicts
    assert [one.verdict for one in vault.gate_log.log()] == [*reversed(verdicts)]
    (only,) = vault.gate_log.log(kinds=[VerdictKind.REINFORCE])
    assert (only.turn_id, only.at, only.verdict) == (turn.id, AT, verdicts[0])
    assert vault.gate_log.turns_that_wrote() == {turn.id}
    assert vault.gate_log.of(99) == ()


def test_states_are_replaced_under_their_name(vault: Vault) -> None:
    states = States(vault.db)
    assert states.load("words") is None
    states.save("words", b"1", AT)
    states.save("words", b"2", AT)
    assert states.load("words") == b"2"
    assert states.names() == ["words"]


def test_another_process_learns_what_changed(vault: Vault) -> None:
    memory = vault.remember("I live in Riga")
    with Database.open(vault.db.path.parent, KEY) as other:
        seen, version = mark(other), other.data_version()
        assert since(other, seen) == (Changes(), seen)
        turn = vault.say("hello", "second")
        vault.gate_log.add(turn.id, [Verdict(VerdictKind.IGNORE, None, "hello", None, 0, {}, 0, 0, "")])
        vault.operations.forget(memory.id)
        vault.chats.rename("main", "Kitchen")
        assert other.data_version() != version
        changes, seen = since(other, seen)
        assert changes == Changes(
            turns=(turn.id, memory.sources[0].turn_id),
            memories=(memory.id,),
            conversations=("second", "main"),
            verdicts_of=(turn.id,),
        )
        assert since(other, seen)[0] == Changes()


def test_own_writes_do_not_look_like_another_process(vault: Vault) -> None:
    version = vault.db.data_version()
    vault.say("hello")
    assert vault.db.data_version() == version
