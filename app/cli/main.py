"""The command line: its grammar, and what a problem looks like on a terminal."""

from __future__ import annotations

import argparse
import logging
import os
import shlex
import shutil
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from app import crash
from app.cli.problems import complain, three_sentences, told_sentence
from app.cli.texts import Text, text
from app.options import Options
from app.paths import Paths
from app.settings import Settings, SettingsFile
from memory_core.errors import BadRequest, EnvironmentProblem
from memory_core.text.language import Language

if TYPE_CHECKING:
    from app.bootstrap import Session

    Command = Callable[[Session, argparse.Namespace, Language], int]


BENCHES = (
    "recall",
    "latency",
    "gate",
    "ablate",
    "lifetime",
    "ewc",
    "associative",
    "start",
    "voice",
    "window",
    "injections",
)


def run(arguments: Sequence[str]) -> int:
    """Run the command line; 0 good, 1 a problem of the machine or nothing found, 2 a wrong request."""
    # no log unless somebody sets one up: Python would print warnings, and a traceback may quote the user
    logging.getLogger().addHandler(logging.NullHandler())
    paths = Paths.of_user()
    settings, told = SettingsFile(paths.settings).load()
    language = settings.interface_language()
    if told is not None:
        complain(told_sentence(told, language))
    crash.install(paths.crashes, lambda path: complain(_crash_sentence(path, language)))
    parser = _parser(language)
    given, rest = parser.parse_known_args(arguments)
    if rest and given.command != "bench":
        complain(text(Text.WRONG_REQUEST, language, why=" ".join(rest)))
        return 2
    try:
        if given.command is None and not has_display():
            if not _talks_here(arguments, language):
                return 1
            given = parser.parse_args(["chat", *arguments])
        return _run(given, rest, paths, settings)
    except EnvironmentProblem as problem:
        complain(three_sentences(problem, language))
        return 1
    except BadRequest as wrong:
        complain(text(Text.WRONG_REQUEST, language, why=str(wrong)))
        return 2
    except BrokenPipeError:
        # the reader of our output has gone ("mneme memories | head"): nothing is wrong, and nothing more to
        # print
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130


def _run(given: argparse.Namespace, rest: Sequence[str], paths: Paths, settings: Settings) -> int:
    options = Options(
        vault=given.vault, model=given.model, plain=given.plain, passphrase_file=given.passphrase_file
    )
    language = settings.interface_language()
    if given.command is None:
        from app.shell import run_window

        return run_window(options)
    if given.command == "bench":
        from app.cli.bench import bench

        return bench(given.which, [*rest, *(["--json"] if given.json else [])], options)
    if given.command == "selftest":
        from app.cli.selftest import selftest

        return selftest(options, paths, settings, as_json=given.json)
    if given.command == "restore":
        from app.cli.vault_commands import restore

        return restore(given, options, paths, settings)
    from app.cli.opening import opened

    command = _command(given.command)
    with opened(options, paths, settings) as session:
        if given.command == "chat":
            session.load_model(options.model)
        return command(session, given, language)


def _command(name: str) -> Command:
    if name == "chat":
        from app.cli.chat import chat

        return chat
    if name == "gate":
        from app.cli.gate_commands import gate

        return gate
    from app.cli import memory_commands, night_commands, vault_commands

    return {
        "sleep": night_commands.sleep,
        "fading": night_commands.fading,
        "profile": night_commands.profile,
        "backup": vault_commands.backup,
        "backups": vault_commands.backups,
        "check": vault_commands.check,
        "purge": vault_commands.purge,
        "undo": vault_commands.undo,
        "redo": vault_commands.redo,
        "remember": memory_commands.remember,
        "recall": memory_commands.recall,
        "memories": memory_commands.memories,
        "forget": memory_commands.forget,
    }[name]


