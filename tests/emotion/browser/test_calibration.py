"""The browser's calibration and neutral baseline give what those of the core give."""

from dataclasses import asdict
from pathlib import Path

import numpy as np
import pytest

from emotion.classification.baseline import NeutralBaseline
from emotion.classification.calibration import Calibration
from tests.support.typescript import TypeScript

PRIOR = (0.1, 0.02, 0.08, 0.3, 0.15, 0.1, 0.25)
CALIBRATIONS = [
    Calibration(),
    Calibration(temperature=1.7),
    Calibration(temperature=0.4, prior=PRIOR),
    Calibration(prior=PRIOR, strength=1),
    Calibration(temperature=2.5, prior=PRIOR, strength=0.6),
]


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> TypeScript:
    return TypeScript(Path(__file__).with_name("calibration.ts"), tmp_path_factory.mktemp("calibration"))


def probabilities(count: int, seed: int) -> np.ndarray:
    """Return some of all kinds, from even to certain, [count, 7]; the first seven certain ones are rounded to zeros."""
    random = np.random.default_rng(seed)
    powered = np.exp(random.normal(0, 1, (count, 7)) * random.uniform(0, 8, (count, 1)))
    return np.concatenate([np.eye(7), powered / powered.sum(axis=1, keepdims=True)])


@pytest.mark.parametrize("calibration", CALIBRATIONS, ids=str)
def test_a_calibration(program: TypeScript, calibration: Calibration) -> None:
    given = probabilities(100, 0)

    found = program.call("applied", [[asdict(calibration), row] for row in given.tolist()])

    np.testing.assert_allclose(found, calibration.apply(given), rtol=1e-9)


def test_a_baseline(program: TypeScript) -> None:
    given = list(zip(probabilities(300, 1).tolist(), probabilities(300, 2)[::-1].tolist(), strict=True))

    found = program.call("baselines", given)

    for (shifts, subtracted), (resting, seen) in zip(found, given, strict=True):
        baseline = NeutralBaseline(tuple(resting))
        np.testing.assert_allclose(shifts, baseline.shifts, rtol=1e-9)
        np.testing.assert_allclose(subtracted, baseline.subtract(seen), rtol=1e-9)
