"""A loaded model: its vocabulary, and contexts on the same weights."""

from __future__ import annotations

import ctypes
from collections import deque
from collections.abc import Sequence
from functools import cache
from typing import Any

from memory_core.workers.abort import Aborted, AbortFlag

_ERROR_LEVEL = 4
_ALL_LAYERS = 999
_CONTROL = 1 << 3
"""``LLAMA_TOKEN_ATTR_CONTROL``."""


class LoadFailed(Exception):
    """llama.cpp refused the file; the message is its own last word."""


class OutOfRoom(Exception):
    """llama.cpp could not get the memory for a context."""


@cache
def _silence() -> Any:
    import llama_cpp

    return llama_cpp.llama_log_callback(lambda _level, _text, _data: None)


class Weights:
    """The model's weights and vocabulary.

    Args:
        path: a GGUF file (the first part of a split one).
        adapter: a LoRA adapter in GGUF, or ``None``. Contexts take it on with ``Context.adapt``.

    Raises:
        LoadFailed: llama.cpp cannot read it, or the adapter does not belong to it.
    """

    def __init__(self, path: str, adapter: str | None = None) -> None:
        import llama_cpp

        self.api: Any = llama_cpp
        self.errors: deque[str] = deque(maxlen=8)
        self._log = llama_cpp.llama_log_callback(self._heard)
        llama_cpp.llama_log_set(self._log, ctypes.c_void_p(0))
        llama_cpp.llama_backend_init()
        params = llama_cpp.llama_model_default_params()
        # Where the build has a backend for the graphics card; if the card is too small, the processor alone.
        self.on_gpu = bool(llama_cpp.llama_supports_gpu_offload())
        params.n_gpu_layers = _ALL_LAYERS if self.on_gpu else 0
        self.model = llama_cpp.llama_model_load_from_file(path.encode(), params)
        if not self.model and self.on_gpu:
            self.on_gpu, params.n_gpu_layers = False, 0
            self.errors.clear()
            self.model = llama_cpp.llama_model_load_from_file(path.encode(), params)
        if not self.model:
            self._fall_silent()
            raise LoadFailed(self.errors[0] if self.errors else "")
        self.vocab = llama_cpp.llama_model_get_vocab(self.model)
        self.vocabulary_size = int(llama_cpp.llama_vocab_n_tokens(self.vocab))
        self.adds_bos = bool(llama_cpp.llama_vocab_get_add_bos(self.vocab))
        self._piece = ctypes.create_string_buffer(512)
        self.adapter: Any = None
        if adapter is not None:
            self.errors.clear()
            self.adapter = llama_cpp.llama_adapter_lora_init(self.model, adapter.encode())
            if not self.adapter:
                self.close()
                raise LoadFailed(self.errors[0] if self.errors else "")

    def _heard(self, level: int, text: bytes, _data: object) -> None:
        if level == _ERROR_LEVEL:
            self.errors.append(text.decode("utf-8", "replace").strip())

    def close(self) -> None:
        """Free the weights and the adapter; every context on them must be closed before."""
        if self.model:
            self.adapter = None  # llama.cpp frees a model's adapters with the model
            self.api.llama_model_free(self.model)
            self.model = None
            self._fall_silent()

    def _fall_silent(self) -> None:
        """The library calls the log function for ever, and this object's ends with it."""
        self.api.llama_log_set(_silence(), ctypes.c_void_p(0))

    def describe(self) -> dict[str, Any]:
        """Name, number of parameters, training context and chat template, as llama.cpp reads them."""
        template = self.api.llama_model_chat_template(self.model, None)
        return {
            "name": self._meta("general.name"),
            "parameters": int(self.api.llama_model_n_params(self.model)),
            "trained_context": int(self.api.llama_model_n_ctx_train(self.model)),
            "template": template.decode("utf-8", "replace") if template else None,
        }

    @property
    def forgets_in_parts(self) -> bool:
        """Whether the end of a sequence can be taken back (recurrent state cannot)."""
        return not (
            self.api.llama_model_is_recurrent(self.model) or self.api.llama_model_is_hybrid(self.model)
        )

    def tokenise(self, text: str, *, special: bool = False, markup: bool = False) -> list[int]:
        """Tokens of ``text``.

        Args:
            text: any text.
            special: put BOS (and what else the model wants) around it.
            markup: read control tokens written out in the text as what they mean. Only for a template's
            output.
        """
        data = text.encode("utf-8", "replace")
        room = len(data) + 16
        tokens = (self.api.llama_token * room)()
        count = self.api.llama_tokenize(self.vocab, data, len(data), tokens, room, special, markup)
        if count < 0:
            room = -count
            tokens = (self.api.llama_token * room)()
            count = self.api.llama_tokenize(self.vocab, data, len(data), tokens, room, special, markup)
        return list(tokens[: max(count, 0)])

    def piece(self, token: int) -> bytes:
        """The bytes that ``token`` adds to a text; nothing for control tokens."""
        size = self.api.llama_token_to_piece(self.vocab, token, self._piece, len(self._piece), 0, False)
        if size < 0:
            self._piece = ctypes.create_string_buffer(-size)
            size = self.api.llama_token_to_piece(self.vocab, token, self._piece, len(self._piece), 0, False)
        return self._piece.raw[:size]

    def ends(self, token: int) -> bool:
        """Whether ``token`` ends an answer."""
        return bool(self.api.llama_vocab_is_eog(self.vocab, token))

    def written(self, token: int) -> str:
        """How the vocabulary writes ``token``; empty for a token that the model does not have."""
        if not 0 <= token < self.vocabulary_size:
            return ""
        text = self.api.llama_vocab_get_text(self.vocab, token)
        return text.decode("utf-8", "replace") if text else ""

    def control_words(self) -> list[str]:
        """Every control token as it is written, longest first."""
        attribute = self.api.llama_vocab_get_attr
        words = {self.written(i) for i in range(self.vocabulary_size) if attribute(self.vocab, i) & _CONTROL}
        return sorted((word for word in words if len(word) > 2), key=len, reverse=True)

    @property
    def pools(self) -> str:
        """How a text's vector comes from its tokens': ``"last"`` or ``"first"`` if the file says so, else
        ``"mean"``.
        """
        kind = self._meta(f"{self._meta('general.architecture')}.pooling_type")
        return {
            str(self.api.LLAMA_POOLING_TYPE_LAST): "last",
            str(self.api.LLAMA_POOLING_TYPE_CLS): "first",
        }.get(kind, "mean")

    @property
    def width(self) -> int:
        """Numbers in a token's vector."""
        return int(self.api.llama_model_n_embd_out(self.model))

    def _meta(self, key: str) -> str:
        room = ctypes.create_string_buffer(512)
        size = self.api.llama_model_meta_val_str(self.model, key.encode(), room, len(room))
        return room.value.decode("utf-8", "replace") if size >= 0 else ""


