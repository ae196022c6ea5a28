"""The conversation loop: hear, recall, choose a voice, stream, keep, account for it. No Qt;
run on a worker thread.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from contextlib import closing

from app.assistant.door import Door, HeardLike, KeepsPrompts
from app.assistant.events import (
    Answered,
    Event,
    Failed,
    Heard,
    Noted,
    OffRecord,
    Recalled,
    Receipt,
    Token,
    Voice,
)
from app.assistant.full_voice import FullVoice
from app.assistant.phrases import Say, say
from app.assistant.presets import Preset
from app.assistant.recall_voice import RecallVoice
from app.assistant.starter_voice import StarterVoice
from app.assistant.tools import Toolbox
from app.assistant.transcript import Transcript
from app.assistant.voice import Asked, Speaker, Spoken
from memory_core.clock import Clock, system_clock
from memory_core.errors import BadRequest, Cancelled, EnvironmentProblem
from memory_core.perception.questions import is_question
from memory_core.text.language import Language, language
from memory_core.types import Changes, Found, LanguageModelLike, Message, Role, Turn, Verdict

_ITEMS = 40
"""Items recalled for one message: earlier questions and answers are among them and support nothing."""
_GATE_SECONDS = 3.0
"""How long an answer to a statement may wait for the gate, in seconds; then it claims nothing."""

_OVERLAP = 200
"""Letters that a continued answer may repeat of its beginning."""

_CLOSING_SECONDS = 10.0
"""How long closing waits for a stopped answer to end, in seconds."""


BeforeAnswer = Callable[[str, int | None, Transcript, object], object]


class Assistant:
    """Answers messages, one at a time.

    Args:
        engine: the memory.
        model: None for recall mode; a base model for the starter voice; an instruct model for the full voice.
        interface_language: speaks where a message has no language of its own.
        recall_tokens: how much of what memory found an instruct model is shown, in its tokens.
        on_offer: lets the starter voice offer a bigger model, once, and is told when it did; None forbids it.
        clock: gives the present as an aware time.

    ``preset`` is how freely a model chooses its words, from the next answer on. ``before_answer`` is called
    before an instruct model is asked, with the conversation, the message's turn (None off the record), what
    lays the prompt out, and the model.
    """

    def __init__(
        self,
        engine: Door,
        model: LanguageModelLike | None,
        interface_language: Language,
        *,
        recall_tokens: int = 800,
        on_offer: Callable[[], None] | None = None,
        clock: Clock = system_clock,
    ) -> None:
        self._engine = engine
        self._language = interface_language
        self._recall_tokens = recall_tokens
        self._on_offer = on_offer
        self._clock = clock
        self._busy = threading.Lock()
        self._stop = threading.Event()
        self._waiting = ThreadPoolExecutor(max_workers=1, thread_name_prefix="mneme-verdicts")
        self._recall = RecallVoice(engine.memories, is_question)
        self.preset = Preset.BALANCED
        self.before_answer: BeforeAnswer | None = None
        self._unkept: dict[str, list[Message]] = {}
        self._transcript: Transcript | None = None
        self._model: LanguageModelLike | None = None
        self._speaker: Speaker = self._recall
        self._end_subscription = engine.subscribe(self._changed)
        self.use(model)

    @property
    def voice(self) -> Voice:
        """Which voice answers now."""
        if isinstance(self._speaker, FullVoice):
            return Voice.FULL
        return Voice.STARTER if isinstance(self._speaker, StarterVoice) else Voice.RECALL

    @property
    def answering(self) -> bool:
        """Whether an answer is being given just now."""
        return self._busy.locked()

    def use(self, model: LanguageModelLike | None) -> None:
        """Speak with another model from the next message on; waits until the answer being given has ended.

        The former model is the caller's to close.
        """
        speaker: Speaker = self._recall
        transcript = None
        if model is not None and model.describe().has_chat_template:
            transcript = Transcript(self._engine, model.count_tokens, self._unkept)
            toolbox = Toolbox(self._engine)
            speaker = FullVoice(model, transcript, self._language, self._recall_tokens, toolbox)
        elif model is not None:
            speaker = StarterVoice(self._recall, model, on_offer=self._on_offer)
        with self._busy:
            self._model, self._speaker, self._transcript = model, speaker, transcript

    def stop(self) -> None:
        """Stop the answer that is being given, from any thread; what was said so far is kept."""
        self._stop.set()
        model = self._model
        if model is not None:
            model.cancel()

    def close(self) -> None:
        """Stop the answer being given and end the assistant's own thread.

        The engine and the model are the caller's to close, after this.
        """
        self.stop()
        if self._busy.acquire(timeout=_CLOSING_SECONDS):
            self._busy.release()
        self._end_subscription()
        self._waiting.shutdown(wait=True, cancel_futures=True)

    def answer(self, text: str, conversation: str = "main", *, off_record: bool = False) -> Iterator[Event]:
        """Hear a message and answer it, as a stream of events.

        Args:
            text: the message.
            conversation: where it is said.
            off_record: neither the message nor the answer is written anywhere.

        Raises:
            BadRequest: another answer is being given, or the message is empty.
        """
        if not text.strip():
            raise BadRequest("the message is empty")
        yield from self._alone(lambda: self._heard(text, conversation, off_record=off_record))

    def answer_unkept(self, text: str, conversation: str, upto: int | None = None) -> Iterator[Event]:
        """Answer a message of a temporary conversation: memory is read, and nothing is written anywhere.

        Args:
            text: the message.
            conversation: a name that no conversation of the diary has; :meth:`end_unkept` ends it.
            upto: how many messages of it (answers counted) are kept before this one, which is then another
                try or the same said otherwise; all of them if None.

        Raises:
            BadRequest: another answer is being given, or the message is empty.
        """
        if not text.strip():
            raise BadRequest("the message is empty")
        yield from self._alone(lambda: self._answered_unkept(text, conversation, upto))

    def end_unkept(self, conversation: str) -> None:
        """Let a temporary conversation go, and what the model keeps of it; not for the GUI thread."""
        said = self._unkept.pop(conversation, None)
        model: object = self._model
        if said and isinstance(model, KeepsPrompts):
            _drop_prompt(model)

    def resend(self, turn_id: int, text: str) -> Iterator[Event]:
        """Say an earlier message again in other words: it leaves the chat with what followed it.

        Raises:
            BadRequest: there is no such message of the user's, it was replaced before, the text is empty, or
                another answer is being given.
        """
        if not text.strip():
            raise BadRequest("the message is empty")
        conversation = self._engine.diary.get(turn_id).conversation
        yield from self._alone(lambda: self._resent(turn_id, text, conversation))

    def continue_answer(self, conversation: str = "main") -> Iterator[Event]:
        """Go on with the last answer, which was stopped or grew too long; the whole takes its place.

        ``Token`` events carry only what is new, ``Answered`` the whole answer.

        Raises:
            BadRequest: the conversation does not end with an answer, or another answer is being given.
        """
        turns = self._shown(conversation)
        last, asked = (turns[-1], _last_said(turns)) if turns else (None, None)
        if last is None or asked is None or last.role is not Role.ASSISTANT:
            raise BadRequest("there is no answer to go on with")
        text, so_far = (self._engine.diary.visible_text(turn) for turn in (asked, last))
        if not text.strip() or not so_far.strip():
            raise BadRequest("there is no answer to go on with")
        turn_id = asked.id
        yield from self._alone(lambda: self._replied(text, conversation, turn_id, None, so_far=so_far))

    def regenerate(self, conversation: str = "main") -> Iterator[Event]:
        """Answer the last message of a conversation once more; the earlier answer stays in the diary.

        Raises:
            BadRequest: the conversation has no message of the user's, or another answer is being given.
        """
        last = _last_said(self._shown(conversation))
        text = self._engine.diary.visible_text(last) if last else ""
        if last is None or not text.strip():
            raise BadRequest("there is no message to answer again")
        turn_id = last.id
        yield from self._alone(lambda: self._replied(text, conversation, turn_id, None, again=True))

    # inside

    def _shown(self, conversation: str) -> Sequence[Turn]:
        return self._engine.diary.recent(conversation, 50, replaced=False)

    def _changed(self, changes: Changes) -> None:
        """What is forgotten leaves the model's kept prompt at once, not at the next message."""
        if self._transcript is not None and (changes.memories or changes.turns):
            self._waiting.submit(self._review, self._transcript, self._model, changes)

    @staticmethod
    def _review(transcript: Transcript, model: object, changes: Changes) -> None:
        if isinstance(model, KeepsPrompts) and transcript.is_stale(changes):
            model.forget_prompt()

    def _alone(self, make: Callable[[], Iterator[Event]]) -> Iterator[Event]:
        if not self._busy.acquire(blocking=False):
            raise BadRequest("another answer is being given")
        try:
            self._stop.clear()
            yield from make()
        except EnvironmentProblem as problem:
            yield Failed(problem)
        finally:
            self._busy.release()

    def _resent(self, turn_id: int, text: str, conversation: str) -> Iterator[Event]:
        self._engine.diary.replace(turn_id, text)
        yield from self._heard(text, conversation)

    def _answered_unkept(self, text: str, conversation: str, upto: int | None) -> Iterator[Event]:
        said = self._unkept.setdefault(conversation, [])
        again = upto is not None and len(said) > upto
        del said[len(said) if upto is None else upto :]
        yield OffRecord()
        for event in self._replied(text, conversation, None, None, again=again):
            if isinstance(event, Answered) and conversation in self._unkept:
                said.append(Message(Role.USER, text))
                said.append(Message(Role.ASSISTANT, event.text))
            yield event

    def _heard(self, text: str, conversation: str, *, off_record: bool = False) -> Iterator[Event]:
        if off_record:
            yield OffRecord()
            yield from self._replied(text, conversation, None, None)
            return
        heard = self._engine.perceive(text, Role.USER, self._clock(), conversation=conversation)
        if heard.turn_id is None:
            yield OffRecord()
            yield from self._replied(text, conversation, None, None)
            return
        yield Heard(heard.turn_id)
        verdicts = self._waiting.submit(_wait_for, heard)
        yield from self._replied(text, conversation, heard.turn_id, verdicts)
        try:
            noted = verdicts.result()
        except Cancelled:
            return
        yield Noted(heard.turn_id, tuple(noted))

    def _replied(
        self,
        text: str,
        conversation: str,
        turn_id: int | None,
        verdicts: Future[Sequence[Verdict]] | None,
        *,
        again: bool = False,
        so_far: str = "",
    ) -> Iterator[Event]:
        # The starter voice weighs what was found by itself; nobody else wants the model just now.
        found = self._engine.recall(text, limit=_ITEMS, rerank=isinstance(self._speaker, FullVoice))
        yield Recalled(found)
        asked = Asked(
            text=text,
            language=language(text) if any(letter.isalpha() for letter in text) else self._language,
            found=found,
            known=found.support >= self._engine.params.support_floor,
            turn_id=turn_id,
            conversation=conversation,
            at=self._clock(),
            verdicts=lambda: _decided(verdicts),
            stopped=self._stop.is_set,
            again=again,
            preset=self.preset,
            so_far=_whole_words(so_far) if isinstance(self._speaker, FullVoice) else "",
        )
        if self.before_answer is not None and self._transcript is not None:
            self.before_answer(conversation, turn_id, self._transcript, self._model)
        shown: list[str] = []
        try:
            spoken = yield from self._streamed(self._speaker, asked, shown)
        except Cancelled:
            # the starter voice was weighing facts when the user stopped it
            spoken = Spoken("".join(shown), finish="cancelled", voice=self.voice)
        except EnvironmentProblem as problem:
            yield Failed(problem)
            if shown:
                spoken = Spoken("".join(shown), finish="failed", voice=self.voice)
            else:
                spoken = yield from self._streamed(self._recall, asked, shown)
        yield self._kept(spoken, asked, found)

    def _streamed(self, speaker: Speaker, asked: Asked, shown: list[str]) -> Generator[Event, None, Spoken]:
        """Pass a voice's events on, and end where the user stops it."""
        with closing(speaker.answer(asked)) as events:
            while True:
                try:
                    event = next(events)
                except StopIteration as end:
                    spoken: Spoken = end.value
                    return spoken
                if isinstance(event, Token):
                    shown.append(event.text)
                yield event
                # a model ends its own stream when it is cancelled, and says how far it came
                if self._stop.is_set() and not isinstance(speaker, FullVoice):
                    return Spoken("".join(shown), finish="cancelled", voice=self.voice)

    def _kept(self, spoken: Spoken, asked: Asked, found: Found) -> Answered:
        """Keep the answer in the diary, unless it is off the record, and give its receipt."""
        turn_id = None
        text = _joined(asked.so_far, spoken.text)
        if asked.turn_id is None:
            if text and asked.conversation not in self._unkept:
                text = f"{text}\n\n{say(Say.OFF_RECORD_ANSWER, asked.language)}"
        elif text:
            heard = self._engine.perceive(
                text, Role.ASSISTANT, self._clock(), conversation=asked.conversation
            )
            turn_id = heard.turn_id
            if turn_id is not None and self._transcript is not None:
                self._transcript.freeze(turn_id, text, spoken.used, text)
            if spoken.used:
                self._engine.used(spoken.used)
        receipt = Receipt(
            items=spoken.used,
            considered=spoken.considered,
            support=found.support,
            voice=spoken.voice,
            parts=found.parts,
            model=spoken.model,
            finish=spoken.finish,
            prompt_tokens=spoken.prompt_tokens,
            evaluated_tokens=spoken.evaluated_tokens,
            generated_tokens=spoken.generated_tokens,
            filled=spoken.filled,
        )
        return Answered(turn_id, text, receipt)


