"""The clipboard as far as this program filled it: what was copied here goes when the vault is locked."""

from __future__ import annotations

import secrets
from functools import cache
from hashlib import blake2b

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QClipboard, QGuiApplication


class Copies(QObject):
    """Knows what this program copied last: by the system's word who owns the clipboard, and by a fingerprint.

    The fingerprint is for clipboard managers, which take what was copied over and own it from then on. It is
    keyed with a secret of this run, so it tells nothing of the text.
    """

    def __init__(self, parent: QObject | None) -> None:
        super().__init__(parent)
        self._secret = secrets.token_bytes(32)
        self._copied: bytes | None = None
        self._board = QGuiApplication.clipboard()
        self._board.dataChanged.connect(self._changed)

    def put(self, text: str) -> None:
        """Copy a text."""
        self._board.setText(text)
        self._copied = self._fingerprint(text)

    def clear(self) -> None:
        """Empty the clipboard if what it holds was copied from this program; leave what others put there."""
        board = self._board
        # the content is asked for only when it can be ours: another program may be slow to hand it over
        if board.ownsClipboard() or (
            self._copied is not None and self._copied == self._fingerprint(board.text())
        ):
            board.clear()
        if board.ownsSelection():
            board.clear(QClipboard.Mode.Selection)
        self._copied = None

    def _changed(self) -> None:
        """Something was copied; what another program copied is none of our business."""
        # while another program takes the clipboard over, it can seem ours for a moment, and empty
        if self._board.ownsClipboard() and (text := self._board.text()):
            self._copied = self._fingerprint(text)

    def _fingerprint(self, text: str) -> bytes:
        return blake2b(text.encode("utf-8", "surrogatepass"), key=self._secret).digest()


@cache
def copies() -> Copies:
    """The one of the running program."""
    return Copies(QCoreApplication.instance())
