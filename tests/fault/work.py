"""What a child process of the campaigns does to a vault, told line by line: what it begins, and what is done.

Every line about something done was written after the engine's call had returned, so whatever happens to the
process afterwards, the vault must hold it.
"""

from __future__ import annotations

import itertools
import logging
import os
import random
import signal
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from memory_core import PLAIN, Engine
from memory_core.errors import BadRequest
from memory_core.store.backup import restore
from memory_core.store.keys import Key, Plain
from memory_core.types import Memory
from tests.tools.disk import Disk
from tests.tools.quick_embedder import QuickEmbedder
from tests.tools.vaults import KEY

Task = Mapping[str, Any]
Tell = Callable[[Task], None]

TALK = (
    "My friend number {n} lives in Riga and plays the cello.",
    "I work at bakery {n} now.",
    "Моя подруга номер {n} живёт в Казани и любит грозы.",
    "I am allergic to sort {n} of nuts.",
    "By the way, what is the time in zone {n}?",
    "Запомни: код от подвала {n}. Больше я его никому не говорил 🎄.",
    "We moved to house {n} in Lund. Our dog Rex hates stairs. I start at the mill on Friday.",
    "I no longer work at bakery {n}.",
)


def key_of(task: Task) -> Key | Plain:
    """The key of a task's vault."""
    return PLAIN if task["plain"] else KEY


class Life:
    """One process's work on one vault: each operation by its name, chosen by chance from the task's seed."""

    def __init__(self, engine: Engine, task: Task, tell: Tell) -> None:
        self.engine = engine
        self.chance = random.Random(task["seed"])
        self.tell = tell
        self._said = int(task.get("said", 0))

    def do(self, name: str) -> None:
        """Do one operation; an impossible one does nothing."""
        self.tell({"begin": name})
        try:
            getattr(self, name)()
        except BadRequest as refused:
            self.tell({"refused": name, "why": str(refused)})
        self.tell({"done": name})

    def hearing(self) -> None:
        """Say something, sometimes something long, and mostly do not wait for what becomes of it."""
        self._said += 1
        number = f"n{self._said}x{self.chance.randrange(10**6)}"
        text = self.chance.choice(TALK).format(n=number)
        if self.chance.random() < 0.15:
            text += " " + "And so on and on, said he. " * self.chance.randrange(400)
        heard = self.engine.perceive(text, conversation=self.chance.choice(["main", "работа"]))
        self.tell({"said": heard.turn_id, "text": text})
        if self.chance.random() < 0.3:
            heard.verdicts()

    def settling(self) -> None:
        self.engine.settle()
        self.tell({"settled": True})

    def editing(self) -> None:
        if (memory := self._one()) is None:
            return
        if self.chance.random() < 0.5:
            self._touch(memory.id)
            self._fact(self.engine.memories.pin(memory.id, not memory.pinned))
        else:
            self._touch(memory.id)
            self._fact(self.engine.memories.edit(memory.id, text=f"{memory.text[:60]} (rather {self._said})"))

    def forgetting(self) -> None:
        what = self.chance.random()
        if what < 0.5 and (memory := self._one()) is not None:
            self._touch(memory.id)
            self.engine.memories.forget(memory.id)
            self._fact(self.engine.memories.get(memory.id))
        elif what < 0.8 and (memory := self._one("forgotten")) is not None:
            self._touch(memory.id)
            self._fact(self.engine.memories.restore(memory.id))
        else:
            self._touch(None)
            self.engine.memories.forget_matching(f"n{self.chance.randrange(max(1, self._said)) + 1}x")

    def undoing(self) -> None:
        self._touch(None)
        step = self.engine.journal.undo() if self.chance.random() < 0.6 else self.engine.journal.redo()
        self.tell({"step": step.id, "undone": step.undone})

    def teaching(self) -> None:
        turns = self.engine.diary.recent(limit=5)
        if turns:
            self._touch(None)
            self.engine.gate.teach(self.chance.choice(turns).id, worth=self.chance.random() < 0.5)

    def purging(self) -> None:
        turns = [turn for turn in self.engine.diary.turns() if " n" in turn.text or "n" in turn.text]
        if not turns:
            return
        turn = self.chance.choice(turns)
        self._touch(None)
        self.tell({"purging": True})
        found = self.engine.memories.of_turn(turn.id)
        if found and self.chance.random() < 0.5:
            self.engine.memories.purge(found[0].id)
        else:
            self.engine.diary.purge(turn.id)
            self.tell({"purged": turn.id, "words": [one for one in turn.text.split() if _is_number(one)]})

    def backup(self) -> None:
        path = self.engine.vault.backup()
        self.tell({"backup": str(path), "turns": self.engine.vault.backups()[0].turns})
        if self.chance.random() < 0.3:
            self.engine.vault.thin()

    def rewriting(self) -> None:
        self.engine.vault.rewrite_backups([one.path for one in self.engine.vault.backups()])

    def sleeping(self) -> None:
        self._touch(None)
        self.engine.sleep.run()

    def checking(self) -> None:
        if not self.engine.vault.check(repair=True).ok:
            raise AssertionError("the check found something")

    def recalling(self) -> None:
        self.engine.recall("Who plays the cello in Riga?")

    def _one(self, status: str | None = None) -> Memory | None:
        found = self.engine.memories.find(status or "active")
        return self.chance.choice(found) if found else None

    def _touch(self, memory_id: int | None) -> None:
        """Say that a memory (or any at all) may change from now on."""
        self.tell({"touch": memory_id})

    def _fact(self, memory: Memory) -> None:
        fact = [memory.text, memory.pinned, memory.status == "forgotten"]
        self.tell({"fact": memory.id, "is": fact})


