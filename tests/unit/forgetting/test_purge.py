"""Purged means gone: from the file, the index, what was learnt, copies and places outside."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest

from memory_core import PLAIN, Engine
from memory_core.errors import BadRequest, UndoRefused
from memory_core.forgetting import proof
from memory_core.learning import Learning
from memory_core.models.embedder import OnnxEmbedder
from memory_core.plasticity.learner import Learner
from memory_core.plasticity.neural_memory import LinearMemory
from memory_core.store.connection import Writer
from memory_core.store.purging import BLOCK
from memory_core.store.sqlcipher import connect
from memory_core.types import Memory, PurgeReceipt, Vector
from tests.tools.set_clock import SetClock
from tests.tools.vaults import AT

SECRET = "My sister Ann lives in Reykjavik."
KEPT = "I work as a glass blower in Murano."
RUSSIAN = "Моя собака Груша боится грозы."
WORDS = ("Reykjavik", "reykjav")


class Life:
    """An engine with a short life: each statement is answered with its quotation."""

    def __init__(self, engine: Engine, folder: Path, embedder: OnnxEmbedder) -> None:
        self.engine = engine
        self.folder = folder
        self.embedder = embedder
        self.at = AT

    def say(self, text: str, role: str = "user") -> int:
        self.at += timedelta(minutes=1)
        turn_id = self.engine.perceive(text, role=role, at=self.at).turn_id
        assert turn_id is not None
        return turn_id

    def tell(self, *texts: str) -> None:
        for text in texts:
            self.say(text)
            self.say(f'You said: "{text}"', "assistant")
        self.engine.settle()

    def memory(self, text: str) -> Memory:
        return next(one for one in self.engine.memories.find(None) if one.text == text)

    def vectors(self, text: str) -> list[Vector]:
        with self.engine._db.read() as reader:
            rows = reader.tuples(
                """SELECT v.vector FROM memory_vectors v JOIN memories m ON m.id = v.memory_id
                WHERE m.text = :text UNION
                SELECT v.vector FROM turn_vectors v JOIN turns t ON t.id = v.turn_id WHERE t.text = :text""",
                {"text": text},
            )
            return [np.frombuffer(row[0], np.float16).astype(np.float32) for row in rows]

    def counted(self) -> dict[str, int]:
        return self.engine._ready().mirror.index._words.counted


@pytest.fixture
def life(vault_folder: Path, embedder: OnnxEmbedder, clock: SetClock) -> Iterator[Life]:
    with Engine.open(vault_folder, key=PLAIN, clock=clock, embedder=embedder) as engine:
        one = Life(engine, vault_folder, embedder)
        one.tell(SECRET, KEPT, RUSSIAN)
        yield one


def rebuilt(life: Life) -> tuple[dict[str, int], dict[str, str]]:
    """The word model's counts, and what the search holds, made anew from the vault."""
    life.engine.vault.rebuild_indexes()
    with life.engine._db.read() as reader:
        words = dict(reader.tuples("SELECT 'm' || rowid, words FROM memory_words"))
        words |= dict(reader.tuples("SELECT 't' || rowid, words FROM turn_words"))
    return life.counted(), words


def test_a_purged_memory_is_nowhere_in_the_folder(life: Life) -> None:
    vectors = life.vectors(SECRET)
    assert len(vectors) >= 1
    assert {one.what for one in proof.search(life.folder, WORDS, vectors)} == {"text", "vector"}
    plan = life.engine.memories.purge_plan(life.memory(SECRET).id)
    assert plan.text == SECRET
    receipt = life.engine.memories.purge(life.memory(SECRET).id)
    assert proof.search(life.folder, WORDS, vectors) == []
    assert receipt.removed["memories"] == 1
    assert receipt.removed["spans"] == len(plan.spans) == 2  # it was quoted
    assert min(receipt.removed[name] for name in ("vectors", "words", "journal", "verdicts")) > 0
    assert (receipt.unfinished, receipt.backups_left) == ((), ())
    first, answer, *others = life.engine.diary.turns()
    assert first.text == BLOCK * len(SECRET)
    assert answer.text == f'You said: "{BLOCK * (len(SECRET) - 1)}."'
    assert [one.text for one in others[::2]] == [KEPT, RUSSIAN]
    assert {one.text for one in life.engine.memories.find()} == {KEPT, RUSSIAN}
    assert life.engine.vault.check().ok
    found = life.engine.recall("Where does my sister live?")
    assert not any("Ann" in item.text for item in found.items)
    assert "glass blower" in life.engine.recall("What do I do for a living?").items[0].text