def _wait_for(heard: HeardLike) -> Sequence[Verdict]:
    return heard.verdicts()


def _decided(verdicts: Future[Sequence[Verdict]] | None) -> Sequence[Verdict] | None:
    """The gate's verdicts if they come in time. An error of the machine's is told later, with
    ``Noted``'s place.
    """
    if verdicts is None:
        return None
    try:
        return verdicts.result(_GATE_SECONDS)
    except (NotYet, EnvironmentProblem, Cancelled):
        return None


def _last_said(turns: Sequence[Turn]) -> Turn | None:
    """The user's last message."""
    return next((turn for turn in reversed(turns) if turn.role is Role.USER), None)


def _whole_words(text: str) -> str:
    """The beginning of an answer that was stopped, without the word that it may have been stopped in."""
    return text[: len(text) - len(text.rsplit(maxsplit=1)[-1])] if text[-1:].isalnum() else text


def _joined(so_far: str, more: str) -> str:
    """An answer and what was added to it; a model that begins with its last words again says them once."""
    if not so_far or not more:
        return so_far.rstrip() or more
    for length in range(min(len(so_far), len(more), _OVERLAP), 7, -1):
        if so_far.endswith(more[:length]):
            return so_far + more[length:]
    apart = "" if so_far[-1].isspace() or more[0].isspace() or not more[0].isalnum() else " "
    return f"{so_far}{apart}{more}"


def _drop_prompt(model: KeepsPrompts) -> None:
    with contextlib.suppress(EnvironmentProblem):  # a process that died keeps nothing
        model.forget_prompt()
