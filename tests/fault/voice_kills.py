"""Kill the voice's process in the middle of answers, and look at what the program and the vault say after it.

``python -m tests.fault.voice_kills --kills 100 --seed 1`` prints how many kills fell where. Each message goes
through the assistant of a real session with a real engine and the real worker on a small model. SIGKILL falls
at a moment of the clock, while the worker loads, reads or writes, or after some pieces of an answer. The
examination afterwards: the answer's stream ended by itself with its last event, the message and what was kept
of the answer are in the diary word for word, the next message is answered by the model, and in the end the
vault's check finds nothing.
"""

# ruff: noqa: T201
from __future__ import annotations

import argparse
import os
import random
import signal
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from app.assistant.events import Answered, Failed, Heard, Token
from app.bootstrap import Session
from app.paths import Paths
from app.settings import Settings
from memory_core import Engine
from memory_core.models.language_model import LanguageModel
from memory_core.store.keys import PLAIN, Key, Plain
from tests.tools.quick_embedder import QuickEmbedder
from tests.tools.tiny_gguf import write_tiny_gguf

_MOST_PIECES = 15
"""Pieces after which an answer that nobody killed is stopped."""
_THINGS = ("kettle", "violin", "ladder", "lantern", "anchor", "saddle", "compass", "barrel")


@dataclass(slots=True)
class Tally:
    """What happened; ``problems`` say after which kill each was found."""

    kills: int = 0
    answers: int = 0
    told: int = 0
    where: Counter[str] = field(default_factory=Counter)
    messages: int = 0
    problems: list[str] = field(default_factory=list)


class Kills:
    """A campaign on one vault.

    Args:
        folder: an empty folder.
        seed: of everything that is drawn by chance.
        key: of the vault.
    """

    def __init__(self, folder: Path, seed: int, key: Key | Plain = PLAIN) -> None:
        self._folder = folder
        self._key = key
        self._chance = random.Random(seed)
        self._tiny = write_tiny_gguf(folder / "tiny.gguf")
        self._said: dict[int, str] = {}
        self.tally = Tally()

    def run(self, kills: int) -> Tally:
        """Kill so many times; a session lasts for some of them, and then the program starts again."""
        while self.tally.kills < kills and not self.tally.problems:
            with self._session() as session:
                for _ in range(min(25, kills - self.tally.kills)):
                    self._killed(session)
                    self._alive(session)
        with self._session() as session:
            self._examine(session)
        return self.tally

    @contextmanager
    def _session(self) -> Iterator[Session]:
        at = self._folder
        paths = Paths(at / "config", at / "data", at / "cache", at / "state")
        vault = at / "vault"
        vault.mkdir(exist_ok=True)
        settings = replace(Settings(), context=8192, threads=1, model=str(self._tiny))
        engine = Engine.open(vault, key=self._key, embedder=QuickEmbedder())
        session = Session(engine, self._key, vault, paths, settings)
        try:
            session.load_model().result()
            self._examine(session)
            yield session
        finally:
            session.close()

    def _killed(self, session: Session) -> None:
        """One message whose answer is killed: by a moment of the clock, or after so many pieces."""
        pieces = self._chance.choice([None, 1, 2, self._chance.randrange(3, 14)])
        delay = self._chance.choice([self._chance.uniform(0, 0.02), self._chance.uniform(0, 0.3)])
        timer = None
        if pieces is None:
            timer = threading.Timer(delay, self._kill, [session, "by the clock"])
            timer.start()
        after = pieces if pieces is not None else -1
        self._say(session, lambda seen: self._kill(session, "while it writes") if seen == after else None)
        if timer:
            timer.join()

    def _kill(self, session: Session, where: str) -> None:
        model = session.model
        pid = model.pid if isinstance(model, LanguageModel) else None
        if pid is not None:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
                self.tally.kills += 1
                self.tally.where[where] += 1

    def _alive(self, session: Session) -> None:
        """The next message is answered by the model itself."""
        failed, shown = self._say(session, lambda _seen: None)
        if failed or not shown:
            self._problem("the message after it was not answered")

    def _say(self, session: Session, watch: Callable[[int], None]) -> tuple[bool, str]:
        """Say something, watch the answer's pieces, and compare the diary with what was seen."""
        number = self.tally.messages = self.tally.messages + 1
        text = (
            f"The {self._chance.choice(_THINGS)} number {number} stands in room {self._chance.randrange(99)}."
        )
        turn, shown, failed, kept = None, [], False, None
        for event in session.assistant.answer(text):
            match event:
                case Heard():
                    turn = event.turn_id
                    self._said[turn] = text
                case Token():
                    shown.append(event.text)
                    watch(len(shown))
                    if len(shown) == _MOST_PIECES:
                        session.assistant.stop()
                case Failed():
                    failed = True
                case Answered():
                    kept = event
        if turn is None or kept is None:
            self._problem("the answer's stream ended without its last event")
        elif kept.turn_id is not None:
            self._said[kept.turn_id] = kept.text
            self.tally.answers += 1
        if shown and kept is not None and not kept.text and not failed:
            self._problem("what was shown is not what was kept")
        self.tally.told += failed
        return failed, "".join(shown)

    def _examine(self, session: Session) -> None:
        """Everything that was acknowledged is there, word for word, and the vault is whole."""
        session.engine.settle()
        for turn_id, text in self._said.items():
            if session.engine.diary.get(turn_id).text != text:
                self._problem(f"message {turn_id} is not what was acknowledged")
        if not session.engine.vault.check().ok:
            self._problem("the check of the vault found something")
        if session.engine.vault.statistics()["waiting"]:
            self._problem("work on messages was left undone")

    def _problem(self, what: str) -> None:
        self.tally.problems.append(f"after kill {self.tally.kills}: {what}")


def main(arguments: Sequence[str]) -> int:
    """Run the long form and print its figures; 1 if anything was lost."""
    parser = argparse.ArgumentParser(prog="python -m tests.fault.voice_kills", description=main.__doc__)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="mneme-voice-kills-") as folder:
        tally = Kills(Path(folder), given.seed).run(given.kills)
    print(f"kills                {tally.kills} ({', '.join(f'{n} {w}' for w, n in tally.where.items())})")
    print(f"messages, answers    {tally.messages}, {tally.answers}")
    print(f"failures told        {tally.told}")
    print(f"lost or broken       {len(tally.problems)}")
    for problem in tally.problems:
        print(problem)
    return 1 if tally.problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
