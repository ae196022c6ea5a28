"""Markdown as it streams in: the same in the end, and what is finished is not laid out again."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.theme.theme import Theme
from app.widgets import markdown
from app.widgets.text_view import CodeHead, TextView

BLOCKS = (
    "A *plain* paragraph with `code`.\nIn two lines.",
    "```python\nx = 1\n\ny = 2\n```",
    "```\nno language\n```",
    "- one\n- two",
    "1. one\n\n2. two",
    "| A | B |\n|---|--:|\n| 1 | **2** |",
    "# A heading",
    "> quoted\n>\n> more",
    "- an item\n\n  with a second paragraph",
    "---",
    "Ещё абзац с [ссылкой](mneme:turn/1).",
)


@pytest.fixture
def view(qtbot: QtBot) -> TextView:
    made = TextView(Theme("light"), rich=True)
    qtbot.addWidget(made)
    made.resize(500, 100)
    made.show()
    return made


@given(st.lists(st.sampled_from(BLOCKS), min_size=1, max_size=6), st.integers(1, 9))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None)
def test_streamed_is_what_is_shown_at_once(view: TextView, blocks: list[str], step: int) -> None:
    text = "\n\n".join(blocks)
    view.show_text("")
    for end in range(step, len(text), step):
        view.show_text(text[:end])
    view.show_text(text)
    streamed, high = view.document().toHtml(), view.height()
    view.show_text("")
    view.show_text(text)
    assert (view.document().toHtml(), view.height()) == (streamed, high)


def test_finished_blocks_are_not_laid_out_again(view: TextView) -> None:
    text = "\n\n".join(BLOCKS)
    touched: list[int] = []
    view.document().contentsChange.connect(lambda at, _removed, _added: touched.append(at))
    for end in range(1, len(text), 2):
        shown = text[:end]
        kept = markdown.cuts(shown)
        view.show_text(shown)
        plain = view.document().characterCount()
        touched.clear()
        view.show_text(shown + "x")
        if kept:
            assert touched
            # nothing before the last block is touched: of the document, only the end
            assert min(touched) >= plain - len(shown[kept[-1] :]) - 30
    first = view.document().findBlock(0)
    laid = first.layout().boundingRect()
    view.show_text(text + "\n\nmore")
    assert view.document().findBlock(0).layout().boundingRect() == laid


def test_code_has_its_language_and_is_copied(view: TextView, qtbot: QtBot) -> None:
    view.show_text("Look:\n\n```python\nx = 1\n\nprint(x)\n```\n\n```python\ny = 2\n```")
    heads = [one for one in view.findChildren(CodeHead) if not one.isHidden()]
    assert [head.language.text() for head in heads] == ["python", "python"]
    QTest.mouseClick(heads[0].button, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == "x = 1\n\nprint(x)"
    view.show_text("Nothing")
    qtbot.waitUntil(lambda: not view.findChildren(CodeHead))


@pytest.mark.parametrize(
    ("text", "cuts"),
    [
        ("one\n\ntwo", ["two"]),
        ("- a\n\n- b\n\nafter", ["after"]),
        ("```\na\n\nb\n```\n\nafter", ["after"]),
        ("```\na\n\nb", []),
        ("para\n\n- list", ["- list"]),
        ("para\n\n    code", []),
        ("a\n\n> q\n\nb", ["b"]),
    ],
)
def test_where_blocks_end_for_good(text: str, cuts: list[str]) -> None:
    places = markdown.cuts(text)
    assert [text[place:] for place in places] == cuts
