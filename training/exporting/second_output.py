"""Gives a LiteRT file a second output: two operations more on what its last layer sees; all else stays as it is.

The numbers behind the first output stay the very bytes, so that every figure of a released file holds for it with a
second output, and nobody needs the run that it came of.
"""

from types import ModuleType
from typing import Any, Final

import flatbuffers
import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float32]

NAME: Final = "doubts"  # of the output; what belongs to it begins so
_IDENTIFIER: Final = b"TFL3"  # of a file in LiteRT's format


class LiteRTGraph:
    """A file in LiteRT's format as objects, without the second output that it may have had."""

    def __init__(self, content: bytes) -> None:
        """Read a `.tflite` file."""
        from ai_edge_litert import schema_py_generated as schema  # here, as a machine that only trains may lack it

        self._schema: ModuleType = schema
        self._model = schema.ModelT.InitFromObj(schema.Model.GetRootAs(content))
        self._graph = self._model.subgraphs[0]
        self._forget()
        codes = [code.builtinCode for code in self._model.operatorCodes]
        connected = schema.BuiltinOperator.FULLY_CONNECTED
        layers = [one for one in self._graph.operators if codes[one.opcodeIndex] == connected]
        self._features = int(layers[-1].inputs[0]) if layers else -1

    @property
    def open_to_more(self) -> bool:
        """Whether it can have a second output: its last layer is fully connected and sees float32."""
        return self._features >= 0 and self._graph.tensors[self._features].type == self._schema.TensorType.FLOAT32

    @property
    def width(self) -> int:
        """How many numbers the last layer sees."""
        return int(self._graph.tensors[self._features].shape[-1])

    def with_features(self) -> bytes:
        """Return the file with what its last layer sees as a second output, float32 [1, width].

        Raises:
            ValueError: it can have none.
        """
        self._check()
        return self._written(self._features)

    def with_doubts(self, weights: Array, bias: Array) -> bytes:
        """Return the file with a second output, float32 [1, k] of 0 to 1, a logistic function of what the layer sees.

        Args:
            weights: of each of the k numbers, [k, width].
            bias: of each, [k].

        Raises:
            ValueError: it can have none, or its last layer sees another number of values.
        """
        self._check()
        count = len(bias)
        if weights.shape != (count, self.width):
            raise ValueError(f"weights: expected [{count}, {self.width}], found {list(weights.shape)}")
        given = (self._features, self._constant("weights", weights), self._constant("bias", bias))
        logits, shares = self._tensor("logits", (1, count)), self._tensor("shares", (1, count))
        layer = self._operator("FULLY_CONNECTED", given, logits)
        layer.builtinOptionsType = self._schema.BuiltinOptions.FullyConnectedOptions
        layer.builtinOptions = self._schema.FullyConnectedOptionsT()
        self._graph.operators += [layer, self._operator("LOGISTIC", (logits,), shares)]
        return self._written(shares)

    def _check(self) -> None:
        if not self.open_to_more:
            raise ValueError("its last layer is none that is fully connected and sees float32: no second output")

    def _forget(self) -> None:
        """Take an earlier second output away: it was put at the end of every list."""
        ours = [str(tensor.name, "utf-8").startswith(f"{NAME}/") for tensor in self._graph.tensors]
        first = ours.index(True) if True in ours else len(ours)
        buffers = {tensor.buffer for tensor in self._graph.tensors[first:]} - {0}
        self._graph.tensors = self._graph.tensors[:first]
        self._model.buffers = self._model.buffers[: min(buffers, default=len(self._model.buffers))]
        self._graph.operators = [one for one in self._graph.operators if max(one.outputs) < first]
        self._graph.outputs = self._graph.outputs[:1]

    def _tensor(self, name: str, shape: tuple[int, ...], buffer: int = 0) -> int:
        tensor = self._schema.TensorT()
        tensor.name, tensor.shape, tensor.buffer = f"{NAME}/{name}", list(shape), buffer
        tensor.type, tensor.hasRank = self._schema.TensorType.FLOAT32, True
        self._graph.tensors.append(tensor)
        return len(self._graph.tensors) - 1

    def _constant(self, name: str, values: Array) -> int:
        buffer = self._schema.BufferT()
        buffer.data = np.frombuffer(values.astype("<f4").tobytes(), np.uint8)
        self._model.buffers.append(buffer)
        return self._tensor(name, values.shape, len(self._model.buffers) - 1)

    def _operator(self, kind: str, inputs: tuple[int, ...], output: int) -> Any:
        wanted, codes = getattr(self._schema.BuiltinOperator, kind), self._model.operatorCodes
        known = [index for index, code in enumerate(codes) if code.builtinCode == wanted]
        if not known:
            code = self._schema.OperatorCodeT()
            code.builtinCode = code.deprecatedBuiltinCode = wanted
            codes.append(code)
        operator = self._schema.OperatorT()
        operator.opcodeIndex = known[0] if known else len(codes) - 1
        operator.inputs, operator.outputs = list(inputs), [output]
        return operator

    def _written(self, output: int) -> bytes:
        self._graph.outputs = [self._graph.outputs[0], output]
        for signature in self._model.signatureDefs or ():
            name = self._schema.TensorMapT()
            name.name, name.tensorIndex = NAME, output
            signature.outputs = [signature.outputs[0], name]
        builder = flatbuffers.Builder(1024)
        builder.Finish(self._model.Pack(builder), _IDENTIFIER)
        return bytes(builder.Output())