def _talks_here(arguments: Sequence[str], language: Language) -> bool:
    """Without a display: whether the user, asked once, wants to talk in this terminal; else tell how to."""
    if sys.stdin.isatty() and sys.stdout.isatty():
        try:
            answer = input(text(Text.TALK_HERE, language)).strip().lower()
        except EOFError:
            print()
            answer = "n"
        if answer in ("", "y", "yes", "д", "да"):
            return True
        print()
    print(text(Text.NO_DISPLAY, language, command=_chat_command(arguments)))
    return False


def _chat_command(arguments: Sequence[str]) -> str:
    """The command that talks in the terminal, with the switches of this call, to be typed where the user is.

    ``mneme`` is mostly not on the path: it lies in the environment that ``start.py`` has made.
    """
    begun = Path(sys.argv[0])
    starter = Path(__file__).parents[2] / "start.py"
    if begun.stem == "mneme":
        words = ["mneme" if shutil.which("mneme") else str(begun)]
    elif starter.exists():
        words = ["python3", "start.py" if starter.parent == Path.cwd() else str(starter)]
    else:
        words = [sys.executable, "-m", "app"]
    return shlex.join([*words, "chat", *arguments])


def has_display() -> bool:
    """Whether a window can be shown: always on Windows and macOS, with a server or a Qt
    platform elsewhere.
    """
    if sys.platform in ("win32", "darwin"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def _crash_sentence(path: Path | None, language: Language) -> str:
    return text(Text.CRASH_NOWHERE, language) if path is None else text(Text.CRASH, language, path=str(path))


def _parser(language: Language) -> argparse.ArgumentParser:
    def told(name: Text) -> str:
        return text(name, language)

    # the switches hold before and after the command; after it they are only set when they are given
    shared = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    _switches(shared, told)
    parser = argparse.ArgumentParser(prog="mneme", description=told(Text.PROGRAM), allow_abbrev=False)
    _switches(parser, told)
    parser.set_defaults(command=None)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")

    def command(name: str, about: Text) -> argparse.ArgumentParser:
        return commands.add_parser(
            name, parents=[shared], help=told(about), description=told(about), allow_abbrev=False
        )

    chat = command("chat", Text.CHAT)
    chat.add_argument("--conversation", metavar="NAME", help=told(Text.CONVERSATION))
    remember = command("remember", Text.REMEMBER)
    remember.add_argument("text", metavar="TEXT", help=told(Text.TEXT))
    remember.add_argument("--conversation", metavar="NAME", default="terminal", help=told(Text.CONVERSATION))
    recall = command("recall", Text.RECALL)
    recall.add_argument("cue", metavar="CUE", help=told(Text.CUE))
    recall.add_argument("--limit", type=int, default=5, metavar="N", help=told(Text.LIMIT))
    recall.add_argument("--as-of", metavar="DATE", help=told(Text.AS_OF))
    recall.add_argument("--known-at", metavar="DATE", help=told(Text.KNOWN_AT))
    memories = command("memories", Text.MEMORIES)
    memories.add_argument("--status", default="active", help=told(Text.STATUS))
    memories.add_argument("--containing", metavar="TEXT", help=told(Text.CONTAINING))
    memories.add_argument("--kind", help=told(Text.KIND))
    memories.add_argument("--limit", type=int, metavar="N", help=told(Text.LIMIT))
    forget = command("forget", Text.FORGET)
    forget.add_argument("what", metavar="NUMBER|TEXT", help=told(Text.WHAT))
    _night_commands(command, told)
    _vault_commands(command, told)
    gate = command("gate", Text.GATE)
    _gate_commands(gate, shared, told)
    bench = command("bench", Text.BENCH)
    bench.add_argument("which", choices=BENCHES, help=told(Text.BENCH_WHICH))
    command("selftest", Text.SELFTEST)
    return parser


def _night_commands(
    command: Callable[[str, Text], argparse.ArgumentParser], told: Callable[[Text], str]
) -> None:
    """The grammar of the commands about sleep and what it leaves."""
    sleep = command("sleep", Text.SLEEP)
    sleep.add_argument("--report", action="store_true", help=told(Text.SLEEP_REPORT))
    fading = command("fading", Text.FADING)
    fading.add_argument("--limit", type=int, default=20, metavar="N", help=told(Text.LIMIT))
    fading.add_argument("--protected", action="store_true", help=told(Text.FADING_PROTECTED))
    command("profile", Text.PROFILE)


def _vault_commands(
    command: Callable[[str, Text], argparse.ArgumentParser], told: Callable[[Text], str]
) -> None:
    """The grammar of the commands about the vault as a whole."""
    purge = command("purge", Text.PURGE)
    purge.add_argument("what", metavar="NUMBER|TEXT", help=told(Text.WHAT))
    purge.add_argument("--yes", action="store_true", help=told(Text.YES))
    purge.add_argument("--backups", action="store_true", help=told(Text.PURGE_BACKUPS))
    for name, about in (("undo", Text.UNDO), ("redo", Text.REDO)):
        one = command(name, about)
        one.add_argument("number", metavar="NUMBER", type=int, nargs="?", help=told(Text.STEP))
    backup = command("backup", Text.BACKUP)
    backup.add_argument("path", metavar="PATH", type=Path, nargs="?", help=told(Text.BACKUP_PATH))
    backups = command("backups", Text.BACKUPS)
    backups.add_argument("--thin", action="store_true", help=told(Text.BACKUPS_THIN))
    restore = command("restore", Text.RESTORE)
    restore.add_argument("path", metavar="PATH", help=told(Text.RESTORE_PATH))
    check = command("check", Text.CHECK)
    check.add_argument("--repair", action="store_true", help=told(Text.CHECK_REPAIR))


def _gate_commands(
    gate: argparse.ArgumentParser, shared: argparse.ArgumentParser, told: Callable[[Text], str]
) -> None:
    """The grammar of ``mneme gate``."""
    commands = gate.add_subparsers(dest="gate", metavar="WHAT", required=True)

    def within(name: str, about: Text) -> argparse.ArgumentParser:
        return commands.add_parser(
            name, parents=[shared], help=told(about), description=told(about), allow_abbrev=False
        )

    log = within("log", Text.GATE_LOG)
    log.add_argument("--kind", metavar="KIND", help=told(Text.GATE_KIND))
    log.add_argument("--containing", metavar="TEXT", help=told(Text.CONTAINING))
    log.add_argument("--reason", metavar="KEY", help=told(Text.GATE_REASON))
    log.add_argument("--taught", action="store_true", help=told(Text.GATE_TAUGHT))
    log.add_argument("--before", type=int, metavar="NUMBER", help=told(Text.GATE_BEFORE))
    log.add_argument("--limit", type=int, default=20, metavar="N", help=told(Text.LIMIT))
    teach = within("teach", Text.GATE_TEACH)
    teach.add_argument("number", type=int, metavar="NUMBER", help=told(Text.GATE_NUMBER))
    lesson = teach.add_mutually_exclusive_group()
    lesson.add_argument("--not-worth", action="store_true", help=told(Text.GATE_NOT_WORTH))
    lesson.add_argument("--wrong", action="store_true", help=told(Text.GATE_WRONG))
    within("lessons", Text.GATE_LESSONS)
    questions = within("questions", Text.GATE_QUESTIONS)
    questions.add_argument("--answer", type=int, metavar="NUMBER", help=told(Text.GATE_ANSWER))
    questions.add_argument("--keep", choices=("new", "old", "both"), help=told(Text.GATE_KEEP))


def _switches(parser: argparse.ArgumentParser, told: Callable[[Text], str]) -> None:
    parser.add_argument("--json", action="store_true", help=told(Text.JSON))
    parser.add_argument("--vault", type=Path, metavar="FOLDER", help=told(Text.VAULT))
    parser.add_argument("--model", metavar="FILE", help=told(Text.MODEL))
    parser.add_argument("--plain", action="store_true", help=told(Text.PLAIN))
    parser.add_argument("--passphrase-file", type=Path, metavar="FILE", help=told(Text.PHRASE_FILE))
