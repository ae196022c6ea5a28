"""The one public door to the memory: composition only, the rooms do the work.

>>> from datetime import UTC, datetime
>>> from memory_core import PLAIN, Engine
>>> with Engine.open("/path/to/vault", key=PLAIN) as engine:            # doctest: +SKIP
...     heard = engine.perceive("My sister Ann lives in Riga.", at=datetime.now(UTC))
...     engine.settle()
...     engine.recall("Where does my sister live?").items[0].text
'My sister Ann lives in Riga.'

Every method may be called from any thread. ``perceive`` returns as soon as the message is durable; what is
remembered of it is worked out on the memory lane.
"""

from __future__ import annotations

import contextlib
import logging
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from datetime import datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Self

from memory_core.clock import Clock, system_clock
from memory_core.doors.diary import DiaryDoor
from memory_core.doors.gate import GateDoor
from memory_core.doors.journal import JournalDoor
from memory_core.doors.memories import MemoriesDoor
from memory_core.doors.questions import QuestionsDoor
from memory_core.doors.sleep import SleepDoor, Sleeper
from memory_core.doors.summaries import SummariesDoor
from memory_core.doors.tiers import TiersDoor
from memory_core.doors.vault import VaultDoor
from memory_core.errors import BadRequest, MnemeError
from memory_core.forgetting.purge import Purge
from memory_core.hearing import Hearing
from memory_core.lane import MemoryLane
from memory_core.mirror import Mirror
from memory_core.params import Params
from memory_core.perception.off_record import off_record
from memory_core.recall.recall import Recall
from memory_core.recall.rerank import Reranker
from memory_core.recall.vector_index_keeper import LongTermIndex, long_term_folder
from memory_core.reflection import Interrupted, Reflection
from memory_core.store.associations import pairs_of, strengthen
from memory_core.store.connection import Writer
from memory_core.store.database import Database
from memory_core.store.diary import Diary
from memory_core.store.gate_log import GateLog
from memory_core.store.keys import PLAIN, Key, Plain
from memory_core.store.operations import Operations
from memory_core.store.queue import REFLECT, Job, Queue
from memory_core.store.text_index import TextIndex
from memory_core.store.traces import Traces
from memory_core.types import Changes, Embedder, Found, Item, LanguageModelLike, Role, VectorIndex, Verdict
from memory_core.workers.chroma import remove

log = logging.getLogger(__name__)

Callback = Callable[[Changes], None]


class Heard:
    """A message that was heard. ``turn_id`` is None for what was off the record and so was never written."""

    def __init__(self, turn_id: int | None, wait: Callable[[int], tuple[Verdict, ...]]) -> None:
        self.turn_id = turn_id
        self._wait = wait

    def verdicts(self) -> tuple[Verdict, ...]:
        """The gate's verdicts, waited for; none for the assistant's turns and for what was off the record.

        Raises:
            MnemeError: memory work stopped at an error of the machine; the message is safe and still queued.
        """
        return () if self.turn_id is None else self._wait(self.turn_id)


class _Mind:
    """What needs the embedder and the index: made in the background, so that opening a vault is quick."""

    def __init__(
        self,
        mirror: Mirror,
        recall: Recall,
        hearing: Hearing,
        embedder: Embedder,
        long_term: LongTermIndex,
    ) -> None:
        self.mirror = mirror
        self.long_term = long_term
        self.recall = recall
        self.hearing = hearing
        self.embedder = embedder


