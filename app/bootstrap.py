"""The composition root: opens vault, engine, voice and assistant for the window and for the
terminal alike.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from app.assistant.conversation import Assistant
from app.assistant.door import KeepsPrompts
from app.assistant.presets import Preset
from app.connection import Connection, connect
from app.keys.vault_keys import VaultKeys
from app.keys.wiping import wipe
from app.keys.wraps import WrapKind
from app.paths import Paths
from app.prompt_files import PromptFiles
from app.prompt_states import PromptStates
from app.resting import Resting
from app.served import SERVER_KEYS, is_served, no_way, open_served, parts_of
from app.settings import NO_MODEL, Settings, SettingsFile
from memory_core.errors import BadRequest, EnvironmentProblem, ModelError
from memory_core.store.keys import Key, Plain
from memory_core.types import LanguageModelLike

if TYPE_CHECKING:
    from app.keys.server_keys import ServerKeys
    from app.network.log import NetworkLog
    from memory_core import Engine

_STARTER_CONTEXT = 2048
"""Tokens of context for the starter voice: its prompts are short, and memory is dear."""

_LOCK_AFTER = 15
"""Minutes until a vault that asks for a passphrase is locked."""


class Session:
    """An open vault with its assistant. Made by :meth:`open`, ended by :meth:`close` (or ``with``).

    ``model_problem`` says why there is no voice though one was wanted; memory itself answers then.
    """

    def __init__(
        self,
        engine: Engine,
        key: Key | Plain,
        folder: Path,
        paths: Paths,
        settings: Settings,
        connection: Connection | None = None,
    ) -> None:
        self.engine = engine
        self.connection = connection
        self.key = key
        self.folder = folder
        self.paths = paths
        self.settings = settings
        self.model: LanguageModelLike | None = None
        self.model_problem: EnvironmentProblem | None = None
        self._server_keys: ServerKeys | None = None
        self._file = SettingsFile(paths.settings)
        self._loading = ThreadPoolExecutor(max_workers=1, thread_name_prefix="mneme-model")
        self._loaded: Future[LanguageModelLike | None] = Future()
        self._loaded.set_result(None)
        self._changing = threading.Lock()
        engine.vault.register("crash reports", paths.crashes, self._clean_reports)
        self.prompts = PromptStates(engine, PromptFiles(folder, key))
        engine.vault.register(
            "prompts", self.prompts.files.paths, self._forget_prompts, encrypted=self.prompts.files.encrypted
        )
        engine.vault.register("server keys", folder / SERVER_KEYS, self._clean_server_keys, encrypted=True)
        if connection is not None:
            connection.register(engine.vault)
        self.assistant = Assistant(
            engine,
            None,
            settings.interface_language(),
            recall_tokens=settings.recall_tokens,
            on_offer=None if settings.bigger_model_offered else self._offered,
        )
        self.assistant.preset = Preset(settings.preset)
        self.assistant.before_answer = self.prompts.before
        self.on_rest: Callable[[], None] = lambda: None
        self._resting = Resting(
            lambda: self.model,
            lambda: self.settings.unload_after * 60.0,
            lambda: self.assistant.answering,
            self.prompts.save,
            self._rested,
        )

    @classmethod
    def open(cls, folder: Path, key: Key | Plain, paths: Paths, settings: Settings) -> Self:
        """Open the vault in a folder with its unwrapped key. The voice is loaded by :meth:`load_model`.

        Raises:
            VaultError: one of its kinds; nothing was changed.
        """
        from memory_core import Engine

        connection = connect(folder, key, paths, settings)
        try:
            engine = Engine.open(folder, key=key, vector_index=connection.index)
        except BaseException:
            connection.close()
            raise
        return cls(engine, key, folder, paths, connection.settings, connection)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def load_model(self, name: str | None = None) -> Future[LanguageModelLike | None]:
        """Load a model in the background and speak with it; the former one is ended.

        Args:
            name: a GGUF's path, ``"none"``, or None for what the settings say (the starter voice by default).

        Returns:
            a future of the model, None for recall mode. It never holds an error of the machine's: that lies
            in ``model_problem``, and memory answers alone.
        """
        self._loaded = self._loading.submit(self._load, self.settings.model if name is None else name)
        return self._loaded

    def load_model_done(self) -> Future[LanguageModelLike | None]:
        """The future of the last :meth:`load_model`; done, with None, when none was asked for."""
        return self._loaded

    def change(self, **changes: Any) -> Settings:
        """Change settings and save them. What a change means for the screens is the screens' task.

        Raises:
            BadRequest: an impossible value; nothing was changed.
            EnvironmentProblem: it could not be saved; it holds until the program ends.
        """
        with self._changing:
            self.settings = replace(self.settings, **changes)
            self.assistant.preset = Preset(self.settings.preset)
            self._file.save(self.settings)
            return self.settings

    @property
    def voice_rests(self) -> bool:
        """Whether the voice's process was ended to free its memory; the next question wakes it.

        ``on_rest`` is called, on a thread of its own, when that happens.
        """
        return self._resting.resting

    @property
    def models_folder(self) -> Path:
        """Where downloaded models go."""
        chosen = self.settings.models_folder
        return Path(chosen).expanduser() if chosen else self.paths.data / "models"

    def list_of_requests(self) -> NetworkLog:
        """The list into which whoever makes a request writes it first.

        Raises:
            BadRequest: this session was made without a way to the network.
        """
        if self.connection is None:
            raise BadRequest("this session has no way to the network")
        return self.connection.list_of_requests()

    @property
    def server_keys(self) -> ServerKeys:
        """The keys by which servers know this program. Work for a job: it may ask the keychain."""
        with self._changing:
            if self._server_keys is None:
                from app.keys.server_keys import ServerKeys

                self._server_keys = ServerKeys(self.folder, self.key)
            return self._server_keys

    def ways_in(self) -> VaultKeys | None:
        """The vault's wraps, for changing passphrase, keychain and recovery key."""
        return VaultKeys.load(self.folder)

    @property
    def protected(self) -> bool:
        """Whether the vault is encrypted."""
        return isinstance(self.key, Key)

    @property
    def minutes_to_lock(self) -> int:
        """Minutes without a key or a click until the vault is to be locked; 0 for never.

        Unless the user chose otherwise, a vault that asks for a passphrase is locked after a quarter of an
        hour; one that the keychain opens is not, because locking would only hide the window.
        """
        if not self.protected:
            return 0
        if self.settings.lock_after >= 0:
            return self.settings.lock_after
        keys = self.ways_in()
        return _LOCK_AFTER if keys is not None and WrapKind.KEYCHAIN not in keys.kinds else 0

    def close(self) -> None:
        """Stop the answer, then the assistant's thread, the model's process and last the engine."""
        self.assistant.stop()
        self._loading.shutdown(wait=True, cancel_futures=True)
        self.assistant.close()
        self._resting.close()
        self.prompts.save()
        self.engine.think_with(None)
        if self.model is not None:
            self.model.close()
            self.model = None
        self.prompts.close()
        self.engine.close()
        if self.connection is not None:
            self.connection.close()

    def lock(self) -> None:
        """Close everything, the model's process too, and take the key out of this process's memory."""
        self.close()
        wipe(self.key)

    def _forget_prompts(self, words: Sequence[str]) -> int:
        """A purge: what the model's process keeps of earlier prompts goes, and what was saved, whatever it
        holds.
        """
        del words
        model: object = self.model
        gone = self.prompts.forget()
        if not isinstance(model, KeepsPrompts):
            return gone
        with contextlib.suppress(ModelError):  # a process that died keeps nothing
            model.forget_prompt()
        return gone + 1

    def _clean_reports(self, words: Sequence[str]) -> int:
        """A purge: crash reports hold no words of the user's; should one, it goes."""
        wanted = [word.casefold() for word in words]
        gone = 0
        for report in self.paths.crashes.glob("*"):
            text = report.read_text(encoding="utf-8", errors="replace").casefold()
            if not wanted or any(word in text for word in wanted):
                report.unlink()
                gone += 1
        return gone

    def _clean_server_keys(self, words: Sequence[str]) -> int:
        return self.server_keys.clean(words) if (self.folder / SERVER_KEYS).exists() else 0

    def _load(self, name: str | None) -> LanguageModelLike | None:
        self.model_problem = None
        former = self.model
        try:
            model = (
                self._served(name)
                if name and is_served(name)
                else open_model(name, self.paths, self.settings)
            )
        except EnvironmentProblem as problem:
            self.model_problem = problem
            return former
        self.assistant.use(model)
        self.model = model
        self._resting.start()
        # Memory thinks with the same model while nobody talks to it.
        self.engine.think_with(getattr(model, "background", None), lambda: self.assistant.answering)
        if former is not None:
            former.close()
        return model

    def _served(self, name: str) -> LanguageModelLike:
        from app.network.server import server_address

        settings, token = self.settings, ""
        with contextlib.suppress(BadRequest):  # said in words below
            token = self.server_keys.read(server_address(parts_of(name)[0]).name)
        return open_served(
            name,
            self.list_of_requests(),
            agreed=settings.server_agreed,
            token=token,
            context=settings.context,
        )

    def _rested(self) -> None:
        self.on_rest()

    def _offered(self) -> None:
        try:
            self.change(bigger_model_offered=True)
        except EnvironmentProblem:
            # the offer comes once more next time: no reason to disturb an answer
            return


def open_model(name: str | None, paths: Paths, settings: Settings) -> LanguageModelLike | None:
    """The model of a name: a path, ``"none"``, or None for the starter voice where it is installed.

    A model behind a server is a session's matter: it needs the list of requests.

    Raises:
        ModelError: the file or the machine cannot be used for it.
        AssetMissing: the starter voice's package is damaged.
    """
    if name == NO_MODEL:
        return None
    if name is not None and is_served(name):
        raise no_way(name)
    from memory_core.models.language_model import LanguageModel

    threads = settings.threads or None
    if name is not None:
        return LanguageModel.open(Path(name).expanduser(), context=settings.context, threads=threads)
    from memory_core.models.starter import starter_adapter, starter_path

    path = starter_path(paths.cache)
    if path is None:
        return None
    return LanguageModel.open(path, context=_STARTER_CONTEXT, threads=threads, adapter=starter_adapter())
