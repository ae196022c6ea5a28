"""``mneme selftest``: tries every part on vaults of its own in a temporary folder; yours is not opened.

Needs no network and no display. What cannot be tried here (no model is installed) is said and is no failure.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app.bootstrap import open_model
from app.cli.output import print_json
from app.cli.problems import three_sentences
from app.cli.texts import Text, text
from app.keys.vault_keys import VaultKeys
from app.options import Options
from app.paths import Paths
from app.served import is_served
from app.settings import Settings
from memory_core.errors import EnvironmentProblem, WrongKey
from memory_core.store.keys import PLAIN, Key, Plain
from memory_core.text.language import Language

if TYPE_CHECKING:
    from memory_core import Engine
    from memory_core.types import Embedder

# Names that stand nowhere else: their letters in a file of the vault can only come from these sentences.
_ENGLISH = ("My parrot is called Quillabert.", "What is my parrot called?", "Quillabert")
_RUSSIAN = ("Мою кошку зовут Маркизетта.", "Как зовут мою кошку?", "Маркизетта")
_WORDS = "seven quiet harbours"
_PROMPT = "The capital of France is"
_TOKENS = 8


class Failed(Exception):
    """A step came out otherwise than it must; the message says what was wrong, in the user's language."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step that was tried. ``ok`` is None where it could not be tried here, ``why`` says why then, or why
    it failed; ``vault`` is ``"plain"``, ``"encrypted"``, or None for what needs no vault.
    """

    step: str
    vault: str | None
    ok: bool | None
    why: str
    seconds: float


class _Trial:
    """Runs the steps one after the other and tells of each as soon as it is done."""

    def __init__(self, language: Language, *, quiet: bool) -> None:
        self.language = language
        self.steps: list[Step] = []
        self._quiet = quiet

    def step(self, name: Text, action: Callable[[], str | None], vault: str | None = None) -> bool:
        """Try one thing; whether what builds on it can be tried.

        Args:
            name: what the line says.
            action: does it; returns why it cannot be tried here, or None when it was done.
            vault: the vault it is tried on.
        """
        began = time.perf_counter()
        ok: bool | None
        try:
            why = action() or ""
            ok = None if why else True
        except Failed as failed:
            ok, why = False, str(failed)
        except EnvironmentProblem as problem:
            ok, why = False, three_sentences(problem, self.language)
        except Exception as bug:  # noqa: BLE001  the vaults hold our own sentences only: nothing of the user's
            ok, why = False, f"{type(bug).__name__}: {bug}"
        done = Step(
            name.value.removeprefix("selftest_"), vault, ok, why, round(time.perf_counter() - began, 3)
        )
        self.steps.append(done)
        if not self._quiet:
            print(self._line(name, done), flush=True)
        return ok is not False

    def wrong(self, name: Text, **fields: str) -> Failed:
        """The failure in the user's language."""
        return Failed(text(name, self.language, **fields))

    def _line(self, name: Text, done: Step) -> str:
        state = {True: Text.SELFTEST_OK, False: Text.SELFTEST_FAILED, None: Text.SELFTEST_LEFT_OUT}[done.ok]
        where = {"plain": Text.SELFTEST_PLAIN, "encrypted": Text.SELFTEST_ENCRYPTED}.get(done.vault or "")
        line = f"{text(state, self.language):<10}{text(name, self.language)}"
        if where is not None:
            line += f" ({text(where, self.language)})"
        return f"{line}: {done.why}" if done.why else line


def selftest(options: Options, paths: Paths, settings: Settings, *, as_json: bool) -> int:
    """Try everything once; status 1 when a step failed.

    JSON: ``{"ok": bool, "version": str, "steps": [{"step", "vault", "ok", "why", "seconds"}, ...]}``; a
    step is ``reader``, ``opens``, ``remembers``, ``recalls``, ``readable`` or ``hidden``, ``forgets``,
    ``backs_up``, ``checks``, ``purges`` or ``model``; ``vault`` is ``"plain"``, ``"encrypted"`` or null, and
    ``ok`` null for what could not be tried here.
    """
    language = settings.interface_language()
    trial = _Trial(language, quiet=as_json)
    with tempfile.TemporaryDirectory(prefix="mneme-selftest-") as name:
        folder = Path(name)
        _vaults(trial, folder)
        trial.step(Text.SELFTEST_MODEL, lambda: _speaks(trial, options, paths, settings))
    ok = all(step.ok is not False for step in trial.steps)
    if as_json:
        print_json({"ok": ok, "version": _version(), "steps": trial.steps})
    else:
        print(text(Text.SELFTEST_GOOD if ok else Text.SELFTEST_BAD, language))
    return 0 if ok else 1


def _vaults(trial: _Trial, folder: Path) -> None:
    """Both sorts of vault, with one network that reads for both."""
    made: list[Embedder] = []

    def load() -> None:
        from memory_core.models.embedder import OnnxEmbedder
        from memory_core.params import Params

        made.append(OnnxEmbedder.shipped(word_dimensions=Params().word_dimensions))

    if not trial.step(Text.SELFTEST_READER, load):
        return
    _Vault(trial, folder / "plain", made[0], encrypted=False).try_all()
    _Vault(trial, folder / "encrypted", made[0], encrypted=True).try_all()


