"""Mains or battery: what each system says, and that the unknown counts as mains."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.power import Power, of_pmset, of_supplies


def supply(folder: Path, name: str, **files: str) -> None:
    (folder / name).mkdir(parents=True)
    for file, text in files.items():
        (folder / name / file).write_text(f"{text}\n", encoding="ascii")


def test_a_desktop_without_supplies_is_on_the_mains(tmp_path: Path) -> None:
    assert of_supplies(tmp_path / "nothing") == Power(True, None)
    assert of_supplies(tmp_path) == Power(True, None)


def test_a_laptop_with_and_without_its_cable(tmp_path: Path) -> None:
    supply(tmp_path, "AC", type="Mains", online="0")
    supply(tmp_path, "BAT0", type="Battery", status="Discharging", capacity="41")
    assert of_supplies(tmp_path) == Power(False, 0.41)
    (tmp_path / "AC" / "online").write_text("1\n", encoding="ascii")
    assert of_supplies(tmp_path) == Power(True, 0.41)


def test_the_battery_of_a_mouse_does_not_count(tmp_path: Path) -> None:
    supply(tmp_path, "mouse", type="Battery", scope="Device", status="Discharging", capacity="3")
    assert of_supplies(tmp_path) == Power(True, None)


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ("Now drawing from 'Battery Power'\n -InternalBattery-0\t76%; discharging;", Power(False, 0.76)),
        ("Now drawing from 'AC Power'\n -InternalBattery-0\t100%; charged;", Power(True, 1.0)),
        ("Now drawing from 'AC Power'\n", Power(True, None)),
    ],
)
def test_what_a_mac_says(told: str, found: Power) -> None:
    assert of_pmset(told) == found


def test_what_is_enough() -> None:
    assert Power(True, 0.05).is_enough(0.3, on_battery=False)
    assert Power(False, 0.3).is_enough(0.3)
    assert not Power(False, 0.29).is_enough(0.3)
    assert not Power(False, 0.9).is_enough(0.3, on_battery=False)
    assert not Power(False, None).is_enough(0.3)
