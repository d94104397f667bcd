"""What `evaluation.json` keeps of an earlier one, and how the splits are joined."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from emotion.labels import LABELS
from emotion.models.evaluation import plain_values, typed
from emotion.models.figures import Robustness, SplitFigures
from tests.support.evaluations import robustness
from tests.support.training.documents import BARE, DATA, PART, always, split, with_votes
from tests.support.training.fixtures import Faces
from training.evaluation.document import evaluation
from training.evaluation.metrics import metrics
from training.evaluation.sets import figures
from training.runs import records


def test_both_tests_together_come_from_their_matrices() -> None:
    found = evaluation("network.tflite", "aa", DATA, {"public": split(3, 1), "private": split(1, 3)})

    expected = metrics(np.zeros(8, np.int64), np.concatenate([always(0, 4), always(2, 4)]))
    splits = plain_values(found)["splits"]
    assert list(splits) == ["public", "private", "together"]
    assert splits["together"] == expected


def written(path: Path, *splits: str, **more: Any) -> Path:
    """Write an evaluation of splits with two faces each."""
    found = evaluation("network.tflite", "aa", DATA, {name: split(1, 1) for name in splits}, **more)
    records.write_json(path, plain_values(found))
    return path


@pytest.mark.parametrize(
    ("sha256", "data", "kept"),
    [
        ("aa", DATA, True),
        ("aa", DATA | {"votes": {"public": "3" * 64}}, True),
        ("bb", DATA, False),
        ("aa", DATA | {"private": "4" * 64}, False),
        ("aa", DATA | {"train": "5" * 64}, False),
        ("aa", {}, False),
    ],
)
def test_what_was_measured_of_the_same_file_on_the_same_data_stays(
    sha256: str, data: dict[str, Any], kept: bool, tmp_path: Path
) -> None:
    others = {"ckplus": split(5, 0), "mine": split(6, 0)}
    path = written(tmp_path / "evaluation.json", "public", "private", robustness=robustness(), others=others)

    found = evaluation("network.tflite", sha256, data, {"public": split(3, 0)}, path, others={"mine": split(7, 0)})

    assert found.splits.public.count == 3
    assert found.data == data
    assert bool(found.splits.private) is bool(found.robustness) is bool(found.splits.together) is kept
    assert {name: one.count for name, one in found.others.items()} == ({"ckplus": 5} if kept else {}) | {"mine": 7}
    if kept:
        assert found.splits.together.count == 5


def test_an_evaluation_that_does_not_say_its_data_is_not_taken_over(tmp_path: Path) -> None:
    path = written(tmp_path / "evaluation.json", "public", "private")
    records.write_json(path, {name: one for name, one in records.read_json(path).items() if name != "data"})

    assert evaluation("network.tflite", "aa", DATA, {"public": split(3, 0)}, path).splits.private is None


def test_confidences_at_another_temperature_do_not_stay(faces_of: Faces, tmp_path: Path) -> None:
    path = tmp_path / "evaluation.json"
    data = with_votes(faces_of(7, 7, 7), [3, 3, 3, 6, 6, 9, 0])
    other = {"title": "CK+", **split(2, 1)}
    private = figures(data, "private", always(3, 7), 1.0)
    before = evaluation("a", "aa", DATA, {"private": private}, others={"ckplus": other})
    records.write_json(path, plain_values(before))
    public = figures(data, "public", always(3, 7), 0.5)

    kept = plain_values(evaluation("a", "aa", DATA, {"public": public}, path))

    confidence = {"calibration", "coverage", "thresholds"}
    assert set(kept["splits"]["private"]) == set(private) - confidence
    assert set(kept["splits"]["private"]["majority"]["without_twins"]) == PART - confidence
    assert kept["splits"]["private"]["voters"] == {"count": 0, "accuracy": 0.0}
    assert kept["others"]["ckplus"]["accuracy"] == pytest.approx(2 / 3)
    assert "calibration" not in kept["others"]["ckplus"]
    assert confidence < set(kept["splits"]["public"])
    same = evaluation("a", "aa", DATA, {"public": figures(data, "public", always(3, 7), 1.0)}, path)
    assert same.splits.private == before.splits.private


def alike(strength: float = 0.7, **more: Any) -> dict[str, Any]:
    return {"prior": [1 / 7] * 7, "strength": strength, "splits": {"public": split(3, 1)}, **more}


@pytest.mark.parametrize(("strength", "kept"), [(0.7, True), (0.6, False)])
def test_figures_with_another_strength_of_the_prior_do_not_stay(strength: float, kept: bool, tmp_path: Path) -> None:
    more: dict[str, Any] = {"robustness": robustness(), "others": {"ckplus": split(5, 0)}}
    path = written(tmp_path / "evaluation.json", "public", alike=alike(**more))

    found = evaluation("network.tflite", "aa", DATA, {"public": split(3, 0)}, path, alike=alike(strength))

    assert found.alike is not None
    assert (found.alike.strength, found.alike.splits.public.count) == (strength, 4)
    assert bool(found.alike.robustness) is bool(found.alike.others) is kept
    assert found.robustness is None


def test_without_a_calibration_for_it_no_figures_of_any_expression_alike_stay(tmp_path: Path) -> None:
    path = written(tmp_path / "evaluation.json", "public", alike=alike())

    assert evaluation("network.tflite", "aa", DATA, {"public": split(3, 0)}, path).alike is None


def test_new_robustness_takes_the_place_of_the_old(tmp_path: Path) -> None:
    path = written(tmp_path / "evaluation.json", "public", robustness=robustness(0.6))

    found = evaluation("network.tflite", "aa", DATA, {"public": split(1, 0)}, path, robustness=robustness(0.5))

    assert found.robustness == typed(robustness(0.5), Robustness)


def test_splits_of_few_figures_are_still_joined(tmp_path: Path) -> None:
    path = written(tmp_path / "evaluation.json", "private")
    values = records.read_json(path)
    old = {key: value for key, value in split(2, 2).items() if key in BARE}
    records.write_json(path, values | {"splits": {"private": old}})

    found = evaluation("network.tflite", "aa", DATA, {"public": split(4, 0)}, path)

    assert found.splits.private == typed(old, SplitFigures)
    assert found.splits.together.accuracy == 6 / 8
    assert "groups of people" in found.not_measured[0]
    assert (found.version, found.labels) == (2, LABELS)


@pytest.mark.parametrize("text", ["{", "[1]", '{"evaluated": {}}'])
def test_an_evaluation_of_another_form_stops_or_is_replaced(text: str, tmp_path: Path) -> None:
    path = tmp_path / "evaluation.json"
    path.write_text(text, encoding="utf-8")

    if text == "{":
        with pytest.raises(ValueError, match=r"evaluation\.json: no readable JSON"):
            evaluation("network.tflite", "aa", DATA, {"public": split(1, 0)}, path)
    else:
        assert evaluation("network.tflite", "aa", DATA, {"public": split(1, 0)}, path).splits.private is None
