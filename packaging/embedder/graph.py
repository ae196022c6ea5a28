"""multilingual-e5-small as an ONNX graph whose 4-bit blocks are the file's own, bit for bit.

Inputs ``input_ids``, ``attention_mask`` and ``pooled``, int64 ``[B, S]``: the network reads where
``attention_mask``
is 1 and takes the sentence vector from where ``pooled`` is 1, so that a text can be read in a context without
being drowned in it. Outputs ``embedding``, float32
``[B, hidden]``: mean over the pooled tokens, unit length; and ``words``, float32
``[B, S, hidden]``: hidden states of the last two layers,
added. The operators MatMulNBits and GatherBlockQuantized are ONNX Runtime's own (domain com.microsoft).
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from onnx import ModelProto, NodeProto, TensorProto, helper, numpy_helper
from weights import BLOCK, Weights

_MICROSOFT = "com.microsoft"
_INT8_ACTIVATIONS = 4
"""``accuracy_level`` of MatMulNBits that lets the kernel quantise activations to int8: the fastest."""


def pack(nibbles: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Values 0..15 ``[..., n]`` to bytes ``[..., n / 2]``, the even value in the low nibble."""
    return (nibbles[..., 0::2] | (nibbles[..., 1::2] << 4)).astype(np.uint8)


