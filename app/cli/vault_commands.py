"""``mneme backup | backups | restore | check | purge | undo | redo``: the vault as a whole, taking back."""

from __future__ import annotations

import sys
from argparse import Namespace
from datetime import datetime
from pathlib import Path

from app import purging, undoing
from app.assistant import dates
from app.bootstrap import Session
from app.cli.output import as_json, print_json
from app.cli.texts import Text, place_name, text
from app.cli.unlock import unlocked
from app.options import Options
from app.paths import Paths
from app.purging import Target
from app.settings import Settings
from app.undoing import Outcome
from memory_core.errors import BadRequest
from memory_core.text.language import Language
from memory_core.types import PurgePlan, PurgeReceipt

_MIB = 1 << 20


def backup(session: Session, given: Namespace, language: Language) -> int:
    """Make a verified copy. JSON: ``{"path": str}``."""
    session.engine.settle()
    made = session.engine.vault.backup(given.path)
    if given.json:
        print_json({"path": str(made)})
    else:
        print(text(Text.BACKED_UP, language, path=str(made)))
    return 0


def backups(session: Session, given: Namespace, language: Language) -> int:
    """List copies, the newest first; with ``--thin`` remove old ones first.

    JSON: ``[{"path", "at", "bytes", "turns", "memories", "holds"}, ...]``; ``holds`` tells whether it holds
    what was purged since, null where it cannot be looked into.
    """
    if given.thin:
        session.engine.vault.thin()
    found = session.engine.vault.backups()
    if given.json:
        print_json([{**as_json(one), "path": str(one.path)} for one in found])
        return 0
    for one in found:
        marks = {True: Text.BACKUP_HOLDS, None: Text.BACKUP_CLOSED}
        mark = f"  {text(marks[one.holds], language)}" if one.holds in marks else ""
        when = _moment(one.at, language)
        print(f"{when}  {one.bytes / _MIB:.1f} MiB  {one.memories:>5}  {one.path}{mark}")
    if not found:
        print(text(Text.NOTHING, language))
    return 0


def restore(given: Namespace, options: Options, paths: Paths, settings: Settings) -> int:
    """Put a copy in the vault's place, which nobody may have open.

    JSON: ``{"restored": str, "kept": str | null}``.
    """
    from app.shell.unlocking import put_back

    language = settings.interface_language()
    file = Path(given.path).expanduser()
    if not file.is_file():
        raise BadRequest(f"there is no file {file}")
    folder = options.vault_folder(paths, settings)
    key = unlocked(folder, options, language)
    before = set((folder / "backups").glob("*.db"))
    put_back(folder, file, key)
    kept = next(iter(set((folder / "backups").glob("*.db")) - before), None)
    if given.json:
        print_json({"restored": str(file), "kept": None if kept is None else str(kept)})
    else:
        print(text(Text.RESTORED, language, path=str(file)))
        if kept is not None:
            print(text(Text.RESTORED_KEPT, language, path=str(kept)))
    return 0


def check(session: Session, given: Namespace, language: Language) -> int:
    """Look the vault over; status 1 when something is wrong (and was not mended).

    JSON: ``{"ok", "problems", "repaired", "backup"}``.
    """
    session.engine.settle()
    report = session.engine.vault.check(given.repair)
    if given.json:
        print_json({**as_json(report), "backup": None if report.backup is None else str(report.backup)})
        return 0 if report.ok else 1
    for problem in report.problems:
        print(problem)
    if report.backup is not None:
        print(text(Text.BACKED_UP, language, path=str(report.backup)))
    print(text(Text.CHECK_GOOD if report.ok else Text.CHECK_BAD, language))
    return 0 if report.ok else 1


