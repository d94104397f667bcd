"""What is kept of each face is what the figures count, in a byte each."""

from pathlib import Path

import numpy as np

from emotion.classification.calibration import Calibration, Expectation
from emotion.models.predictions import load_predictions
from tests.support.training.fixtures import Faces
from training.evaluation.kept_answers import kept_answers, write_predictions


def test_answers_and_confidences_come_back(faces_of: Faces, tmp_path: Path) -> None:
    public = faces_of(0, 7, 0).split("public")
    probabilities = np.full((7, 7), 0.4 / 6, np.float32)
    probabilities[:, 2] = 0.6
    alike = Calibration(prior=(0.05, 0.05, 0.7, 0.05, 0.05, 0.05, 0.05), strength=1.0)
    kept = kept_answers(public, probabilities, (Calibration(), alike), "a", {"public": "b"})
    write_predictions(tmp_path / "predictions.json", kept)

    found = load_predictions(tmp_path / "predictions.json")

    assert found.labels().tolist() == public.labels.tolist()
    assert found.answers().tolist() == [2] * 7
    np.testing.assert_allclose(found.confidence(), 0.6, atol=1 / 510)
    assert found.answers(Expectation.ALIKE).tolist() == [0] * 7
    assert (found.evaluated, found.data) == ("a", "b")