class Engine:
    """An open vault with its memory. Made by :meth:`open`, ended by :meth:`close` (or ``with``)."""

    def __init__(
        self,
        db: Database,
        params: Params,
        clock: Clock,
        embedder: Embedder | None,
        language_model: LanguageModelLike | None,
        vector_index: VectorIndex | None = None,
    ) -> None:
        self.params = params
        self._vector_index = vector_index
        self.language_model = language_model
        self._clock = clock
        self._db = db
        self._diary = Diary(db)
        self._queue = Queue(db)
        self._gate_log = GateLog(db)
        self._operations = Operations(db)
        self._text_index = TextIndex(db)
        self._subscribers: list[Callback] = []
        self._off_record: set[str] = set()
        self._version = db.data_version()
        self._closing = False
        self._reflection: Reflection | None = None
        self._reranker: Reranker | None = None
        self._thinking = threading.Lock()
        self._busy: Callable[[], bool] = lambda: False
        self._mind: Future[_Mind] = Future()
        self._lane = MemoryLane(self._work, self._waits, self._look_around)
        traces = Traces(db)
        purge = Purge(db, traces, self._relearn, self._changed)
        self.memories = MemoriesDoor(
            db, self._operations, lambda: self._ready().embedder, self._changed, purge, params, clock
        )
        self.diary = DiaryDoor(db, self._operations, self._changed, purge)
        self.journal = JournalDoor(db, self._changed)
        self.gate = GateDoor(db, self._operations, lambda: self._ready().embedder, self._changed, params)
        self.questions = QuestionsDoor(db, self._operations, self._changed)
        self.sleep = SleepDoor(
            db, self._sleeper, self._heard_within, self._changed, params, clock, self._idle_model
        )
        self.summaries = SummariesDoor(db, lambda: self._ready().embedder, self._changed)
        self.tiers = TiersDoor(db, self._changed, params)
        self.vault = VaultDoor(db, self._rebuild, traces, purge, self._long_term)
        self._waking = threading.Thread(
            target=self._wake_up, args=(embedder,), name="mneme-wake-up", daemon=True
        )
        self._waking.start()
        self._lane.start()
        place = long_term_folder(db.path.parent)
        traces.register("long-term index", place, self._forget_long_term)
        if isinstance(db.key, Key):  # the vault was plain once
            with contextlib.suppress(OSError):
                remove(place)

    @classmethod
    def open(
        cls,
        path: str | Path,
        key: Key | Plain = PLAIN,
        params: Params | None = None,
        clock: Clock | None = None,
        embedder: Embedder | None = None,
        language_model: LanguageModelLike | None = None,
        vector_index: VectorIndex | None = None,
    ) -> Self:
        """Open the vault in a folder; an absent one is made.

        Args:
            path: the vault's folder.
            key: ``Key`` with the raw data key (unwrapped by the caller), or ``PLAIN``.
            params: tunable numbers; the defaults if None.
            clock: gives the present as an aware time; the machine's clock if None.
            embedder: turns text into vectors; the shipped one if None.
            language_model: thinks about messages in the background (:meth:`think_with`); recall itself needs
                none. The caller closes it.
            vector_index: first candidates by meaning come from it; None scans exactly, and from
                ``params.chroma_from`` memories and turns on asks a Chroma process of the vault's own. The
                caller closes it.

        Raises:
            VaultError: one of its kinds; nothing was changed.
        """
        clock = clock or system_clock
        db = Database.open(Path(path), key, clock)
        return cls(db, params or Params(), clock, embedder, language_model, vector_index)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Finish the job in hand and close the vault; what is still queued is done at the next opening."""
        if self._closing:
            return
        self._closing = True
        self._waking.join()
        self.sleep.close()
        if self._reflection is not None:
            self._reflection.interrupt()
        if self._reranker is not None:
            self._reranker.close()
        self._lane.close()
        if (long_term := self._long_term()) is not None:
            long_term.close()
        self._db.close()

    # hearing

    def perceive(
        self,
        text: str,
        role: Role | str = Role.USER,
        at: datetime | None = None,
        speaker: str | None = None,
        conversation: str = "main",
        external_id: str | None = None,
    ) -> Heard:
        """Hear a message: it is durable in the diary when this returns, memory work follows in the
        background.

        What the user says off the record, and the reply to it, is never written.

        Args:
            text: the message, any Unicode, any length.
            role: who speaks.
            at: when it was said (aware); now if None.
            speaker: a person's name, where the role does not tell who speaks.
            conversation: which conversation it belongs to.
            external_id: a name of its own in the world it comes from; hearing the same again changes nothing.

        Raises:
            BadRequest: naive time, unknown role, or another text under the external id.
            VaultError: one of its kinds; nothing was written.
        """
        self.sleep.interrupt()
        if role == Role.USER and off_record(text):
            self._off_record.add(conversation)
            return Heard(None, self._verdicts)
        if role == Role.ASSISTANT and conversation in self._off_record:
            return Heard(None, self._verdicts)
        self._off_record.discard(conversation)
        turn = self._diary.add(text, role, at or self._clock(), conversation, external_id, speaker)
        self._lane.wake()
        self._publish(Changes(turns=(turn.id,), conversations=(conversation,)))
        return Heard(turn.id, self._verdicts)

    def settle(self) -> None:
        """Wait until the background memory work is done.

        Raises:
            MnemeError: memory work stopped at an error of the machine; the messages are safe and still
            queued.
        """
        self._lane.wait()
        self._keep_up()

    # answering

    def recall(
        self,
        cue: str,
        limit: int = 10,
        token_budget: int | None = None,
        valid_at: datetime | None = None,
        known_at: datetime | None = None,
        include_turns: bool = True,
        rerank: bool | None = None,
    ) -> Found:
        """What the memory holds about a cue, best first. Pure: reading changes nothing.

        Args:
            cue: a question or any text.
            limit: items at most.
            token_budget: with it the items' texts hold at most so many tokens (1.3 x words).
            valid_at: asks what was true then, by what is known now.
            known_at: asks what was believed then.
            include_turns: whether the diary's turns may answer beside the memories.
            rerank: whether a language model, if there is one, may put the first items into its own order:
                None unless the model is wanted for something else, True for whoever wants it for the answer.

        Returns:
            ``Found``; with ``support`` under ``params.support_floor`` the memory does not know.
        """
        mind = self._ready()
        self._look_around()
        return mind.recall(
            cue,
            limit=limit,
            token_budget=token_budget,
            valid_at=valid_at,
            known_at=known_at,
            include_turns=include_turns,
            rerank=self._reranker if (not self._busy() if rerank is None else rerank) else None,
        )

    def used(self, items: Sequence[Item]) -> None:
        """Say which items an answer really used: their memories grow stronger, and what was said around them
        warmer, and the memories are linked with each other. No undo step.
        """
        ids = [item.memory_id for item in items if item.memory_id is not None]
        if ids:
            self._use_together(ids, self._clock())
        self.tiers.visit([span.turn_id for item in items for span in item.sources])
        if ids:
            self._changed()

    def _use_together(self, ids: Sequence[int], at: datetime) -> None:
        half_life = timedelta(days=self.params.association_half_life)

        def run(writer: Writer) -> None:
            self._operations.used(ids, at)
            strengthen(writer, pairs_of(ids), at, self.params.association_gain, half_life)

        self._db.write(run)

    # second thoughts

    def think_with(self, model: LanguageModelLike | None, busy: Callable[[], bool] = lambda: False) -> None:
        """Let memory work use a language model in the background, or no more.

        Args:
            model: a loaded model that the caller closes after taking it back here; None takes it back.
            busy: whether the model is wanted for something else just now: then memory work leaves it alone.
        """
        with self._thinking:
            self._busy = busy
            self.language_model = model
            if self._mind.done() and self._mind.exception() is None:
                self._attach(self._mind.result())
        self._lane.wake()

    def _attach(self, mind: _Mind) -> None:
        model = self.language_model
        self._reflection = (
            None if model is None else Reflection(self._db, mind.hearing, mind.recall, model, self.params)
        )
        mind.hearing.reflects = model is not None
        if self._reranker is not None:
            self._reranker.close()
        weighs = model is not None and not self.params.lacks("rerank")
        self._reranker = Reranker(model, self.params) if model is not None and weighs else None

    # what changed

    def subscribe(self, callback: Callback) -> Callable[[], None]:
        """Call ``callback`` with the :class:`Changes` of each commit, on the thread that made it.

        Returns:
            a function that ends the subscription.
        """
        self._subscribers.append(callback)

        def end() -> None:
            if callback in self._subscribers:
                self._subscribers.remove(callback)

        return end

    # inside

    def _ready(self) -> _Mind:
        return self._mind.result()

    def _wake_up(self, embedder: Embedder | None) -> None:
        try:
            if embedder is None:
                from memory_core.models.embedder import OnnxEmbedder

                embedder = OnnxEmbedder.shipped(word_dimensions=self.params.word_dimensions)
            mirror = Mirror(self._db, embedder, self.params)
            hearing = Hearing(self._db, mirror, embedder, self.params)
            long_term = LongTermIndex.of_vault(
                mirror.index,
                self._db.path.parent,
                encrypted=isinstance(self._db.key, Key),
                least=self.params.chroma_from,
                given=self._vector_index,
            )
            recall = Recall(mirror.index, embedder, self.params, long_term)
            mind = _Mind(mirror, recall, hearing, embedder, long_term)
            with self._thinking:
                self._attach(mind)
                self._mind.set_result(mind)
        except BaseException as error:  # noqa: BLE001  handed to whoever asks the memory next
            self._mind.set_exception(error)

    def _work(self) -> int | None:
        mind = self._ready()
        self._look_around()  # the gate must know what another process has written since
        job = self._queue.take()
        if job is None:
            self._text_index.catch_up()  # stemming waits until nobody does: no message is slower for it
            while mind.mirror.index.associate() and not self._closing and not self._queue.pending():
                pass
            return self._reflect()
        try:
            mind.hearing.hear(job)
        except BadRequest as refused:
            self._refused(job, refused)
        except MnemeError:
            raise
        except Exception as bug:
            log.exception("job %d failed", job.id)
            self._queue.failed(job.id, type(bug).__name__)
        self._changed()
        return job.turn_id

    def _reflect(self) -> int | None:
        """Have second thoughts about one message, if there is a model with nothing else to do."""
        mind = self._ready()
        job = self._queue.take(REFLECT) if self._reflection is not None and not self._busy() else None
        if job is None or self._reflection is None:
            return None
        try:
            self._reflection.reflect(job)
        except Interrupted:
            return None  # tried again when the model has time
        except BadRequest as refused:
            self._refused(job, refused)
        except MnemeError:
            raise
        except Exception as bug:
            log.exception("job %d failed", job.id)
            self._queue.failed(job.id, type(bug).__name__)
        self._publish(mind.mirror.catch_up())
        return job.turn_id

    def _refused(self, job: Job, refused: BadRequest) -> None:
        """See to a job that the store refused.

        Another process was quicker to do it, or changed what it is about: then it is tried again. What is
        refused again and again is given up, because it would come round for ever.
        """
        if all(one.id != job.id for one in self._queue.pending(job.turn_id, job.kind)):
            log.info("job %d: %s", job.id, type(refused).__name__)
        elif self._queue.failed(job.id, type(refused).__name__):
            log.error("job %d failed", job.id, exc_info=refused)

    def _verdicts(self, turn_id: int) -> tuple[Verdict, ...]:
        self._lane.wait(turn_id)
        self._keep_up()
        return self._gate_log.of(turn_id)

    def _keep_up(self) -> None:
        """Have the index hold what memory work has just committed; the lane may be about to tell it."""
        if self._mind.done() and self._mind.exception() is None:
            self._changed()

    def _changed(self) -> None:
        """Bring the index up to what was committed and tell the subscribers."""
        self._publish(self._ready().mirror.catch_up())

    def _waits(self, turn_id: int | None) -> bool:
        """Whether a turn's memory work (any at all, second thoughts too, for None) is still to be done."""
        return bool(self._queue.pending(turn_id)) or (turn_id is None and self._can_reflect())

    def _can_reflect(self) -> bool:
        ready = self._reflection is not None and not self._busy()
        return ready and bool(self._queue.pending(kind=REFLECT))

    def _look_around(self) -> bool:
        """Apply what another process committed; returns whether there may be work."""
        version = self._db.data_version()
        if version == self._version:
            return self._can_reflect()
        changes = self._ready().mirror.catch_up()
        self._version = version  # not before: whoever asks meanwhile has to wait for the same
        self._publish(
            Changes(
                changes.turns, changes.memories, changes.conversations, changes.verdicts_of, external=True
            )
        )
        return True

    def _publish(self, changes: Changes) -> None:
        if changes == Changes(external=changes.external):
            return
        for callback in tuple(self._subscribers):
            callback(changes)

    def _relearn(self) -> None:
        """Learn anew from the diary after a purge; work that it sent back is taken up again."""
        self._ready().hearing.learning.relearn()
        self._lane.wake()

    def _long_term(self) -> LongTermIndex | None:
        """The long-term index, once the memory is awake."""
        awake = self._mind.done() and self._mind.exception() is None
        return self._mind.result().long_term if awake else None

    def _forget_long_term(self, words: Sequence[str]) -> int:
        """A purge: the long-term index goes as a whole and is built anew, without what is gone."""
        del words
        long_term = self._long_term()
        if long_term is None:
            return int(remove(long_term_folder(self._db.path.parent)))
        self._changed()  # before it is built anew
        return int(long_term.forget())

    def _sleeper(self) -> Sleeper:
        mind = self._ready()
        return Sleeper(mind.mirror, mind.recall, mind.hearing.learning)

    def _heard_within(self, seconds: float) -> bool:
        """Wait so long for what was said to be heard; second thoughts may go on in the night."""
        first = next(iter(self._queue.pending()), None)
        if first is not None:
            self._lane.wait(first.turn_id, seconds)
        return not self._queue.pending()

    def _idle_model(self) -> LanguageModelLike | None:
        return None if self._busy() else self.language_model

    def _rebuild(self) -> None:
        """Build the index in RAM anew from the vault."""
        mind = self._ready()
        mirror = Mirror(self._db, mind.embedder, self.params)
        hearing = Hearing(self._db, mirror, mind.embedder, self.params)
        recall = Recall(mirror.index, mind.embedder, self.params, mind.long_term)
        rebuilt = _Mind(mirror, recall, hearing, mind.embedder, mind.long_term)
        mind.long_term.follow(mirror.index)
        fresh: Future[_Mind] = Future()
        fresh.set_result(rebuilt)
        with self._thinking:
            self._attach(rebuilt)
            self._mind = fresh