def purge(session: Session, given: Namespace, language: Language) -> int:
    """Delete for good a memory by number, or everything that holds a text; it asks first.

    Status 1 when nothing holds it, or when the user says no. JSON needs ``--yes`` and gives ``{"at",
    "removed", "backups_left", "bytes_before", "bytes_after", "unfinished", "backups_cleaned"}``.
    """
    target = Target(memory_id=int(given.what)) if given.what.isdecimal() else Target(text=given.what)
    if given.json and not given.yes:
        raise BadRequest("JSON asks nothing: add --yes")
    session.engine.settle()
    plan = purging.plan(session.engine, target)
    if purging.empty(plan):
        if given.json:
            print_json({"removed": {}, "backups_left": []})
        else:
            print(text(Text.NOT_FOUND, language, text=given.what))
        return 1
    if not given.yes and not _sure(plan, language):
        print(text(Text.PURGE_KEPT, language))
        return 1
    receipt = purging.purge(session.engine, target)
    cleaned, left = purging.clean_backups(session.engine, receipt) if given.backups else ((), None)
    still = receipt.backups_left if left is None else left
    if given.json:
        row = {name: value for name, value in as_json(receipt).items() if name != "words"}
        row["backups_left"] = [str(path) for path in still]
        row["backups_cleaned"] = [str(path) for path in cleaned]
        print_json(row)
    else:
        _tell(receipt, still, language)
    return 0


def undo(session: Session, given: Namespace, language: Language) -> int:
    """Take back the last change, or the one of a number; status 1 when it is refused.

    JSON: ``{"done": step | null, "refused": {"later": step | null, "purged": bool} | null}``.
    """
    session.engine.settle()
    return _told(undoing.undo(session.engine, given.number), given, language, Text.UNDONE)


def redo(session: Session, given: Namespace, language: Language) -> int:
    """Do again what was taken back last, or the step of a number; status 1 when it is refused.

    JSON: as ``undo``.
    """
    session.engine.settle()
    return _told(undoing.redo(session.engine, given.number), given, language, Text.REDONE)


def _told(outcome: Outcome, given: Namespace, language: Language, said: Text) -> int:
    done, later = outcome.done, outcome.later
    if given.json:
        refused = None if done else {"later": None if later is None else later.step, "purged": outcome.purged}
        print_json({"done": None if done is None else done.step, "refused": refused})
    elif done is not None:
        print(f"{text(said, language)} {done.text}".rstrip())
    elif later is not None:
        print(text(Text.UNDO_LATER, language, number=str(later.step.id), text=later.text))
    elif outcome.purged:
        print(text(Text.UNDO_PURGED, language))
    else:
        print(text(Text.UNDO_NOTHING if outcome.nothing else Text.UNDO_CHANGED, language))
    return 0 if done is not None else 1


def _sure(plan: PurgePlan, language: Language) -> bool:
    print(plan.text)
    counts = {"memories": len(plan.memories) + len(plan.derived), "turns": len(plan.turns)}
    print(text(Text.PURGE_PLAN, language, **{name: str(count) for name, count in counts.items()}))
    for path in plan.backups:
        print(text(Text.PURGE_BACKUP, language, path=str(path)))
    if not sys.stdin.isatty():
        print(text(Text.PURGE_YES, language))
        return False
    try:
        answer = input(text(Text.PURGE_SURE, language)).strip().lower()
    except EOFError:
        print()
        return False
    return answer in ("y", "yes", "д", "да")


def _tell(receipt: PurgeReceipt, still: tuple[Path, ...], language: Language) -> None:
    print(text(Text.PURGED, language))
    for place, count in receipt.removed.items():
        if count:
            print(f"  {place_name(place, language)}: {count}")
    for place in receipt.unfinished:
        print(text(Text.PURGE_UNFINISHED, language, place=place_name(place, language)))
    for path in still:
        print(text(Text.PURGE_BACKUP, language, path=str(path)))
    if still:
        print(text(Text.PURGE_BACKUPS_HINT, language))


def _moment(at: datetime, language: Language) -> str:
    local = at.astimezone()
    return f"{dates.day(local, language)} {local:%H:%M}"
