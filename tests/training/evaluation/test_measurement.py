"""An installed network is measured on whatever faces, and nothing of it changes."""

import dataclasses
import json
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from emotion.labels import LABELS
from emotion.models import store
from emotion.models.evaluation import load_evaluation
from emotion.models.record import load_measurement
from tests.support.training.fixtures import Faces
from tests.support.training.stores import files
from tests.support.training.typed import type_in
from training.data.digest import digests
from training.data.faceset import FaceSet
from training.evaluation.evaluate import evaluate_entry
from training.evaluation.measurement import measure_entry
from training.runs import records


def read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def write_folders(folder: Path, faces: FaceSet) -> Path:
    """Write faces as a person's own folders."""
    for index in range(len(faces)):
        place = folder / str(faces.splits[index]) / LABELS[faces.labels[index]]
        place.mkdir(parents=True, exist_ok=True)
        Image.fromarray(faces.pixels[index]).save(place / f"{index}.png")
    return folder


def test_own_folders_measure_a_network_and_every_byte_of_it_stays(
    entry: Path, others: FaceSet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine, before = write_folders(tmp_path / "mine", others), files(tmp_path / "store")
    monkeypatch.chdir(tmp_path)
    words = ("evaluate", "--own", "--data", mine, "--model", "tiny", "--models", "store")

    for more in ((), ("--final", "--robustness", "--also", mine / "public")):
        answer = type_in(*words, *more)
        assert answer.exit_code == 0, answer.output
        assert files(tmp_path / "store") == before
    refused = type_in(*words, "--record")

    assert refused.exit_code == 1
    assert "tiny: expected the data of its card, fer2013.csv, but mine differs: Training (sha256 " in refused.output
    assert files(tmp_path / "store") == before
    made = tmp_path / "runs/measured/tiny-mine"
    assert {path.name for path in made.iterdir()} == {
        *("evaluation.json", "predictions.json", "measurement.json", "errors.png", "private_readings.json")
    }
    document = read(made / "evaluation.json")
    assert [document["splits"][split]["count"] for split in ("public", "private")] == [14, 7]
    assert {"robustness", "others"} <= set(document)
    assert [one["data"] for one in read(made / "private_readings.json")] == ["mine"]
    assert "Figures: runs/measured/tiny-mine/evaluation.json. The app's Training page draws those in" in answer.output
    compared = type_in("compare", "store/tiny", made)
    assert "measured on mine" in compared.output


def test_a_measurement_says_what_was_measured_on_what(entry: Path, others: FaceSet, tmp_path: Path) -> None:
    card = store.load_card(entry)

    document = measure_entry(entry, others, "mine.csv", False, tmp_path / "new/folder")

    written = read(tmp_path / "new/folder/measurement.json")
    assert written.pop("date").endswith("+00:00")
    assert written.pop("card") == read(entry / "card.json")
    assert written == {
        "version": 1,
        "sha256": card.files["litert"].sha256,
        "data": "mine.csv",
        "data_sha256": digests(others),
        "counts": others.counts(),
    }
    assert document.splits.public.calibration.temperature == card.temperature
    record = load_measurement(tmp_path / "new/folder")
    assert record.evaluation == document
    assert record.card == dataclasses.replace(card, title="Tiny, on mine.csv")


def test_figures_of_the_same_faces_stay_and_of_others_none(
    entry: Path, others: FaceSet, faces_of: Faces, tmp_path: Path
) -> None:
    into = tmp_path / "measured"
    measure_entry(entry, others, "mine", True, into, robustness=True)

    same = measure_entry(entry, others, "renamed", False, into)
    other = measure_entry(entry, faces_of(7, 14, 14), "mine", False, into)

    assert same.splits.public
    assert same.splits.private
    assert same.splits.together
    assert same.robustness
    assert (other.splits.private, other.splits.together, other.robustness) == (None, None, None)
    assert load_evaluation(into / "evaluation.json") == other
    assert len(records.readings_of_run(into)) == 1


def test_figures_of_another_file_do_not_stay(entry: Path, others: FaceSet, tmp_path: Path) -> None:
    measure_entry(entry, others, "mine", True, tmp_path / "measured")
    card = store.load_card(entry)
    store.save_card(entry, dataclasses.replace(card, files={"litert": card.files["litert-float32"]}))

    after = measure_entry(entry, others, "mine", False, tmp_path / "measured")

    assert (after.splits.private, after.splits.together) == (None, None)


def test_each_reading_of_other_private_faces_is_kept_with_the_sum_of_the_faces(
    entry: Path, others: FaceSet, faces_of: Faces, tmp_path: Path
) -> None:
    into, more = tmp_path / "measured", faces_of(7, 14, 10)

    for faces in (others, more, others):
        measure_entry(entry, faces, "mine", True, into)

    readings = records.readings_of_run(into)
    assert [one["count"] for one in readings] == [7, 10, 7]
    assert [one["data_sha256"] for one in readings] == [digests(each)["private"] for each in (others, more, others)]
    assert store.load_card(entry).private_readings == ()


def test_the_cards_own_private_test_is_read_with_record_alone(entry: Path, data: FaceSet, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"tiny: --final would read the PrivateTest .*add --record"):
        measure_entry(entry, data, "fer2013.csv", True, tmp_path / "measured")

    assert not (tmp_path / "measured").exists()
    measure_entry(entry, data, "fer2013.csv", False, tmp_path / "measured")
    evaluate_entry(entry, data, "fer2013.csv", True)
    assert len(store.load_card(entry).private_readings) == 1
