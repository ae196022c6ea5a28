"""``mneme chat``: the conversation in the terminal, typed or piped, streamed as it comes.

JSON: one object a line, ``{"event": name, ...}``, name being heard, off_record, recalled, thinking, token,
answered, noted or failed, with the event's own fields.
"""

from __future__ import annotations

import queue
import secrets
import sys
from argparse import Namespace
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor

from app.assistant import dates
from app.assistant.events import Answered, Event, Failed, Noted, Receipt, Token, ToolUsed, Voice
from app.assistant.quoting import plain
from app.bootstrap import Session
from app.cli.memory_commands import forgotten, verdict_lines
from app.cli.output import as_json, item_line, memory_line, print_json
from app.cli.problems import complain, three_sentences
from app.cli.texts import Text, text
from memory_core.errors import BadRequest, EnvironmentProblem
from memory_core.text.language import Language
from memory_core.types import VerdictKind

_TOOLS = {
    "remember": Text.TOOL_REMEMBER,
    "forget": Text.TOOL_FORGET,
    "edit_core_memory": Text.TOOL_EDIT,
}


def chat(session: Session, given: Namespace, language: Language) -> int:
    """Talk until the input ends or ``/quit``; with piped input each line is a message."""
    return Chat(session, given.conversation or secrets.token_hex(8), language, as_lines=given.json).run()


