"""An export that fails, is stopped or would lose something leaves the store as it was."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.support.training.fixtures import Faces
from tests.support.training.stores import files, full_disk
from training.data.faceset import FaceSet
from training.evaluation.predictors import Predictor
from training.exporting import export as exporting
from training.exporting.card import ExportConfig
from training.exporting.export import export


def interrupted(*_: object, **__: object) -> None:
    raise KeyboardInterrupt


@pytest.mark.parametrize("failure", [full_disk, interrupted])
@pytest.mark.parametrize(
    "target", ["shutil.copyfile", "training.runs.records.write_json", "training.exporting.export.save_card"]
)
def test_an_export_that_ends_half_way_leaves_the_entry_before_it(
    target: str,
    failure: Callable[..., None],
    models: Path,
    tiny_run: Path,
    data: FaceSet,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = files(models)
    monkeypatch.setattr(exporting, "PRECISIONS", ("float32",))  # one conversion is enough here

    with monkeypatch.context() as patch:
        patch.setattr(target, failure)
        with pytest.raises((OSError, KeyboardInterrupt)):
            export(tiny_run, data, ExportConfig("tiny", models, ship="float32"))

    assert files(models) == before


def broken(content: bytes) -> Predictor:
    del content
    return lambda faces: np.tile(np.array([0, 0, 0, 0, 0, 0, 1], np.float32), (len(faces), 1))


def not_a_number(content: bytes) -> Predictor:
    del content
    return lambda faces: np.full((len(faces), 7), np.nan, np.float32)


@pytest.mark.parametrize("load", [broken, not_a_number])
@pytest.mark.parametrize("installed", [True, False])
def test_a_file_that_answers_otherwise_installs_nothing(
    load: Callable[[bytes], Predictor], installed: bool, models: Path, tiny_run: Path, data: FaceSet, tmp_path: Path
) -> None:
    store = models if installed else tmp_path
    before = files(store)

    with pytest.raises(ValueError, match=r"answers otherwise than its network.*Nothing was installed"):
        export(tiny_run, data, ExportConfig("tiny", store, ship="float16"), load)

    assert files(store) == before


def test_a_loss_of_accuracy_installs_nothing(
    tiny_run: Path, data: FaceSet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "PRECISIONS", ("float16",))
    monkeypatch.setattr(exporting, "LARGEST_LOSS", -0.01)

    with pytest.raises(ValueError, match=r"the float16 file loses 0.00 points of PublicTest accuracy"):
        export(tiny_run, data, ExportConfig("tiny", tmp_path, ship="float16"))

    assert files(tmp_path) == {}


@pytest.mark.parametrize(
    ("config", "message"),
    [
        ({"name": "../tiny"}, "name '../tiny': expected small letters"),
        ({"name": "tiny", "ship": "int4"}, "unknown precision 'int4': expected one of float32, float16, dynamic"),
        ({"name": "tiny", "calibrate_on": "me"}, "calibrate_on 'me': expected one of labels, voters"),
        ({"name": "tiny", "purpose": "a b c d e f g"}, "purpose: expected at most 6 words"),
    ],
)
def test_a_wrong_wish_is_refused(
    config: dict[str, Any], message: str, tiny_run: Path, data: FaceSet, tmp_path: Path
) -> None:
    with pytest.raises(ValueError, match=message):
        export(tiny_run, data, ExportConfig(**config, models=tmp_path))


@pytest.mark.parametrize("card", [None, "{"])
def test_an_entry_whose_readings_cannot_be_read_is_not_replaced(
    card: str | None, tiny_run: Path, data: FaceSet, tmp_path: Path
) -> None:
    (tmp_path / "tiny").mkdir()
    (tmp_path / "tiny/keep.txt").write_text("mine", encoding="utf-8")
    if card:
        (tmp_path / "tiny/card.json").write_text(card, encoding="utf-8")
    before = files(tmp_path)

    with pytest.raises(ValueError, match=r"move .*tiny away first"):
        export(tiny_run, data, ExportConfig("tiny", tmp_path, ship="float16"))

    assert files(tmp_path) == before


def test_a_run_without_public_faces_is_refused(tiny_run: Path, faces_of: Faces, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="needs PublicTest faces"):
        export(tiny_run, faces_of(7, 0, 7), ExportConfig("tiny", tmp_path, ship="float16"))