def test_a_plan_removes_nothing(life: Life) -> None:
    before = proof.search(life.folder, WORDS)
    life.engine.memories.purge_plan(life.memory(SECRET).id)
    life.engine.memories.purge_matching_plan("Reykjavik")
    life.engine.diary.purge_plan(1)
    assert [one.text for one in life.engine.memories.find()] == [RUSSIAN, KEPT, SECRET]
    assert proof.search(life.folder, WORDS) == before


def test_the_index_and_the_word_model_are_those_that_would_be_built(life: Life) -> None:
    assert "reykjavik" in life.counted()
    life.engine.memories.purge(life.memory(SECRET).id)
    grown = life.counted()
    assert "reykjavik" not in grown
    counts, words = rebuilt(life)
    assert counts == grown
    assert life.engine.vault.check().ok
    assert not any("reykjav" in one for one in words.values())


def test_everything_that_holds_a_text_goes_inflected_and_hidden_too(life: Life) -> None:
    life.tell("Грушу зовут так из-за её цвета.")
    life.engine.memories.forget(life.memory(RUSSIAN).id)
    life.engine.diary.rename_conversation("main", "О Груше")
    plan = life.engine.memories.purge_matching_plan("Груша")
    assert "Грушу зовут" in plan.text
    receipt = life.engine.memories.purge_matching("Груша")
    assert receipt.removed["titles"] == 1
    assert proof.search(life.folder, ["Груш"]) == []
    assert life.engine.diary.search("груша") == []
    assert len(life.engine.memories.find()) == 2
    assert life.engine.memories.purge_matching("Груша").removed["spans"] == 0  # nothing is left


def test_a_whole_message_goes_with_what_came_of_it(life: Life) -> None:
    turn = life.say("By the way, my brother Olaf is a whaler. What a rainy day in Bergen!")
    life.engine.settle()
    (memory,) = life.engine.memories.of_turn(turn)
    life.engine.diary.purge(turn)
    assert set(life.engine.diary.get(turn).text) == {BLOCK}
    with pytest.raises(BadRequest):
        life.engine.memories.get(memory.id)
    assert proof.search(life.folder, ["Olaf", "Bergen", "whaler"]) == []
    assert life.engine.gate.of(turn) == ()


def test_what_was_said_elsewhere_too_stays(life: Life) -> None:
    again = life.say(KEPT)
    life.engine.settle()
    memory = life.memory(KEPT)
    assert {span.turn_id for span in memory.sources} == {3, again}
    life.engine.diary.purge(3)
    assert [span.turn_id for span in life.engine.memories.get(memory.id).sources] == [again]
    assert life.engine.diary.get(again).text == KEPT
    assert life.engine.vault.check().ok


def test_what_derives_from_the_same_words_goes(life: Life) -> None:
    parts = life.engine.memories.split(life.memory(SECRET).id, ["Ann is my sister", "Ann: Reykjavik"])
    plan = life.engine.memories.purge_plan(parts[0].id)
    assert set(plan.derived) == {1, parts[1].id}
    life.engine.memories.purge(parts[0].id)
    assert proof.search(life.folder, [*WORDS, "Ann is my"]) == []