def _is_number(word: str) -> bool:
    return word.startswith("n") and "x" in word


class Complain(logging.Handler):
    """Tells warnings and worse."""

    def __init__(self, tell: Tell) -> None:
        super().__init__(logging.WARNING)
        self._tell = tell

    def emit(self, record: logging.LogRecord) -> None:
        self._tell({"logged": self.format(record)[-1500:]})


def arm(task: Task, disk: Disk | None) -> None:
    """From now on the process ends at the task's chosen call or step of SQLite's machine."""
    kill = task.get("kill") or {}
    if kill.get("by") == "call" and disk is not None:
        disk.kill_in(kill["at"])
    elif kill.get("by") == "step":
        _Steps.left = kill["at"]


class _Steps:
    """Counts steps of SQLite's virtual machine (in tens) over all connections."""

    left = -1

    @classmethod
    def one(cls) -> int:
        if cls.left > 0:
            cls.left -= 1
            if not cls.left:
                os.kill(os.getpid(), signal.SIGKILL)
        return 0


def count_steps() -> None:
    """Let every connection made from now on count its steps."""
    real = dbapi2.connect

    def connect(*arguments: Any, **more: Any) -> Any:
        connection = real(*arguments, **more)
        connection.set_progress_handler(_Steps.one, 10)
        return connection

    dbapi2.connect = connect


def live(task: Task, tell: Tell) -> None:
    """The child's whole life; see :mod:`tests.fault.campaign` for the tasks."""
    folder = Path(task["folder"])
    disk = None
    if task.get("watch"):
        disk = Disk()
        disk.watch(folder, Path(task["log"]) if task.get("log") else None)
        tell = _marked(tell, disk)
    logging.getLogger().addHandler(Complain(tell))
    if (task.get("kill") or {}).get("by") == "step":
        count_steps()
    if task["focus"] == "restoring":
        tell({"begin": "restoring", "backup": task["backup"]})
        arm(task, disk)
        restore(folder, Path(task["backup"]), key_of(task))
        tell({"restored": task["backup"]})
    elif task["focus"] == "opening":
        tell({"begin": task.get("name", "opening")})
        arm(task, disk)
    with Engine.open(folder, key=key_of(task), embedder=QuickEmbedder(task["embedder"])) as engine:
        if task.get("synchronous"):
            careless = f"PRAGMA synchronous = {task['synchronous']}"
            engine._db.between_writes(lambda writer: writer.execute(careless))
        if task.get("pages"):
            checkpoint = f"PRAGMA wal_autocheckpoint = {task['pages']}"
            engine._db.between_writes(lambda writer: writer.value(checkpoint))
        tell({"open": True})
        _work(engine, task, tell, disk)
        tell({"begin": "closing"})
    tell({"end": True})


def _work(engine: Engine, task: Task, tell: Tell, disk: Disk | None) -> None:
    life = Life(engine, task, tell)
    for _ in range(task.get("before", 0)):
        life.do("hearing")
    if task.get("settle"):
        life.do("settling")
    if task["focus"] in ("opening", "restoring"):
        engine.settle()
        tell({"done": task.get("name", task["focus"])})
    else:
        arm(task, disk)
    for at in range(task["operations"]):
        focussed = at % 2 == 0 and hasattr(Life, task["focus"])
        life.do(task["focus"] if focussed else life.chance.choice(task["others"]))


def _marked(tell: Tell, disk: Disk) -> Tell:
    """Put a mark with the line's number (from 1) into the disk's log whenever a line was told."""
    numbers = itertools.count(1)

    def told(line: Task) -> None:
        tell(line)
        disk.mark(next(numbers))

    return told
