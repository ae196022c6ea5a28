"""A process of ``mneme bench start``: says when the vault is open and when memory has answered."""

from __future__ import annotations

import sys


def main(folder: str) -> None:
    """Open the plain vault of a folder; prints ``engine``, then ``memory``."""
    from memory_core import PLAIN, Engine

    with Engine.open(folder, key=PLAIN) as engine:
        print("engine", flush=True)
        engine.recall("?")
        print("memory", flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