class GraphBuilder:
    """Collects nodes and constants of one graph."""

    def __init__(self, weights: Weights, keep: list[int]) -> None:
        self._weights = weights
        self._keep = np.asarray(keep)
        self._nodes: list[NodeProto] = []
        self._constants: list[TensorProto] = []

    def build(self) -> ModelProto:
        """The whole model."""
        width, last = self._weights.hidden, self._weights.layers - 1
        self._mask()
        hidden = self._norm(self._embeddings(), "emb.ln", "x0")
        for layer in range(self._weights.layers):
            hidden = self._layer(hidden, f"l{layer}.")
        self._mean(hidden)
        self._node("Add", [f"l{last - 1}.x", hidden], "words")
        inputs = [
            helper.make_tensor_value_info(name, TensorProto.INT64, ["B", "S"])
            for name in ("input_ids", "attention_mask", "pooled")
        ]
        outputs = [
            helper.make_tensor_value_info("embedding", TensorProto.FLOAT, ["B", width]),
            helper.make_tensor_value_info("words", TensorProto.FLOAT, ["B", "S", width]),
        ]
        graph = helper.make_graph(self._nodes, "multilingual_e5_small", inputs, outputs, self._constants)
        versions = [helper.make_opsetid("", 21), helper.make_opsetid(_MICROSOFT, 1)]
        return helper.make_model(graph, opset_imports=versions, ir_version=10)

    def _constant(self, name: str, value: NDArray[Any]) -> str:
        self._constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def _node(self, operator: str, inputs: list[str], outputs: str | list[str], **attributes: Any) -> str:
        names = [outputs] if isinstance(outputs, str) else outputs
        self._nodes.append(helper.make_node(operator, inputs, names, name=f"n_{names[0]}", **attributes))
        return names[0]

    def _embeddings(self) -> str:
        weights = self._weights
        scales, nibbles = weights.blocks("emb.word", weights.hidden)
        signed = nibbles[self._keep] ^ 8  # 0..15 as the two's complement nibble of value - 8
        self._constants.append(
            helper.make_tensor("word_q", TensorProto.INT4, signed.shape, pack(signed).tobytes(), raw=True)
        )
        self._constant("word_s", scales[self._keep])
        quantised = {"domain": _MICROSOFT, "block_size": BLOCK, "gather_axis": 0, "quantize_axis": 1}
        self._node("GatherBlockQuantized", ["word_q", "input_ids", "word_s"], "word_half", **quantised)
        self._node("Cast", ["word_half"], "word", to=TensorProto.FLOAT)
        positions = weights.float32("emb.pos").reshape(-1, weights.hidden)
        first_type = weights.float32("emb.type").reshape(-1, weights.hidden)[0]
        self._constant("positions", (positions + first_type).astype(np.float16))
        self._constant("i0", np.array([0], np.int64))
        self._node("Shape", ["input_ids"], "length", start=1, end=2)
        self._node("Slice", ["positions", "i0", "length", "i0"], "position_half")
        self._node("Cast", ["position_half"], "position", to=TensorProto.FLOAT)
        return self._node("Add", ["word", "position"], "embedded")

    def _mask(self) -> None:
        """Additive attention mask ``amask``, and the shapes that the layers share."""
        weights = self._weights
        head = weights.hidden // weights.heads
        self._node("Cast", ["attention_mask"], "maskf", to=TensorProto.FLOAT)
        self._constant("one", np.array(1, np.float32))
        self._constant("low", np.array(-1e4, np.float32))
        self._constant("axes12", np.array([1, 2], np.int64))
        self._node("Sub", ["one", "maskf"], "inverse")
        self._node("Mul", ["inverse", "low"], "lowered")
        self._node("Unsqueeze", ["lowered", "axes12"], "amask")
        self._constant("split", np.array([0, 0, weights.heads, head], np.int64))
        self._constant("join", np.array([0, 0, weights.hidden], np.int64))
        self._constant("scale", np.array(head**-0.5, np.float32))
        self._constant("thirds", np.array([weights.hidden] * 3, np.int64))

    def _norm(self, hidden: str, name: str, output: str) -> str:
        weight = self._constant(f"{name}.w", self._weights.float32(f"{name}.w"))
        bias = self._constant(f"{name}.b", self._weights.float32(f"{name}.b"))
        return self._node(
            "LayerNormalization", [hidden, weight, bias], output, axis=-1, epsilon=self._weights.epsilon
        )

    def _dense(self, hidden: str, names: list[str], inputs: int, output: str) -> str:
        """``x @ W.T + b`` for one matrix or for several stacked ones."""
        parts = [self._weights.blocks(f"{name}.w", inputs) for name in names]
        scales = np.concatenate([scale for scale, _ in parts])
        nibbles = np.concatenate([nibble for _, nibble in parts])
        rows, blocks = scales.shape
        quantised = self._constant(f"{output}_q", pack(nibbles.reshape(rows, blocks, BLOCK)))
        scale = self._constant(f"{output}_s", scales.astype(np.float32).reshape(-1))
        bias = self._constant(
            f"{output}_b", np.concatenate([self._weights.float32(f"{name}.b") for name in names])
        )
        shape = {"K": inputs, "N": rows, "bits": 4, "block_size": BLOCK, "accuracy_level": _INT8_ACTIVATIONS}
        # Without zero points the operator's default is 8, the file's own.
        inputs_of_node = [hidden, quantised, scale, "", "", bias]
        return self._node("MatMulNBits", inputs_of_node, output, domain=_MICROSOFT, **shape)

    def _layer(self, hidden: str, p: str) -> str:
        """One transformer layer (post-norm, as in BERT); ``p`` is its prefix, ``"l0."`` to ``"l11."``."""
        width, inner = self._weights.hidden, self._weights.inner
        self._dense(hidden, [p + "q", p + "k", p + "v"], width, p + "qkv")
        self._node("Split", [p + "qkv", "thirds"], [p + "q", p + "k", p + "v"], axis=-1)
        for part, order in (("q", [0, 2, 1, 3]), ("k", [0, 2, 3, 1]), ("v", [0, 2, 1, 3])):
            self._node("Reshape", [p + part, "split"], f"{p}{part}_heads")
            self._node("Transpose", [f"{p}{part}_heads"], f"{p}{part}_turned", perm=order)
        self._node("Mul", [p + "q_turned", "scale"], p + "q_scaled")
        self._node("MatMul", [p + "q_scaled", p + "k_turned"], p + "scores")
        self._node("Add", [p + "scores", "amask"], p + "masked")
        self._node("Softmax", [p + "masked"], p + "attention", axis=-1)
        self._node("MatMul", [p + "attention", p + "v_turned"], p + "context_heads")
        self._node("Transpose", [p + "context_heads"], p + "context_turned", perm=[0, 2, 1, 3])
        self._node("Reshape", [p + "context_turned", "join"], p + "context")
        self._dense(p + "context", [p + "ao"], width, p + "ao")
        self._node("Add", [p + "ao", hidden], p + "attended")
        middle = self._norm(p + "attended", p + "aln", p + "y")
        self._dense(middle, [p + "fi"], width, p + "fi")
        self._node("Gelu", [p + "fi"], p + "gelu", approximate="none")
        self._dense(p + "gelu", [p + "fo"], inner, p + "fo")
        self._node("Add", [p + "fo", middle], p + "out")
        return self._norm(p + "out", p + "oln", p + "x")

    def _mean(self, hidden: str) -> None:
        """Masked mean, unit length; the mean's divisor cancels in the norm."""
        self._constant("i1", np.array([1], np.int64))
        self._constant("i2", np.array([2], np.int64))
        self._constant("tiny", np.array(1e-9, np.float32))
        self._node("Cast", ["pooled"], "pooledf", to=TensorProto.FLOAT)
        self._node("Unsqueeze", ["pooledf", "i2"], "mask3")
        self._node("Mul", [hidden, "mask3"], "kept")
        self._node("ReduceSum", ["kept", "i1"], "summed", keepdims=0)
        self._node("ReduceL2", ["summed", "i1"], "norm", keepdims=1)
        self._node("Max", ["norm", "tiny"], "norm_safe")
        self._node("Div", ["summed", "norm_safe"], "embedding")
