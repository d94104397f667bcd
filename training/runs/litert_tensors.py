"""The numbers of a LiteRT file's layers, as whoever goes on from a released model takes them."""

import re
from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float32]
Tensors = list[tuple[str, Array]]  # by name


def constants(content: bytes) -> Tensors:
    """Return the tensors of a file that are there before it runs, quantised ones as the numbers that they stand for."""
    from ai_edge_litert.interpreter import (  # here, as a machine that only trains may lack it
        Interpreter,
        OpResolverType,
    )

    plain = OpResolverType.BUILTIN_WITHOUT_DEFAULT_DELEGATES
    interpreter = Interpreter(model_content=content, num_threads=1, experimental_op_resolver_type=plain)
    found = []
    for detail in interpreter.get_tensor_details():
        try:
            values = interpreter.get_tensor(detail["index"])
        except ValueError:  # computed, so there is no value yet
            continue
        found.append((str(detail["name"]), _numbers(values, detail["quantization_parameters"])))
    return found


def tensor_of(tensors: Tensors, layer: str, shape: tuple[int, ...]) -> Array:
    """Return the tensor of a shape that belongs to a layer; Keras numbers layers that it copies, stem_conv_1.

    Raises:
        ValueError: there is none, or more than one.
    """
    found = [values for name, values in tensors if values.shape == shape and re.search(rf"/{layer}(_\d+)?/", name)]
    if len(found) != 1:
        raise ValueError(f"its file has no layer {layer} of shape {shape}")
    return found[0]


def _numbers(values: npt.NDArray[Any], quantised: Mapping[str, Any]) -> Array:
    scales, zeros = quantised["scales"], quantised["zero_points"]
    if not len(scales):
        return values.astype(np.float32)
    shape = [1] * values.ndim
    if len(scales) > 1:
        shape[quantised["quantized_dimension"]] = len(scales)
    return np.asarray((values.astype(np.float32) - zeros.reshape(shape)) * scales.reshape(shape), np.float32)
