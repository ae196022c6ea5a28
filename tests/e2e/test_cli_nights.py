"""``mneme sleep``, ``fading`` and ``profile`` as a user or a script runs them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.e2e.test_cli import Shell

HEALTH = "I am allergic to penicillin."
OTHER = "We have a grey bicycle called Otto."


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    return Shell(tmp_path, ("--plain",))


def test_a_night_its_report_and_what_it_leaves(shell: Shell) -> None:
    shell.run("remember", HEALTH)
    shell.run("remember", OTHER)
    assert "no night yet" in shell.run("sleep", "--report", status=1).stdout
    assert "Nothing is written about you yet" in shell.run("profile").stdout
    told = shell.run("sleep").stdout
    assert "penicillin" in told
    assert "mneme undo" in told
    report = shell.json("sleep", "--report")
    assert report["state"] == "done"
    assert {"id", "started", "finished", "step_id", "notes", "lines"} <= set(report)
    lines = shell.json("profile")
    assert [line["topic"] for line in lines if "penicillin" in line["memory"]["text"]] == ["health"]
    assert "Health" in shell.run("profile").stdout
    going = shell.json("fading")
    assert [one["memory"]["text"] for one in going] == [OTHER]
    assert going[0]["fades_at"] is not None
    assert "stays: health" in shell.run("fading", "--protected").stdout
    shell.run("undo", str(report["step_id"]))
    assert "It was taken back." in shell.run("sleep", "--report").stdout