class Chat:
    """One conversation in the terminal. The answer is made on a thread of its own, so that
    Ctrl+C can stop it.
    """

    def __init__(self, session: Session, conversation: str, language: Language, *, as_lines: bool) -> None:
        self._session = session
        self._conversation = conversation
        self._language = language
        self._as_lines = as_lines
        self._typed = sys.stdin.isatty()
        self._receipt: Receipt | None = None
        self._lane = ThreadPoolExecutor(max_workers=1, thread_name_prefix="mneme-chat")

    def run(self) -> int:
        """Read messages and answer them; the exit status."""
        status = 0
        if self._typed:
            print(text(Text.CHAT_HELLO, self._language))
        self._wait_for_voice()
        try:
            for line in self._lines():
                if line == "/quit":
                    break
                try:
                    self._command(line) if line.startswith("/") else self._answer(line)
                except EnvironmentProblem as problem:
                    complain(three_sentences(problem, self._language))
                    status = 1
                except BadRequest as wrong:
                    complain(text(Text.WRONG_REQUEST, self._language, why=str(wrong)))
        finally:
            self._lane.shutdown()
        return status

    def _lines(self) -> Iterator[str]:
        while True:
            try:
                line = input("> " if self._typed else "").strip()
            except EOFError:
                return
            except KeyboardInterrupt:
                print()
                return
            if line:
                yield line

    def _wait_for_voice(self) -> None:
        # loading takes about a second; the first answer should have the voice that was asked for
        if self._typed:
            print(text(Text.LOADING, self._language), end="\r", flush=True)
        self._session.load_model_done().result()
        if self._typed:
            print(" " * 40, end="\r", flush=True)
        if self._session.model_problem is not None:
            complain(three_sentences(self._session.model_problem, self._language))

    # answering

    def _answer(self, message: str) -> None:
        self._show(self._session.assistant.answer(message, self._conversation))

    def _show(self, events: Iterator[Event]) -> None:
        written = Printer()
        for event in self._on_lane(events):
            if self._as_lines:
                print_json({"event": _name(event), **as_json(event)}, one_line=True)
                continue
            if isinstance(event, Token):
                written.write(event.text)
            elif isinstance(event, ToolUsed):
                written.end()
                self._print_tool(event)
            elif isinstance(event, Answered):
                written.end()
                self._receipt = event.receipt
                self._print_receipt(event.receipt)
            elif isinstance(event, Noted):
                self._print_noted(event)
            elif isinstance(event, Failed):
                written.end()
                complain(three_sentences(event.problem, self._language))

    def _on_lane(self, events: Iterator[Event]) -> Iterator[Event]:
        """The events, made on the chat's own thread; Ctrl+C stops the answer and the stream
        goes on to its end.
        """
        made: queue.SimpleQueue[Event | None] = queue.SimpleQueue()

        def drain() -> None:
            try:
                for event in events:
                    made.put(event)
            finally:
                made.put(None)

        done: Future[None] = self._lane.submit(drain)
        while True:
            try:
                event = made.get()
            except KeyboardInterrupt:
                self._session.assistant.stop()
                continue
            if event is None:
                break
            yield event
        done.result()

    def _print_receipt(self, receipt: Receipt) -> None:
        parts = [text(Text.VOICE, self._language, voice=receipt.voice.value)]
        if receipt.items:
            parts.append(text(Text.SUPPORT, self._language, support=f"{receipt.support:.2f}"))
            parts.append(", ".join(dates.day(item.at, self._language) for item in receipt.items))
        if receipt.finish == "cancelled":
            parts.append(text(Text.STOPPED, self._language))
        print(f"  [{'; '.join(parts)}]", flush=True)

    def _print_tool(self, used: ToolUsed) -> None:
        name = Text.TOOL_FAILED if used.failed else _TOOLS.get(used.name, Text.TOOL_SEARCH)
        said = text(name, self._language, name=used.name, result=" ".join(used.result.split()))
        print(f"  [{said}]", flush=True)

    def _print_noted(self, noted: Noted) -> None:
        if self._receipt is not None and self._receipt.voice is not Voice.FULL:
            return  # memory's own answer has said it already
        if any(verdict.kind is not VerdictKind.IGNORE for verdict in noted.verdicts):
            for line in verdict_lines(noted.verdicts, self._language):
                print(f"  [{line}]", flush=True)

    # commands

    def _command(self, line: str) -> None:
        name, _, rest = line.partition(" ")
        rest = rest.strip()
        engine = self._session.engine
        if name == "/why":
            self._print_why()
        elif name == "/again":
            self._show(self._session.assistant.regenerate(self._conversation))
        elif name == "/memories":
            engine.settle()
            found = engine.memories.find(containing=rest or None, limit=50)
            lines = [memory_line(memory, self._language) for memory in found]
            print("\n".join(lines) or text(Text.NOTHING, self._language))
        elif name == "/forget" and rest:
            engine.settle()
            gone, hidden = forgotten(self._session, rest)
            if gone or hidden:
                counts = {"memories": str(len(gone)), "turns": str(len(hidden))}
                print(text(Text.FORGOTTEN, self._language, **counts))
            else:
                print(text(Text.NOT_FOUND, self._language, text=rest))
        elif name == "/undo":
            engine.settle()
            engine.journal.undo()
            print(text(Text.UNDONE, self._language))
        elif name in ("/help", "/forget"):
            print(text(Text.CHAT_HELP, self._language))
        else:
            print(text(Text.CHAT_UNKNOWN, self._language, name=name))

    def _print_why(self) -> None:
        receipt = self._receipt
        if receipt is None:
            print(text(Text.NO_ANSWER_YET, self._language))
            return
        self._print_receipt(receipt)
        if receipt.items:
            print(text(Text.WHY, self._language))
        for item in receipt.items:
            print(item_line(item, self._language))
            parts = ", ".join(f"{name} {value:.2f}" for name, value in item.parts.items() if value)
            print(f"        {parts}")


class Printer:
    """Prints streamed Markdown as a terminal shows it: a link is held back until it is whole."""

    def __init__(self) -> None:
        self._held = ""

    def write(self, piece: str) -> None:
        """Print a piece, all but an unfinished link or escape at its end."""
        self._held += piece
        start = self._held.rfind("[")
        whole = start < 0 or ")" in self._held[start:] or len(self._held) - start > 200
        if whole and not self._held.endswith("\\"):
            self._flush(len(self._held))
        elif start > 0 and not whole:
            self._flush(start)

    def end(self) -> None:
        """Print what is left and end the line."""
        self._flush(len(self._held))
        print(flush=True)

    def _flush(self, size: int) -> None:
        print(plain(self._held[:size]), end="", flush=True)
        self._held = self._held[size:]


def _name(event: Event) -> str:
    name = type(event).__name__
    return {"OffRecord": "off_record"}.get(name, name.lower())
