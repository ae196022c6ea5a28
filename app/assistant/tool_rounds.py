"""One answer of a model that may use tools: it speaks, calls, is told the results, and speaks again."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from types import MappingProxyType

from app.assistant.events import Event, Thinking, Token
from app.assistant.thinking import TAKEN_BACK, ThinkingSplitter
from app.assistant.tool_calls import CallSplitter, Manner, decision_grammar, described
from app.assistant.tools import MOST_CALLS, Chain
from memory_core.text.language import Language
from memory_core.types import LanguageModelLike, Message, Piece, Role, Sampling, ToolCall

_DECIDE = MappingProxyType(
    {
        "en": "(First decide whether you need a tool. Write one call as JSON, or none.)",
        "ru": "(Сначала решите, нужен ли инструмент. Напишите один вызов в JSON или none.)",
    }
)
_DECISION_TOKENS = 160


@dataclass(frozen=True, slots=True)
class Told:
    """What was said in all rounds; the counts are of all of them, the prompt's of the last."""

    text: str
    finish: str
    prompt_tokens: int
    evaluated_tokens: int
    generated_tokens: int


class Rounds:
    """Speaks with one model.

    Args:
        model: an instruct model.
        manner: how it calls tools.
        thinks: whether its template opens a thinking trace.
    """

    def __init__(self, model: LanguageModelLike, manner: Manner, *, thinks: bool) -> None:
        self._model = model
        self._manner = manner
        self._thinks = thinks

    def answer(
        self,
        messages: Sequence[Message],
        sampling: Sampling,
        chain: Chain | None,
        language: Language,
        *,
        begun: bool = False,
    ) -> Generator[Event, None, Told]:
        """Stream an answer. ``begun``: it goes on with one, so its first space counts."""
        said: list[str] = []
        counts = [0, 0, 0]
        prompt = list(messages)
        if chain is not None and self._manner is Manner.GRAMMAR and chain.useful:
            yield from self._decided(prompt, sampling, chain, language, counts)
        native = chain is not None and self._manner is Manner.NATIVE
        while True:
            tools = chain.offered if chain is not None and native else ()
            calls, finish, spoken = yield from self._round(
                prompt, replace(sampling, tools=tools), chain if native else None, said, counts, begun=begun
            )
            if not calls or chain is None or finish == "cancelled" or chain.stopped:
                break
            if chain.is_over():  # it was told so, and calls again all the same
                break
            results = []
            for call in calls[:MOST_CALLS]:
                ran = chain.run(call)
                yield ran.event
                results.append(Message(Role.USER, ran.told, tool=call.name or "tool"))
                if chain.is_over():
                    break
            prompt += [Message(Role.ASSISTANT, spoken, calls[: len(results)]), *results]
        text = "".join(said).rstrip()
        return Told(text, finish, *counts)

    def _decided(
        self,
        prompt: list[Message],
        sampling: Sampling,
        chain: Chain,
        language: Language,
        counts: list[int],
    ) -> Generator[Event, None, None]:
        """Let a model that knows of no tools choose one before it answers."""
        wish = f"{_DECIDE[language]}\n{described(chain.useful)}"
        asked = [*prompt[:-1], replace(prompt[-1], content=f"{prompt[-1].content}\n\n{wish}")]
        chosen = replace(
            sampling,
            max_tokens=_DECISION_TOKENS,
            temperature=0.0,
            grammar=decision_grammar(chain.useful),
        )
        pieces = list(self._model.chat(asked, chosen))
        written = "".join(piece.text for piece in pieces)
        _count(counts, pieces[-1] if pieces else Piece(""))
        splitter = CallSplitter([tool.name for tool in chain.useful])
        splitter.feed(written.strip())
        for call in splitter.calls()[:1]:
            ran = chain.run(call)
            yield ran.event
            prompt[-1] = replace(prompt[-1], content=f"{prompt[-1].content}\n\n{ran.told}")

    def _round(
        self,
        prompt: Sequence[Message],
        sampling: Sampling,
        chain: Chain | None,
        said: list[str],
        counts: list[int],
        *,
        begun: bool,
    ) -> Generator[Event, None, tuple[tuple[ToolCall, ...], str, str]]:
        """One stream; the calls in it, how it ended, and what it said before them."""
        thinking = ThinkingSplitter(inside=self._thinks)
        splitter = CallSplitter([tool.name for tool in chain.offered]) if chain is not None else None
        first = len(said)
        finish = "stop"

        def shown(text: str) -> str:
            text = text if len(said) > first or begun else text.lstrip()
            if text and len(said) == first and first and not "".join(said).endswith("\n"):
                text = f"\n\n{text}"
            return text

        with closing(_each(self._model.chat(prompt, sampling))) as pieces:
            for piece in pieces:
                parts = list(thinking.feed(piece.text))
                if piece.finish is not None:
                    parts += thinking.end()
                    finish = piece.finish
                    _count(counts, piece)
                for thought, text in parts:
                    if thought and text == TAKEN_BACK:
                        del said[first:]
                    elif thought:
                        yield Thinking(text)
                    elif clean := shown(splitter.feed(text) if splitter else text):
                        said.append(clean)
                        yield Token(clean)
                if splitter is not None and splitter.done:
                    break
        if splitter is not None and (clean := shown(splitter.end())):
            said.append(clean)
            yield Token(clean)
        calls = splitter.calls() if splitter is not None else ()
        return calls, finish, "".join(said[first:])


def _each(pieces: Iterator[Piece]) -> Generator[Piece, None, None]:
    """The pieces as a generator, which can be closed; so the model's stream ends where it is dropped."""
    yield from pieces


def _count(counts: list[int], piece: Piece) -> None:
    counts[0] = piece.prompt_tokens or counts[0]
    counts[1] += piece.evaluated_tokens
    counts[2] += piece.generated_tokens