def test_what_a_night_made_of_it_goes_and_others_words_stay(life: Life, clock: SetClock) -> None:
    said = [f"I was running in {place} this morning." for place in ("Murano", "Narvik", "Odessa", "Tartu")]
    for text in (*said, *(f"Today I counted {n} clouds over the river." for n in range(12))):
        life.at += timedelta(days=1)
        life.say(text)
    life.engine.settle()
    clock.now = life.at + timedelta(days=1)
    life.engine.sleep.run()
    life.engine.tiers.write_block("user", f"{SECRET} She likes tea.")
    life.engine.tiers.append_block("user", "I was running in Narvik this morning.")
    memories = life.engine.memories
    assert any("Narvik" in one.memory.text for one in life.engine.tiers.segments())
    assert any("running" in one.text for one in memories.find(kind="schema"))
    assert any("Reykjavik" in line.memory.text for line in life.engine.tiers.profile())
    kept = {one.memory.id for one in life.engine.tiers.segments() if "Narvik" not in one.memory.text}
    vectors = life.vectors(said[1])
    narvik = next(turn.id for turn in life.engine.diary.turns() if "Narvik" in turn.text)
    receipt = life.engine.diary.purge(narvik)
    assert proof.search(life.folder, ["Narvik"], vectors) == []
    assert receipt.removed["blocks"] == 1
    # It counted that day; the next night counts anew.
    assert not any("running" in one.text for one in memories.find(kind="schema"))
    assert {one.memory.id for one in life.engine.tiers.segments()} == kept
    assert {said[0], said[2], said[3]} <= {turn.text for turn in life.engine.diary.turns()}
    receipt = memories.purge(life.memory(SECRET).id)
    assert proof.search(life.folder, WORDS) == []
    assert life.engine.tiers.blocks()[0].text == "She likes tea."
    assert not any("Reykjavik" in line.memory.text for line in life.engine.tiers.profile())
    assert life.engine.vault.check().ok


def test_purging_what_was_made_leaves_what_it_was_made_of(life: Life, clock: SetClock) -> None:
    clock.now = life.at + timedelta(days=1)
    life.engine.sleep.run()
    line = next(one for one in life.engine.tiers.profile() if "Murano" in one.memory.text)
    life.engine.memories.purge(line.memory.id)
    assert all(one.memory.id != line.memory.id for one in life.engine.tiers.profile())
    assert life.memory(KEPT).status == "active"
    assert life.engine.diary.get(3).text == KEPT


def test_former_texts_of_what_stays_go_too(life: Life) -> None:
    memory = life.memory(KEPT)
    life.engine.memories.edit(memory.id, text="I once met Rasputin in Murano.")
    stale = life.vectors("I once met Rasputin in Murano.")
    life.engine.memories.edit(memory.id, text="I blow glass in Murano.")
    assert "float16 in base64" in {one.how for one in proof.search(life.folder, [], stale)}
    receipt = life.engine.memories.purge_matching("Rasputin")
    assert (receipt.removed["memories"], receipt.removed["spans"]) == (0, 0)
    assert receipt.removed["journal"] > 0
    assert proof.search(life.folder, ["Rasputin"], stale) == []
    assert life.engine.memories.get(memory.id).text == "I blow glass in Murano."


def test_words_that_were_looked_for_go(life: Life) -> None:
    life.engine.memories.forget_matching("Reykjavik")
    assert any(step.detail == "Reykjavik" for step in life.engine.journal.steps())
    life.engine.memories.purge(1)
    assert proof.search(life.folder, WORDS) == []


def test_what_was_purged_can_be_neither_undone_nor_redone(life: Life) -> None:
    secret, kept = life.memory(SECRET), life.memory(KEPT)
    life.engine.memories.pin(secret.id)
    life.engine.memories.forget(kept.id)
    life.engine.journal.undo()
    life.engine.memories.purge(secret.id)
    purged = [step for step in life.engine.journal.steps() if step.purged]
    assert {step.name for step in purged} == {"step.hearing", "step.pin"}
    assert {step.detail for step in purged} == {""}
    for step in purged:
        with pytest.raises(UndoRefused) as refused:
            life.engine.journal.undo(step.id)
        assert refused.value.reason == "purged"
    assert life.engine.journal.redo().name == "step.forget"  # other steps are as they were
    assert life.engine.journal.undo().name == "step.forget"
    newest = life.memory(RUSSIAN).id
    assert life.engine.journal.undo().memories == (newest,)


