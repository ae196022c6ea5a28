"""``mneme`` and ``python -m app``: the window, or a command of the terminal."""

from __future__ import annotations

import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; returns the exit status (0 good, 1 a problem, 2 a wrong command line)."""
    from app.cli.main import run

    return run(sys.argv[1:] if arguments is None else arguments)


if __name__ == "__main__":
    raise SystemExit(main())
