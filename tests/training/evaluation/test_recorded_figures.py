"""Recorded figures of the models come out the same from the confusion matrices that stand beside them."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pytest

from tests.support.repository import ROOT
from training.evaluation.bootstrap import intervals
from training.evaluation.metrics import of_confusion

MODELS = ROOT / "models"


def with_confusion(figures: Mapping[str, Any], name: str) -> Iterator[Any]:
    """Yield the figures of each set of faces that has a confusion matrix, and those of the sets within it."""
    if "confusion" in figures:
        yield pytest.param(figures, id=name)
    for key, inner in figures.items():
        if isinstance(inner, dict):
            yield from with_confusion(inner, f"{name}-{key}")


RECORDED = [
    case
    for path in sorted(MODELS.glob("*/evaluation.json"))
    for case in with_confusion(json.loads(path.read_text(encoding="utf-8"))["splits"], path.parent.name)
]


@pytest.mark.parametrize("recorded", RECORDED)
def test_recorded_figures_are_those_of_their_confusion_matrix(recorded: dict[str, Any]) -> None:
    found = of_confusion(np.array(recorded["confusion"]["counts"]))

    for name in ("count", "accuracy", "balanced_accuracy", "macro_f1"):
        assert found[name] == pytest.approx(recorded[name], abs=1e-12), name
    for label, expected in recorded["per_class"].items():
        assert found["per_class"][label] == pytest.approx(expected, abs=1e-12), label
    np.testing.assert_allclose(found["confusion"]["fractions"], recorded["confusion"]["fractions"], atol=1e-12)
    if "intervals" in recorded:
        for name, expected in recorded["intervals"].items():
            assert intervals(np.array(recorded["confusion"]["counts"]))[name] == pytest.approx(expected, abs=1e-12)