def test_what_a_purged_memory_replaced_can_come_back(life: Life) -> None:
    life.tell("I live in Riga.", "I moved to Oslo, I live in Oslo now.")
    old, new = life.memory("I live in Riga."), life.engine.memories.find(containing="Oslo")[0]
    assert old.superseded_by == new.id
    life.engine.memories.purge(new.id)
    left = life.engine.memories.get(old.id)
    assert (left.status, left.superseded_by) == ("superseded", None)
    back = life.engine.memories.restore(old.id)
    assert (back.status, back.valid_to) == ("active", None)
    assert proof.search(life.folder, ["Oslo"]) == []


def test_a_question_and_a_lesson_go(life: Life) -> None:
    secret, kept = life.memory(SECRET), life.memory(KEPT)
    life.engine._operations.ask(secret.id, kept.id)
    life.engine.gate.teach(1, worth=True)
    assert (len(life.engine.questions.open()), len(life.engine.gate.lessons())) == (1, 1)
    receipt = life.engine.memories.purge(secret.id)
    assert (receipt.removed["questions"], receipt.removed["teachings"]) == (1, 1)
    assert (life.engine.questions.open(), life.engine.gate.lessons()) == ([], [])


def test_drafts_and_attachments_go(life: Life) -> None:
    def add(writer: Writer) -> None:
        for name, text in (("main", f"{SECRET} And"), ("other", "harmless")):
            row = {"conversation": name, "text": text, "at": AT.isoformat()}
            writer.insert("drafts", row)
        attached = [(1, "a.txt", b"with the whole message"), (3, "b.txt", SECRET.encode()), (3, "c", b"x")]
        for turn, name, content in attached:
            row = {
                "turn_id": turn,
                "name": name,
                "media_type": "text/plain",
                "sha256": "",
                "content": content,
            }
            writer.insert("attachments", row)

    life.engine._db.write(add)
    receipt = life.engine.memories.purge(life.memory(SECRET).id)
    assert (receipt.removed["drafts"], receipt.removed["attachments"]) == (1, 2)
    assert proof.search(life.folder, [*WORDS, "with the whole message"]) == []


def test_what_is_heard_again_under_its_name_stays_purged(life: Life) -> None:
    turn = life.engine.perceive("My cat is called Zarathustra.", at=AT, external_id="x1").turn_id
    life.engine.settle()
    assert turn is not None
    life.engine.diary.purge(turn)
    assert life.engine.perceive("My cat is called Zarathustra.", at=AT, external_id="x1").turn_id == turn
    life.engine.settle()
    assert proof.search(life.folder, ["Zarathustra"]) == []


def test_a_message_that_still_waits_is_not_heard_after_its_purge(life: Life) -> None:
    turn = life.say("My aunt Wilhelmina collects stamps.")  # the lane may be at any point of its work
    life.engine.diary.purge(turn)
    life.engine.settle()
    assert life.engine.memories.of_turn(turn) == []
    assert proof.search(life.folder, ["Wilhelmina"]) == []
    assert "wilhelmina" not in life.counted()


def test_neighbours_keep_no_context_of_it(life: Life) -> None:
    life.say("The doctor told me something about Ebola.")
    after = life.say("Yes, and I was quite afraid of that.")
    life.engine.settle()
    with life.engine._db.read() as reader:
        own = "SELECT vector FROM turn_vectors WHERE turn_id = ?"
        before = np.frombuffer(reader.value(own, (after,)), np.float16)
    life.engine.diary.purge(after - 1)
    with life.engine._db.read() as reader:
        anew = np.frombuffer(reader.value(own, (after,)), np.float16)
    alone = life.embedder.encode(["Yes, and I was quite afraid of that."])[0].vector.astype(np.float16)
    assert not np.array_equal(before, anew)
    assert np.allclose(anew, alone, atol=2e-3)


