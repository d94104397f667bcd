"""What an export can be asked for besides: figures by FER+ votes, calibration on voters, recall of rare labels."""

import dataclasses
from pathlib import Path

import numpy as np
import pytest

from emotion.classification.calibration import tempered
from emotion.labels import LABELS
from emotion.models import store
from training.data.faceset import FaceSet
from training.evaluation.calibrate import fit_temperature, sure
from training.evaluation.predictors import keras_predictor, litert_predictor
from training.evaluation.sets import by_voters
from training.exporting import export as exporting
from training.exporting.card import ExportConfig
from training.exporting.export import export
from training.exporting.text import describe
from training.networks.rebuild import best_network


def test_a_card_has_the_figures_by_the_majority(
    tiny_run: Path, data: FaceSet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "PRECISIONS", ("float32",))
    votes = np.zeros((len(data), 10), np.int64)
    votes[::2, 3] = 10

    card = export(tiny_run, dataclasses.replace(data, votes=votes), ExportConfig("tiny", tmp_path, ship="float32"))

    public = data.splits == "public"
    assert card.metrics["public"]["majority"]["count"] == votes[public].any(axis=1).sum()
    assert card.metrics["public"]["majority"]["accuracy"] <= 1


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
    assert card.metrics["sure"] == pytest.approx(sure(shares, calibrated, card.threshold))
    assert "temperature" in describe(card)
    assert "of the voters agree" in describe(card)


def test_voters_cannot_set_them_without_votes(tiny_run: Path, data: FaceSet, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"needs FER\+ votes"):
        export(tiny_run, data, ExportConfig("tiny", tmp_path, calibrate_on="voters"))
    assert not (tmp_path / "tiny").exists()


def test_more_faces_of_a_rare_label_can_be_asked_for(
    tiny_run: Path, data: FaceSet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "PRECISIONS", ("float32",))
    public = data.split("public")
    before = keras_predictor(best_network(tiny_run))(public.pixels)
    rarest = int(np.argmin([recall(before, public, index) for index in range(7)]))
    assert recall(before, public, rarest) < 0.6, "the network below must have something to gain"
    recalls = {LABELS[rarest]: 0.6}

    card = export(tiny_run, data, ExportConfig("tiny", tmp_path, ship="float32", recalls=recalls))

    after = litert_predictor((tmp_path / "tiny/network.tflite").read_bytes())(public.pixels)
    assert recall(after, public, rarest) >= 0.6
    assert card == store.load_card(tmp_path / "tiny")
    assert card.recalls == recalls
    offset = card.logit_offsets[LABELS[rarest]]
    expected = before * np.exp(np.eye(7)[rarest] * offset)
    np.testing.assert_allclose(after, expected / expected.sum(1, keepdims=True), atol=1e-4)
    np.testing.assert_array_equal(keras_predictor(best_network(tiny_run))(public.pixels), before)


def recall(probabilities: np.ndarray, faces: FaceSet, index: int) -> float:
    return float((probabilities.argmax(1) == index)[faces.labels == index].mean())
