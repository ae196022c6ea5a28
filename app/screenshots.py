"""``python -m app.screenshots [FOLDER]``: pictures of every screen, light and dark, English and Russian.

A temporary vault is filled with a small invented life through the real engine; nothing of the user's is read.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from app.purging import Target
from app.screenshot_lives import LIVES, Life

if TYPE_CHECKING:
    from app.shell.workspace import Workspace

_SIZE = (1180, 780)
_SECONDS = 60
_WORDS = "correct horse"
"""Opens the invented vault."""
_TOLD = {"en": "My neighbour Hugo lends me his ladder.", "ru": "Мой сосед Гоша даёт мне свою лестницу."}
"""What is told in the last step of the first start."""
_SHOWN_PLACE = Path("/home/ada/Mneme")
"""The folder that the pictures name, the same on every machine."""


def main(arguments: list[str]) -> int:
    """Take every picture; returns the exit status."""
    target = Path(arguments[0]) if arguments else Path("docs/screenshots")
    target.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    application = QApplication(sys.argv[:1])
    application.setQuitOnLastWindowClosed(False)
    with tempfile.TemporaryDirectory(prefix="mneme-pictures-") as folder:
        for language, life in LIVES.items():
            vault = Path(folder) / f"vault-{language}"
            _fill(vault, life)
            for theme in ("light", "dark"):
                copy = Path(folder) / f"{language}-{theme}"
                shutil.copytree(vault, copy / "vault")
                shutil.copy(vault.with_suffix(".txt"), copy / "passphrase.txt")
                for name in _pictures(copy, language, theme, life, target):
                    sys.stdout.write(f"{name}\n")
                    sys.stdout.flush()
    return 0


def _fill(vault: Path, life: Life) -> None:
    """Tell the memory a life, some days apart, in several conversations."""
    from app.assistant.conversation import Assistant
    from app.keys.vault_keys import VaultKeys
    from memory_core import Engine
    from memory_core.clock import system_clock

    keys, key = VaultKeys.create(vault, passphrase=_WORDS)
    keys.with_recovery_key(key)
    vault.with_suffix(".txt").write_text(_WORDS, encoding="utf-8")
    now = system_clock().replace(hour=18, minute=30)
    times = [now - timedelta(days=days, minutes=7) for days, _, _ in life.said]
    with Engine.open(vault, key=key) as engine:
        for at, (_, conversation, text) in zip(times, life.said, strict=True):
            assistant = Assistant(engine, None, life.language, clock=partial(_same, at))
            for _ in assistant.answer(text, conversation):
                pass
            engine.settle()
            assistant.close()
        for words in life.pinned:
            engine.memories.pin(engine.memories.find(containing=words)[0].id)
        for words in life.taught:
            seen = engine.gate.log(1, containing=words)[0]
            engine.gate.teach(seen.turn_id, span=seen.verdict.span)
        for words in life.forgotten:
            engine.memories.forget(engine.memories.find(containing=words)[0].id)


def _same(at: datetime) -> datetime:
    return at


def _pictures(home: Path, language: str, theme: str, life: Life, target: Path) -> Iterator[str]:
    from app.options import Options
    from app.paths import Paths
    from app.settings import Settings
    from app.shell.program import Program
    from memory_core.models.model_folders import Surroundings

    paths = Paths(home / "config", home / "data", home / "cache", home / "state")
    settings = Settings(language=language, theme=theme, model="none")
    options = Options(vault=home / "vault", passphrase_file=home / "passphrase.txt")
    program = Program(options, paths, settings)
    window = program.window
    window.resize(*_SIZE)

    def shot(name: str) -> str:
        window.grab().save(str(target / f"{name}-{theme}-{language}.png"), "PNG", 0)
        return f"{name}-{theme}-{language}.png"

    program.begin()
    _wait(lambda: program.workspace is not None and not program.voice_loading)
    space = program.workspace
    if space is None:
        raise RuntimeError("the vault did not open")
    _wait(lambda: program.jobs.idle)
    yield shot("welcome")
    for question in life.asked:
        space.chat.ask(question)
        _wait(lambda: not space.chat.busy)
    _wait(lambda: program.jobs.idle)
    space.chat.unfold_last()
    _settle()
    yield shot("chat")
    space.show_screen("memories")
    _wait(lambda: program.jobs.idle)
    space.memories.choose(life.shown)
    _wait(lambda: program.jobs.idle)
    _settle()
    yield shot("memories")
    space.show_screen("gate_log")
    _wait(lambda: program.jobs.idle)
    space.gate_log.choose(life.noticed)
    _wait(lambda: program.jobs.idle)
    space.gate_log.detail.unfold()
    _settle()
    yield shot("noticed")
    space.show_screen("chat")
    space.chat.new()
    space.chat.ask(life.doubted)
    _wait(lambda: not space.chat.busy)
    _wait(lambda: program.jobs.idle)
    if space.chat.questions.card is None:
        raise RuntimeError("nothing contradicts in the invented life")
    _settle()
    yield shot("question")
    space.show_screen("settings")
    space.settings.show_folder(_SHOWN_PLACE)
    _wait(lambda: program.jobs.idle)
    _settle()
    yield shot("settings")
    space.settings.ensureWidgetVisible(space.settings.keys, 0, 80)
    _settle()
    yield shot("keys")
    space.models.found.where = Surroundings(home, {}, "linux", home)
    space.models.offers.shown_folder = str(_SHOWN_PLACE / "models")
    space.show_screen("models")
    _wait(lambda: program.jobs.idle)
    _settle()
    yield shot("models")
    space.models.verticalScrollBar().setValue(space.models.verticalScrollBar().maximum())
    _settle()
    yield shot("models-below")
    yield from _nights(space, life, shot, lambda: program.jobs.idle)
    yield from _care(space, life, home / "vault", shot, lambda: program.jobs.idle)
    yield from _doors(program, shot, _TOLD[language])
    program.window.close()


def _nights(
    space: Workspace, life: Life, shot: Callable[[str], str], idle: Callable[[], bool]
) -> Iterator[str]:
    """A night with its morning page, what fades, what is known of the user, and how long a memory lasts."""
    from app.screens.fading.reading import Shelf

    engine = space.desk.engine
    space.show_screen("sleep")
    _wait(idle)
    yield shot("before-the-first-night")
    for words, text in life.mended:
        engine.memories.edit(engine.memories.find(containing=words)[0].id, text)
    space.nights.sleep()
    _wait(lambda: space.nights.asleep is None and idle())
    _settle()
    space.snackbar.hide()
    yield shot("night")
    space.sleep.verticalScrollBar().setValue(space.sleep.verticalScrollBar().maximum())
    _settle()
    yield shot("night-below")
    space.show_screen("fading")
    _wait(idle)
    _settle()
    yield shot("fading")
    space.fading.choose(Shelf.KEPT)
    _wait(idle)
    _settle()
    yield shot("never-fades")
    space.show_screen("profile")
    _wait(idle)
    _settle()
    yield shot("about-you")
    memory = engine.memories.find(None, containing=life.lasting)[-1]
    space.show_screen("memories")
    space.memories.open_memory(memory.id)
    _wait(lambda: idle() and space.memories.detail.holding is not None)
    _settle()
    detail = space.memories.detail
    if detail.lasting is not None:
        detail.ensureWidgetVisible(detail.lasting, 0, 240)
    _settle()
    yield shot("lasting")
    space.show_screen("chat")


def _care(
    space: Workspace, life: Life, vault: Path, shot: Callable[[str], str], idle: Callable[[], bool]
) -> Iterator[str]:
    """The health page, the history, and something deleted for good."""
    _wait(idle)
    space.desk.engine.vault.backup()
    space.health.show_root(vault, _SHOWN_PLACE)
    space.show_screen("health")
    _wait(idle)
    space.health.check()
    space.health.quiz()
    _wait(idle)
    _settle()
    yield shot("health")
    space.health.verticalScrollBar().setValue(space.health.verticalScrollBar().maximum())
    _settle()
    yield shot("places")
    space.show_screen("memories")
    space.memories.show_history()
    _wait(idle)
    _settle()
    yield shot("history")
    space.purge.show_root(vault, _SHOWN_PLACE)
    space.purge_of(Target(memory_id=space.desk.engine.memories.find(containing=life.deleted)[0].id))
    _wait(idle)
    _settle()
    yield shot("delete")
    space.purge.purge()
    _wait(idle)
    _settle()
    yield shot("receipt")


def _doors(program: object, shot: Callable[[str], str], told: str) -> Iterator[str]:
    """The pages before a vault is open."""
    from app.desk import Desk
    from app.screens.onboarding.about import AboutPage
    from app.screens.onboarding.trying import TryPage
    from app.screens.onboarding.voice import VoicePage
    from app.screens.protection.first_run import FirstRun
    from app.screens.protection.problem_page import ProblemPage
    from app.screens.protection.recovery import RecoveryPage
    from app.screens.protection.unlock import UnlockPage
    from app.shell.program import Program
    from app.wording.problems import problem
    from memory_core.errors import VaultDamaged
    from memory_core.models.model_folders import Surroundings

    if not isinstance(program, Program):
        return
    place = _SHOWN_PLACE
    first = FirstRun(program.theme)
    first.know_keychain(True)
    damaged = VaultDamaged(
        f"The vault file {place / 'memory.db'} is damaged: its first page cannot be read.",
        "Nothing was overwritten; the file is as it was found.",
        "Put your last backup in its place, or copy the folder away before trying a repair.",
    )
    session = program.session
    if session is None:
        return
    language: Literal["en", "ru"] = "ru" if program.speech.language == "ru" else "en"
    desk = Desk(session, program.jobs, program.theme, language, lambda *_: None)
    trying = TryPage(desk)
    trying.field.setText(told)
    trying.tell()
    _wait(lambda: program.jobs.idle)
    pages = {
        "onboarding-about": AboutPage(program.theme, place, movable=True),
        "first-run": first,
        "onboarding-voice": VoicePage(desk, Surroundings(place, {}, "linux", place)),
        "onboarding-memory": trying,
        "recovery": RecoveryPage(program.theme, "7K3PXQ-M9TZ2A-VW4H8C-EJ5RND-60YBGS-Q1F7PX"),
        "unlock": UnlockPage(program.theme, place, keychain=False),
        "problem": ProblemPage(program.theme, problem(damaged, program.speech.language)),
    }
    for name, page in pages.items():
        program.window.show_page(page)
        _wait(lambda: program.jobs.idle)
        _settle()
        yield shot(name)


def _wait(condition: Callable[[], bool]) -> None:
    """Let the window live until something is true.

    Raises:
        TimeoutError: it did not become true within a minute.
    """
    from PySide6.QtCore import QDeadlineTimer, QEventLoop, QTimer

    deadline = QDeadlineTimer(_SECONDS * 1000)
    loop = QEventLoop()
    met: list[bool] = []

    def look() -> None:
        if condition():
            met.append(True)
        if met or deadline.hasExpired():
            loop.quit()

    timer = QTimer()
    timer.setInterval(20)
    timer.timeout.connect(look)
    timer.start()
    loop.exec()
    timer.stop()
    if not met:
        raise TimeoutError("the window did not come to rest")


def _settle() -> None:
    """Give the layout some rounds to find its heights."""
    rounds = iter(range(12))
    _wait(lambda: next(rounds, None) is None)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