# places outside the tables


def test_registered_places_are_cleaned_now_or_at_the_next_opening(
    life: Life, vault_folder: Path, embedder: OnnxEmbedder
) -> None:
    asked: list[tuple[str, ...]] = []
    prompts = life.folder / "prompts"
    prompts.mkdir()
    (prompts / "state").write_text(SECRET)

    def clean(words: object) -> int:
        asked.append(tuple(words))  # type: ignore[arg-type]
        (prompts / "state").unlink()
        return 1

    def fail(words: object) -> int:
        raise PermissionError

    life.engine.vault.register("prompts", prompts, clean)
    life.engine.vault.register("logs", prompts, fail)
    with pytest.raises(BadRequest):
        life.engine.vault.register("memories", prompts, clean)
    assert {"vault", "prompts", "logs"} <= {one.name for one in life.engine.vault.traces()}
    receipt = life.engine.memories.purge(life.memory(SECRET).id)
    assert receipt.removed["prompts"] == 1
    assert receipt.unfinished == ("logs",)
    assert SECRET in asked[0]
    assert life.engine.vault.finish_purge() == ("logs",)
    life.engine.close()
    with Engine.open(vault_folder, embedder=embedder) as engine:
        late: list[tuple[str, ...]] = []
        engine.vault.register("logs", prompts, lambda words: late.append(tuple(words)) or 1)
        engine.vault.register("prompts", prompts, lambda words: late.append(tuple(words)) or 1)
        assert late == [()]  # nobody knows the words any more: all of it goes
        assert engine.vault.finish_purge() == ()


# a second connection that holds the log


def test_a_log_that_another_program_reads_is_wiped_later(life: Life) -> None:
    other = connect(life.engine.vault.path, PLAIN)
    other.execute("BEGIN")
    other.execute("SELECT count(*) FROM turns").fetchone()
    receipt = life.engine.memories.purge(life.memory(SECRET).id)
    assert receipt.unfinished == ("log",)
    assert life.engine.vault.finish_purge() == ("log",)
    assert proof.search(life.folder, WORDS)  # the other one still reads it
    other.execute("ROLLBACK")
    other.close()
    assert life.engine.vault.finish_purge() == ()
    assert proof.search(life.folder, WORDS) == []


# copies


def test_copies_that_hold_it_are_named_and_can_be_rewritten(life: Life, tmp_path: Path) -> None:
    vectors = life.vectors(SECRET)
    own = life.engine.vault.backup()
    outside = life.engine.vault.backup(tmp_path / "stick" / "copy.db")
    plan = life.engine.memories.purge_plan(life.memory(SECRET).id)
    assert set(plan.backups) == {own, outside}
    receipt = life.engine.memories.purge(life.memory(SECRET).id)
    later = life.engine.vault.backup()
    assert set(receipt.backups_left) == {own, outside}
    assert {one.path: one.holds for one in life.engine.vault.backups()} == {
        own: True,
        outside: True,
        later: False,
    }
    assert set(life.engine.vault.rewrite_backups(receipt)) == {own, outside}
    assert not any(one.holds for one in life.engine.vault.backups())
    assert life.engine.vault.rewrite_backups([own, outside, later]) == []
    assert proof.search(tmp_path, WORDS, vectors) == []
    with Engine.open(outside, embedder=life.embedder) as copy:
        assert {one.text for one in copy.memories.find()} == {KEPT, RUSSIAN}
        assert copy.vault.check().ok


def test_a_copy_that_went_its_own_way_is_not_touched_in_other_places(life: Life, tmp_path: Path) -> None:
    early = life.engine.vault.backup(tmp_path / "early.db")
    with Engine.open(early, embedder=life.embedder) as other:
        other.perceive("My neighbour Otto plays the tuba.", at=AT + timedelta(days=3))
        other.settle()
    turn = life.say("My cousin Emma plays the tuba.")
    life.engine.settle()
    receipt = life.engine.diary.purge(turn)
    assert receipt.backups_left == ()
    assert life.engine.vault.rewrite_backups([early]) == []


