"""How far a converted file may answer otherwise than its network, and failures that keep their reason."""

from pathlib import Path

import numpy as np
import pytest
from ai_edge_litert.interpreter import Interpreter

from training.data.faceset import FaceSet
from training.evaluation.predictors import keras_predictor, litert_predictor
from training.exporting.convert import convert, difference
from training.networks.rebuild import best_network
from training.suppress_output import suppress_output

EXAMPLES = np.zeros((1, 48, 48), np.uint8)


@pytest.mark.parametrize(
    ("precision", "largest", "passes"),
    [("float32", 0.004, True), ("float32", 0.006, False), ("float16", 0.019, True), ("float16", 0.021, False)],
)
def test_the_bound_of_a_difference(precision: str, largest: float, passes: bool) -> None:
    reference = np.zeros((100, 7), np.float32)
    found = reference.copy()
    found[3, 2] = largest

    if passes:
        assert difference(precision, reference, found) == pytest.approx({"largest": largest, "mean": largest / 700})
    else:
        with pytest.raises(ValueError, match=f"up to {largest:.4f}"):
            difference(precision, reference, found)


def test_many_small_differences_are_too_many() -> None:
    with pytest.raises(ValueError, match=r"in the mean by 0\.00300"):
        difference("float32", np.zeros((10, 7), np.float32), np.full((10, 7), 0.003, np.float32))


def test_an_unknown_precision_is_not_converted(tiny_run: Path) -> None:
    with pytest.raises(ValueError, match="unknown precision 'int4'"):
        convert(best_network(tiny_run), "int4", EXAMPLES)


def test_int8_has_int8_inside_and_floats_at_both_ends(tiny_run: Path, data: FaceSet) -> None:
    network = best_network(tiny_run)

    content = convert(network, "int8", data.split("train").pixels)

    interpreter = Interpreter(model_content=content)
    kinds = [tensor["dtype"] for tensor in interpreter.get_tensor_details()]
    ends = [*interpreter.get_input_details(), *interpreter.get_output_details()]
    assert [end["dtype"] for end in ends] == [np.float32, np.float32]
    assert kinds.count(np.float32) == 2
    assert kinds.count(np.int8) > 4
    faces = data.split("public").pixels
    found, expected = litert_predictor(content)(faces), keras_predictor(network)(faces)
    assert 0 < np.abs(found - expected).max() < 0.1


def test_int8_needs_examples(tiny_run: Path) -> None:
    with pytest.raises(ValueError, match="int8 needs Training faces"):
        convert(best_network(tiny_run), "int8", EXAMPLES[:0])


def fail_loudly() -> None:
    with suppress_output("It failed"):
        print("what was printed", flush=True)
        raise KeyError("a reason")


def test_a_suppressed_failure_keeps_its_reason(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(RuntimeError, match="It failed: 'a reason'"):
        fail_loudly()

    assert capfd.readouterr() == ("", "")
