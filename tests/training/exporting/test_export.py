"""From a finished run to an installed network that the app can load, once for real; and nothing half done."""

import csv
import dataclasses
import errno
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from emotion import model_store
from emotion.expressions import LiteRTClassifier
from emotion.labels import LABELS
from training import records
from training.data.faceset import FaceSet
from training.environment import ENVIRONMENT, machine, versions
from training.evaluation.evaluate import evaluate_entry
from training.evaluation.predictors import Predictor, keras_predictor, litert_predictor
from training.exporting import export as exporting
from training.exporting.card import ExportConfig
from training.exporting.convert import BOUNDS, PRECISIONS, convert, difference
from training.exporting.export import describe, export
from training.muted import muted
from training.run_folder import best_network

Faces = Callable[..., FaceSet]


@pytest.fixture(scope="module")
def data(faces_of: Faces) -> FaceSet:
    return faces_of(56, 21, 14)


@pytest.fixture(scope="module")
def models(tiny_run: Path, data: FaceSet, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store in which the tiny run is installed as `tiny`."""
    folder = tmp_path_factory.mktemp("models")
    export(tiny_run, data, ExportConfig("tiny", folder, title="Tiny", ship="float16", source="fer2013.csv"))
    return folder


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_installed_network_answers_as_the_trained_one(models: Path, tiny_run: Path, data: FaceSet) -> None:
    card, content = model_store.load_network(models / "tiny")
    faces = data.split("public").pixels

    found = LiteRTClassifier(content).classify(faces)

    expected = keras_predictor(best_network(tiny_run))(faces)
    assert np.ptp(expected, axis=0).max() > 0.3, "the comparison below needs a network that tells faces apart"
    np.testing.assert_allclose(found, expected, atol=BOUNDS["float16"][0])
    assert card.files["litert"].precision == "float16"


def test_the_card_tells_all_that_is_needed(models: Path, tiny_run: Path) -> None:
    card = model_store.load_card(models / "tiny")

    assert (card.name, card.title, card.labels, card.input_shape) == ("tiny", "Tiny", LABELS, (48, 48, 1))
    assert card.parameters == best_network(tiny_run).count_params()
    assert card.multiply_adds == 12 * 12 * 3 * 3 * 4 + 12 * 12 * 4 * 7
    assert 0.05 < card.temperature < 20
    assert 0 <= card.threshold <= 1
    assert set(card.metrics) == {"public", "sure", "conversion"}
    public = card.metrics["public"]
    assert public["count"] == public["without_twins"]["count"] == 21
    assert set(public["intervals"]) == {"accuracy", "balanced_accuracy", "macro_f1"}
    assert 0 <= public["ece"] <= 1
    assert "majority" not in public
    assert card.data["counts"]["train"] == dict.fromkeys(LABELS, 8)
    assert card.training["command"].startswith("python -m training train --data fer2013.csv --run tiny --network tiny")
    assert card.training["config"]["epochs"] == card.training["epochs"] == 3
    assert card.training["minutes"] >= 0
    assert set(card.versions) == {"python", "tensorflow", "keras", "numpy", "ai-edge-litert"}
    assert "own terms are unclear" in card.terms
    assert card.private_readings == ()
    for role in card.files:
        model_store.load_network(models / "tiny", role)  # compares each file with its sha256


def test_the_entry_has_its_history_and_its_evaluation(models: Path, tiny_run: Path) -> None:
    with open(models / "tiny/history.csv", newline="", encoding="utf-8") as file:
        assert [row["epoch"] for row in csv.DictReader(file)] == ["1", "2", "3"]
    written = json.loads((models / "tiny/evaluation.json").read_text(encoding="utf-8"))
    card = model_store.load_card(models / "tiny")

    assert list(written["splits"]) == ["public"]
    assert written["evaluated"]["sha256"] == card.files["litert"].sha256
    assert written["splits"]["public"]["accuracy"] == card.metrics["public"]["accuracy"]
    assert written["splits"]["public"]["calibration"]["temperature"] == card.temperature


def test_the_card_says_on_what_the_run_was_made(
    tiny_run: Path, data: FaceSet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "PRECISIONS", ("float32",))
    run = tmp_path / "run"
    shutil.copytree(tiny_run, run)
    records.write_json(run / ENVIRONMENT, {"backend": "jax", "machine": {"processors": 64}})

    card = export(run, data, ExportConfig("tiny", tmp_path / "models", ship="float32"))

    assert card.training["environment"] == {"backend": "jax", "machine": {"processors": 64}}
    assert card.training["machine"] == machine()
    assert card.versions == versions()


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


def test_the_description_names_each_precision(models: Path) -> None:
    text = describe(model_store.load_card(models / "tiny"))

    assert all(f"\n{name}: " in text for name in PRECISIONS)


def test_readings_of_private_test_survive_a_new_export(
    tiny_run: Path, data: FaceSet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "PRECISIONS", ("float32",))  # one conversion is enough here
    config = ExportConfig("tiny", tmp_path, ship="float32")
    export(tiny_run, data, config)
    evaluated = evaluate_entry(tmp_path / "tiny", data, "fer2013.csv", final=True)

    card = export(tiny_run, data, config)

    (reading,) = card.private_readings
    assert reading["accuracy"] == evaluated["splits"]["private"]["accuracy"]
    assert (reading["file"], reading["count"], reading["data"]) == ("network.tflite", 14, "fer2013.csv")
    assert model_store.load_card(tmp_path / "tiny") == card


def test_evaluating_an_entry_keeps_it_whole(models: Path, data: FaceSet) -> None:
    before = model_store.load_card(models / "tiny")

    evaluate_entry(models / "tiny", data, "fer2013.csv", final=False)

    after, _ = model_store.load_network(models / "tiny", "evaluation")
    assert after.metrics == before.metrics
    assert after.files["litert"] == before.files["litert"]
    assert after.private_readings == ()


def test_an_entry_is_evaluated_with_the_temperature_of_its_card(models: Path, data: FaceSet, tmp_path: Path) -> None:
    shutil.copytree(models / "tiny", tmp_path / "tiny")
    card = dataclasses.replace(model_store.load_card(tmp_path / "tiny"), temperature=3.5)
    model_store.save_card(tmp_path / "tiny", card)

    document = evaluate_entry(tmp_path / "tiny", data, "fer2013.csv", final=True)

    after, content = model_store.load_network(tmp_path / "tiny", "evaluation")
    assert json.loads(content) == document
    assert [split["calibration"]["temperature"] for split in list(document["splits"].values())[:2]] == [3.5, 3.5]
    assert set(after.metrics) == {"public", "private", "together", "sure", "conversion"}
    assert after.metrics["together"]["count"] == 35


@pytest.mark.parametrize("target", ["training.evaluation.evaluate.save_card", "pathlib.Path.write_text"])
def test_a_full_disk_leaves_an_evaluated_entry_as_it_was(
    target: str, models: Path, data: FaceSet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(models / "tiny", tmp_path / "tiny")
    (tmp_path / "tiny/evaluation.json").write_text("{}", encoding="utf-8")
    before = files(tmp_path)

    with monkeypatch.context() as patch:
        patch.setattr(target, full_disk)
        with pytest.raises(OSError, match=r"No space left on device: .*evaluation\.json"):
            evaluate_entry(tmp_path / "tiny", data, "fer2013.csv", final=False)

    assert files(tmp_path) == before


def full_disk(*_: object, **__: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def interrupted(*_: object, **__: object) -> None:
    raise KeyboardInterrupt


@pytest.mark.parametrize("failure", [full_disk, interrupted])
@pytest.mark.parametrize(
    "target", ["shutil.copyfile", "training.records.write_json", "training.exporting.export.save_card"]
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
    return lambda faces: np.tile(np.float32([0, 0, 0, 0, 0, 0, 1]), (len(faces), 1))


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
    ],
)
def test_a_wrong_wish_is_refused(
    config: dict[str, str], message: str, tiny_run: Path, data: FaceSet, tmp_path: Path
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
        convert(best_network(tiny_run), "int4")


def fail_loudly() -> None:
    with muted("It failed"):
        print("what was printed", flush=True)
        raise KeyError("a reason")


def test_a_muted_failure_keeps_its_reason(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(RuntimeError, match="It failed: 'a reason'"):
        fail_loudly()

    assert capfd.readouterr() == ("", "")


def test_the_default_predictor_is_the_apps(models: Path, data: FaceSet) -> None:
    _, content = model_store.load_network(models / "tiny")
    faces = data.split("public").pixels

    np.testing.assert_array_equal(litert_predictor(content)(faces), LiteRTClassifier(content).classify(faces))


def test_readings_of_a_missing_entry_are_none(tmp_path: Path) -> None:
    assert records.readings_of_entry(tmp_path / "nothing") == []