class Context:
    """One llama.cpp context.

    Args:
        weights: the model.
        flag: what stops a computation on it.
        size: tokens of all its sequences together.
        batch: tokens computed at once; also the grain of a cancel.
        sequences: how many sequences share it.
        outputs: most positions of one batch whose logits may be asked for.
        threads: threads to compute with.
        vectors: give the last layer's vectors of tokens instead of choosing new ones.

    Raises:
        OutOfRoom: no memory for it.
    """

    def __init__(
        self,
        weights: Weights,
        flag: AbortFlag,
        *,
        size: int,
        batch: int,
        threads: int,
        sequences: int = 1,
        outputs: int = 1,
        vectors: bool = False,
    ) -> None:
        self.api = weights.api
        self.adapted = False
        """Whether the adapter takes part; what was computed otherwise must not be built upon."""
        self._adapter = weights.adapter
        params = self.api.llama_context_default_params()
        params.n_ctx, params.n_batch, params.n_ubatch = size, batch, batch
        params.n_seq_max, params.kv_unified, params.n_outputs_max = sequences, True, outputs
        params.n_threads = params.n_threads_batch = threads
        params.no_perf = True
        params.embeddings = vectors
        if vectors:
            params.pooling_type = self.api.LLAMA_POOLING_TYPE_NONE
        self.pointer = self.api.llama_init_from_model(weights.model, params)
        if not self.pointer:
            raise OutOfRoom(weights.errors[0] if weights.errors else "")
        flag.attach(self.pointer)
        self.size = int(self.api.llama_n_ctx(self.pointer))
        self.batch = batch
        self.outputs = outputs
        self.memory = self.api.llama_get_memory(self.pointer)

    def close(self) -> None:
        """Free it."""
        if self.pointer:
            self.api.llama_free(self.pointer)
            self.pointer = None

    def set_threads(self, threads: int) -> None:
        """Compute with ``threads`` threads from now on."""
        self.api.llama_set_n_threads(self.pointer, threads, threads)

    def adapt(self, wanted: bool) -> bool:
        """Let the adapter, if there is one, take part from now on or not.

        Returns:
            Whether that was a change. Then the context is empty: keys and values computed with other weights
            are another model's.

        Raises:
            OutOfRoom: llama.cpp refused.
        """
        wanted = wanted and self._adapter is not None
        if wanted == self.adapted:
            return False
        self.clear()
        adapters = (self.api.llama_adapter_lora_p_ctypes * 1)(self._adapter)
        scales = (ctypes.c_float * 1)(1.0)
        status = self.api.llama_set_adapters_lora(self.pointer, adapters, int(wanted), scales)
        if status != 0:
            raise OutOfRoom(f"llama_set_adapters_lora: {status}")
        self.adapted = wanted
        return True

    def append(self, tokens: Sequence[int]) -> None:
        """Evaluate ``tokens`` (at most ``batch``) behind what sequence 0 holds; the last one's logits can be
        sampled.

        Raises:
            Aborted: the flag was raised; sequence 0 must be cut back to its old length.
            OutOfRoom: llama.cpp found no room or failed.
        """
        array = (self.api.llama_token * len(tokens))(*tokens)
        self.decode(self.api.llama_batch_get_one(array, len(tokens)))

    def decode(self, batch: Any) -> None:
        """Evaluate a prepared batch; raises as ``append`` does."""
        status = self.api.llama_decode(self.pointer, batch)
        if status == 2:
            raise Aborted
        if status != 0:
            raise OutOfRoom(f"llama_decode: {status}")

    def cut(self, length: int) -> bool:
        """Keep the first ``length`` tokens of sequence 0; ``False`` if the whole context is empty instead."""
        if self.api.llama_memory_seq_rm(self.memory, 0, length, -1):
            return True
        self.clear()
        return length == 0

    def state(self) -> bytes:
        """Keys and values of sequence 0 as llama.cpp writes them; empty if it cannot."""
        size = self.api.llama_state_seq_get_size(self.pointer, 0)
        room = (ctypes.c_uint8 * size)()
        written = int(self.api.llama_state_seq_get_data(self.pointer, room, size, 0))
        return bytes(memoryview(room)[:written])

    def restore(self, state: bytes) -> bool:
        """Make sequence 0 what ``state`` says; ``False``, with an empty context, if llama.cpp refuses it."""
        self.clear()
        room = (ctypes.c_uint8 * len(state)).from_buffer_copy(state)
        if self.api.llama_state_seq_set_data(self.pointer, room, len(state), 0):
            return True
        self.clear()
        return False

    def clear(self) -> None:
        """Forget every sequence."""
        self.api.llama_memory_clear(self.memory, True)
