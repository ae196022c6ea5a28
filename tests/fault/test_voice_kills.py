"""The voice's process is killed in the middle of answers: the program goes on and loses nothing.

The long form: ``python -m tests.fault.voice_kills --kills 100``.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from memory_core.store.keys import Key
from tests.fault.voice_kills import Kills


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL")
def test_six_kills_in_the_middle_of_answers(tmp_path: Path) -> None:
    tally = Kills(tmp_path, 7, Key(bytes(range(32)))).run(6)
    assert tally.problems == []
    assert tally.kills == 6
    assert tally.messages >= 12