# what was learnt


def _error(learner: Learner, vector: Vector) -> float:
    """The linear neural memory's error on a sentence: 1 for nothing known of it."""
    memory: LinearMemory = learner._linear
    projection = learner._projection
    return memory.error(projection.key(vector), projection.value(vector))


def test_what_was_learnt_of_it_falls_to_chance_and_of_others_stays(life: Life) -> None:
    never = "The chemistry exam about noble gases was moved to Thursday."
    for _ in range(6):
        life.tell("I take pills against epilepsy every morning.", KEPT)

    def learning() -> Learning:
        return life.engine._ready().hearing.learning

    def errors() -> dict[str, float]:
        texts = ["I take pills against epilepsy every morning.", KEPT, never]
        raw = np.stack([one.vector for one in life.embedder.encode(texts)])
        vectors = life.embedder.calibrate(raw, ["en"] * 3)
        return {
            name: _error(learning()._learner, one)
            for name, one in zip(("purged", "kept", "never"), vectors, strict=True)
        }

    before = errors()
    assert before["purged"] < 0.8 * before["never"]
    assert before["kept"] < 0.8 * before["never"]
    receipt = life.engine.memories.purge_matching("epilepsy")
    assert receipt.removed["spans"] == 12
    after = errors()
    assert after["purged"] > 0.95  # an empty memory's error is 1
    assert after["never"] > 0.95
    assert after["kept"] < 0.8
    # What is learnt is what somebody learns who reads the diary as it is now.
    reader = Learning(life.engine._db, life.embedder)
    reader.relearn()
    assert reader._learner.save() == learning()._learner.save()


def test_a_state_from_before_a_purge_is_never_kept(life: Life, embedder: OnnxEmbedder) -> None:
    other = Learning(life.engine._db, embedder)  # as in another process
    turn = life.engine.diary.get(3)
    (vector,) = embedder.encode([turn.text])
    other.learn(turn, vector, 10.0, 0.5)
    stale = other._learner.save()
    life.engine.memories.purge(life.memory(SECRET).id)
    life.engine._db.write(lambda _: other.checkpoint(AT, now=True))
    with life.engine._db.read() as reader:
        assert reader.value("SELECT value FROM states WHERE name = 'learner'") != stale
    other.learn(turn, vector, 10.0, 0.5)  # it notices and begins anew
    life.engine._db.write(lambda _: other.checkpoint(AT, now=True))
    with life.engine._db.read() as reader:
        assert reader.value("SELECT value FROM states WHERE name = 'learner'") not in (None, stale)


def test_every_table_has_its_place_in_a_purge(life: Life) -> None:
    """A table made later must be thought of here: does it hold what derives from the user?"""
    with life.engine._db.read() as reader:
        tables = {name for (name,) in reader.tuples("SELECT name FROM sqlite_master WHERE type = 'table'")}
    cleaned = {
        "turns", "conversations", "attachments", "drafts", "queue", "memories", "memory_sources", "spans",
        "memory_vectors", "turn_vectors", "associations", "verdicts", "journal", "journal_rows", "states",
        "touched", "memory_words", "turn_words", "teachings", "questions", "pages", "segments", "blocks",
    }  # fmt: skip
    # Nights name what they did by ids and numbers, and so does what an edited message replaced.
    nothing_said = {
        "meta", "migrations", "purged", "copies", "sqlite_sequence", "sleeps", "sleep_units", "replaced",
    }  # fmt: skip
    shadows = {one for one in tables if one.startswith(("memory_words_", "turn_words_"))}
    assert tables - shadows == cleaned | nothing_said


def test_a_receipt_shows_no_words(life: Life) -> None:
    receipt = life.engine.memories.purge(life.memory(SECRET).id)
    assert isinstance(receipt, PurgeReceipt)
    assert "Reykjavik" not in repr(receipt)
    json.dumps(dict(receipt.removed))
