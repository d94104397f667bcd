"""What an export can be asked for besides: figures by FER+ votes, and calibration on voters."""

import dataclasses
from pathlib import Path

import numpy as np
import pytest

from emotion.classification.calibration import tempered
from emotion.models.evaluation import load_evaluation
from emotion.models.store import load_card
from training.data.faceset import FaceSet
from training.evaluation.calibrate import fit_temperature, sure
from training.evaluation.predictors import litert_predictor
from training.evaluation.sets import by_voters
from training.exporting import export as exporting
from training.exporting.card import ExportConfig
from training.exporting.export import export
from training.exporting.text import describe


def test_an_evaluation_has_the_figures_by_the_majority(
    tiny_run: Path, data: FaceSet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "PRECISIONS", ("float32",))
    votes = np.zeros((len(data), 10), np.int64)
    votes[::2, 3] = 10

    export(tiny_run, dataclasses.replace(data, votes=votes), ExportConfig("tiny", tmp_path, ship="float32"))

    public = data.splits == "public"
    found = load_evaluation(tmp_path / "tiny/evaluation.json").splits.public
    assert found.majority.count == votes[public].any(axis=1).sum()
    assert found.majority.accuracy <= 1


def test_voters_can_set_temperature_and_threshold(
    tiny_run: Path, data: FaceSet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "PRECISIONS", ("float32",))
    votes = np.zeros((len(data), 10), np.int64)
    votes[:, 3], votes[::2, 4], votes[::3] = 6, 4, 0
    config = ExportConfig("tiny", tmp_path, ship="float32", calibrate_on="voters")

    card = export(tiny_run, dataclasses.replace(data, votes=votes), config)

    public = dataclasses.replace(data, votes=votes).split("public")
    predict = litert_predictor((tmp_path / "tiny/network.tflite").read_bytes())
    shares, probabilities = by_voters(public, predict(public.pixels))
    assert 0 < len(shares) < len(public)
    assert card.calibrated_on == "voters"
    assert card.temperature == pytest.approx(fit_temperature(shares, probabilities))
    calibrated = tempered(probabilities, card.temperature)
    evaluation = load_evaluation(tmp_path / "tiny/evaluation.json")
    expected = sure(shares, calibrated, card.threshold)
    assert (evaluation.sure.accuracy, evaluation.sure.share) == pytest.approx((expected["accuracy"], expected["share"]))
    assert "temperature" in describe(card, evaluation)
    assert "of the voters agree" in describe(card, evaluation)


def test_voters_cannot_set_them_without_votes(tiny_run: Path, data: FaceSet, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"needs FER\+ votes"):
        export(tiny_run, data, ExportConfig("tiny", tmp_path, calibrate_on="voters"))
    assert not (tmp_path / "tiny").exists()


def test_the_card_says_what_the_network_is_for_and_lists_its_stages(
    tiny_run: Path, data: FaceSet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "PRECISIONS", ("float32",))

    export(tiny_run, data, ExportConfig("tiny", tmp_path, purpose="Trying things out", ship="float32"))

    card = load_card(tmp_path / "tiny")
    assert card.purpose == "Trying things out"
    assert card.stages[-1].name == "answer"
    assert sum(stage.parameters for stage in card.stages) == card.parameters
