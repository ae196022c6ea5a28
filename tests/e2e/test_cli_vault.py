"""``mneme backup | restore | check | purge | undo`` as a user or a script runs them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.e2e.test_cli import Shell

SECRET = "My alarm code is Kestrel7731."
KEPT = "My parrot is called Kiwi."


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    return Shell(tmp_path, ("--plain", "--vault", str(tmp_path / "vault")))


def texts(shell: Shell) -> set[str]:
    return {row["text"] for row in shell.json("memories")}


def found_in(folder: Path, word: str) -> list[str]:
    needles = (word.encode(), word.encode("utf-16-le"))
    files = [one for one in folder.rglob("*") if one.is_file()]
    return [one.name for one in files if any(needle in one.read_bytes() for needle in needles)]


def test_purge_leaves_nothing_and_backups_only_until_they_are_cleaned(shell: Shell) -> None:
    shell.run("remember", KEPT)
    shell.run("remember", SECRET)
    backup = Path(shell.json("backup")["path"])
    vault = backup.parents[1]
    assert "memory.db" in found_in(vault, "Kestrel7731")
    told = shell.run("purge", "Kestrel7731", status=1).stdout
    assert SECRET in told
    assert "--yes" in told
    assert SECRET in texts(shell)
    assert "--yes" in shell.run("purge", "Kestrel7731", "--json", status=2).stderr

    receipt = shell.json("purge", "Kestrel7731", "--yes")
    assert receipt["removed"]["memories"] == 1
    assert receipt["backups_left"] == [str(backup)]
    assert "words" not in receipt
    assert texts(shell) == {KEPT}
    assert found_in(vault, "Kestrel7731") == [backup.name]
    assert shell.json("backups")[0]["holds"] is True
    assert "deleted for good" in shell.run("backups").stdout
    shell.run("purge", "Kestrel7731", "--yes", status=1)


def test_purge_with_its_backups(shell: Shell) -> None:
    shell.run("remember", SECRET)
    backup = Path(shell.json("backup")["path"])
    number = str(shell.json("memories")[0]["id"])
    done = shell.run("purge", number, "--yes", "--backups").stdout
    assert "Deleted for good" in done
    assert "backup holds it" not in done
    assert found_in(backup.parents[1], "Kestrel7731") == []


def test_restore_goes_back_and_keeps_what_it_replaces(shell: Shell, tmp_path: Path) -> None:
    shell.run("remember", KEPT)
    file = tmp_path / "away" / "copy.db"
    file.parent.mkdir()
    assert shell.json("backup", str(file)) == {"path": str(file)}
    shell.run("remember", "I like rye bread.")
    done = shell.json("restore", str(file))
    assert texts(shell) == {KEPT}
    shell.json("restore", done["kept"])
    assert texts(shell) == {KEPT, "I like rye bread."}
    assert "no file" in shell.run("restore", str(tmp_path / "none.db"), status=2).stderr


def test_check(shell: Shell) -> None:
    shell.run("remember", KEPT)
    assert "whole" in shell.run("check").stdout
    assert shell.json("check", "--repair") == {
        "ok": True,
        "problems": [],
        "repaired": [],
        "backup": None,
        "notes": [],
    }


def test_undo_and_redo(shell: Shell) -> None:
    assert "nothing" in shell.run("undo", status=1).stdout
    shell.run("remember", KEPT)
    shell.run("forget", "parrot")
    assert texts(shell) == set()
    assert "Kiwi" in shell.run("undo").stdout
    assert texts(shell) == {KEPT}
    assert shell.json("redo")["done"]["undone"] is False
    assert texts(shell) == set()
    first = shell.json("undo")["done"]["id"]
    assert shell.json("redo", str(first))["done"]["id"] == first


def test_it_speaks_russian(shell: Shell) -> None:
    shell.run("remember", "Моего попугая зовут Киви.")
    assert "Хранилище цело" in shell.run("check", language="ru_RU.UTF-8").stdout
    assert "Удалено навсегда" in shell.run("purge", "Киви", "--yes", language="ru_RU.UTF-8").stdout