class _Vault:
    """One vault's life, from its making to the last trace."""

    def __init__(self, trial: _Trial, folder: Path, embedder: Embedder, *, encrypted: bool) -> None:
        self._trial = trial
        self._folder = folder
        self._copy = folder.with_name(f"{folder.name}-copy.db")
        self._embedder = embedder
        self._encrypted = encrypted
        self._key: Key | Plain = PLAIN
        self._memory_ids: list[int] = []

    def try_all(self) -> None:
        """Every step in turn; what builds on a failed one is not tried."""
        steps = [
            (Text.SELFTEST_OPENS, self._opens),
            (Text.SELFTEST_REMEMBERS, self._remembers),
            (Text.SELFTEST_RECALLS, self._recalls),
            (Text.SELFTEST_HIDDEN if self._encrypted else Text.SELFTEST_READABLE, self._readable),
            (Text.SELFTEST_FORGETS, self._forgets),
            (Text.SELFTEST_BACKS_UP, self._backs_up),
            (Text.SELFTEST_CHECKS, self._checks),
            (Text.SELFTEST_PURGES, self._purges),
        ]
        for name, action in steps:
            if not self._trial.step(name, action, "encrypted" if self._encrypted else "plain"):
                return

    def _opens(self) -> None:
        if self._encrypted:
            keys, key = VaultKeys.create(self._folder, passphrase=_WORDS)
            keys, printed = keys.with_recovery_key(key)
            if not keys.by_passphrase(_WORDS) == keys.by_recovery_key(printed) == key:
                raise self._trial.wrong(Text.SELFTEST_OTHER_KEY)
            self._key = key
        else:
            VaultKeys.create_plain(self._folder)
        with self._engine():
            pass
        if self._encrypted:
            self._refuses_another_key()

    def _refuses_another_key(self) -> None:
        own, self._key = self._key, Key(bytes(32))
        try:
            with self._engine():
                raise self._trial.wrong(Text.SELFTEST_ANY_KEY)
        except WrongKey:
            self._key = own

    def _remembers(self) -> None:
        with self._engine() as engine:
            for sentence, _, name in (_ENGLISH, _RUSSIAN):
                kept = [one.memory_id for one in engine.perceive(sentence).verdicts() if name in one.text]
                self._memory_ids += [number for number in kept if number is not None]
        if len(self._memory_ids) != 2:
            raise self._trial.wrong(Text.SELFTEST_NOT_KEPT)

    def _recalls(self) -> None:
        with self._engine() as engine:
            for _, question, name in (_ENGLISH, _RUSSIAN):
                self._must_answer(engine, question, name)

    def _readable(self) -> None:
        """The words stand in a plain vault's files: only so does their absence elsewhere mean a thing."""
        if self._holds_names() is self._encrypted:
            name = Text.SELFTEST_NOT_HIDDEN if self._encrypted else Text.SELFTEST_NOT_THERE
            raise self._trial.wrong(name)

    def _forgets(self) -> None:
        _, question, name = _ENGLISH
        with self._engine() as engine:
            engine.memories.forget(self._memory_ids[0])
            self._must_not_answer(engine, question, name)
            engine.journal.undo()
            self._must_answer(engine, question, name)
            engine.memories.forget(self._memory_ids[0])
            self._must_not_answer(engine, question, name)
            self._must_answer(engine, *_RUSSIAN[1:])

    def _backs_up(self) -> None:
        with self._engine() as engine:
            written = engine.vault.backup(self._copy)
        with self._engine(written) as engine:
            self._must_answer(engine, *_RUSSIAN[1:])

    def _checks(self) -> None:
        with self._engine() as engine:
            report = engine.vault.check()
        if not report.ok:
            raise Failed("; ".join(report.problems))

    def _purges(self) -> None:
        with self._engine() as engine:
            engine.memories.purge(self._memory_ids)
            for _, question, name in (_ENGLISH, _RUSSIAN):
                self._must_not_answer(engine, question, name)
        if self._holds_names():
            raise self._trial.wrong(Text.SELFTEST_STILL_THERE)

    @contextmanager
    def _engine(self, path: Path | None = None) -> Iterator[Engine]:
        from memory_core import Engine

        with Engine.open(path or self._folder, key=self._key, embedder=self._embedder) as engine:
            engine.settle()
            yield engine

    def _must_answer(self, engine: Engine, question: str, name: str) -> None:
        found = engine.recall(question)
        known = found.support >= engine.params.support_floor
        if not (known and found.items and name in found.items[0].text):
            raise self._trial.wrong(Text.SELFTEST_NO_ANSWER, question=question)

    def _must_not_answer(self, engine: Engine, question: str, name: str) -> None:
        if any(name in item.text for item in engine.recall(question).items):
            raise self._trial.wrong(Text.SELFTEST_STILL_ANSWERS, question=question)

    def _holds_names(self) -> bool:
        """Whether any file of the vault's folder holds one of the names, in any usual encoding."""
        # the beginning is enough, and the text index keeps no more of a word than its stem
        names = [entry[2].casefold()[:8] for entry in (_ENGLISH, _RUSSIAN)]
        for path in self._folder.rglob("*"):
            if path.is_file():
                content = path.read_bytes()
                for encoding, first in (("utf-8", 0), ("utf-16-le", 0), ("utf-16-le", 1)):
                    shown = content[first:].decode(encoding, "ignore").casefold()
                    if any(name in shown for name in names):
                        return True
        return False


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("mneme")
    except PackageNotFoundError:
        return ""


def _speaks(trial: _Trial, options: Options, paths: Paths, settings: Settings) -> str | None:
    """Load the model of the command line, else the program's own, and let it write a few words."""
    from memory_core.types import Sampling

    name = options.model or settings.model
    model = open_model(None if is_served(name) else name, paths, settings)  # a trial asks no server
    if model is None:
        return text(Text.SELFTEST_NO_MODEL, trial.language)
    try:
        *_, last = model.complete(_PROMPT, Sampling(max_tokens=_TOKENS, temperature=0.0))
    finally:
        model.close()
    if last.generated_tokens < 1:
        raise trial.wrong(Text.SELFTEST_SILENT)
    return None
