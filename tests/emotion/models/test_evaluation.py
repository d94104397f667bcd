"""An evaluation is read within its bounds or refused in a sentence that names the place; and written as it was."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emotion.classification.calibration import Expectation
from emotion.labels import LABELS
from emotion.models import store
from emotion.models.evaluation import Evaluation, load_evaluation, plain_values, sets_of, typed
from emotion.models.figures import SplitFigures
from tests.support.evaluations import evaluated, evaluation, of_values, part
from training.runs.records import json_text

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
ROOT = store.MODELS.parent
SHIPPED = [*sorted(store.MODELS.glob("*/evaluation.json")), *sorted(ROOT.glob("training/teachers/*/evaluation.json"))]


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.parent.name)
def test_what_is_read_is_written_byte_for_byte(path: Path) -> None:
    assert json_text(plain_values(load_evaluation(path))) + "\n" == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("bare", [False, True])
def test_what_was_not_measured_is_not_written(bare: bool) -> None:
    document = evaluation(private=True, bare=bare)

    assert of_values(plain_values(of_values(document))) == of_values(document)
    assert json_text(plain_values(of_values(document))).count("without_near_duplicates") == (0 if bare else 2)


def changed(place: str, value: Any) -> dict[str, Any]:
    """Return an evaluation with another value at a place."""
    document = evaluation()
    *parents, last = place.split(".")
    target: Any = document
    for key in parents:
        target = target[int(key) if key.isdigit() else key]
    target[last] = value
    return document


@pytest.mark.parametrize(
    ("place", "value", "message"),
    [
        ("version", 1, "version: expected 2, found 1"),
        ("labels", ["happy"], "labels: expected angry, disgust, fear, happy, sad, surprise, neutral, found happy"),
        ("labels", [*LABELS[1:], LABELS[0]], "labels: expected angry, .* found disgust"),
        ("colour", "red", "object contains unknown field `colour`"),
        ("splits", 1, "splits: expected `object`, got `int`"),
        ("splits.train", {}, "splits: object contains unknown field `train`"),
        ("splits.public", {}, "splits.public: object missing required field `count`"),
        ("splits.public.accuracy", 1.01, "splits.public.accuracy: expected `float` <= 1.0"),
        ("splits.public.macro_f1", -0.01, "splits.public.macro_f1: expected `float` >= 0.0"),
        ("splits.public.count", -1, "splits.public.count: expected `int` >= 0"),
        ("splits.public.count", 2.5, "splits.public.count: expected `int`, got `float`"),
        ("splits.public.confusion.counts", [[0] * 7] * 6, "confusion.counts: expected `array` of length >= 7"),
        ("splits.public.confusion.counts", [[0] * 8] * 7, r"confusion.counts\[0\]: expected `array` of length <= 7"),
        ("splits.public.per_class", {"happy": 1}, r"splits.public.per_class\[...\]: expected `object`"),
        ("splits.public.per_class", {}, "splits.public: per_class: expected the labels angry, .* found none"),
        ("splits.public.majority.roc.area", {}, "splits.public.majority.roc: area: expected the labels"),
        ("splits.public.intervals.accuracy", [0.5], "intervals.accuracy: expected `array` of length 2, got 1"),
        ("splits.public.calibration.temperature", 0.0, "calibration.temperature: expected `float` > 0"),
        ("robustness.conditions", [{"name": "blur", "levels": [0, 1], "accuracy": [0.5]}], "expected 2 accuracies"),
        ("others.ckplus.count", -1, r"others\[...\].count: expected `int` >= 0"),
        ("sure", {"accuracy": 0.8, "share": 1.2}, "sure.share: expected `float` <= 1.0"),
    ],
)
def test_what_lies_outside_its_bounds_is_refused_with_its_place(place: str, value: Any, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        of_values(changed(place, value))


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff", b"[" * 100_000, b'{"version": NaN}', b'{"a": "\xff"}'])
def test_a_file_that_is_none_is_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "evaluation.json"
    path.write_bytes(content)

    with pytest.raises(ValueError, match=r"\w"):
        load_evaluation(path)


PLACES = ["splits", "splits.public", "splits.public.roc", "robustness", "others"]


@given(place=st.sampled_from(PLACES), value=VALUES)
def test_whatever_a_field_holds_it_is_read_or_refused(place: str, value: Any) -> None:
    refusal = ""
    try:
        read = of_values(changed(place, value))
    except ValueError as error:
        refusal = str(error)

    assert refusal.startswith(place.split(".")[0]) if refusal else isinstance(read, Evaluation)


def names(split: str, within: str, _: object) -> str:
    return f"{split}, {within}" if within else split


def test_every_set_of_faces_has_a_name_in_a_fixed_order() -> None:
    assert [names(*entry) for entry in sets_of(evaluated(private=True))] == [
        "PublicTest",
        "PublicTest, without twins",
        "PublicTest, without near-duplicates",
        "PublicTest, by FER+ majority",
        "PrivateTest",
        "PrivateTest, without twins",
        "PrivateTest, without near-duplicates",
        "PrivateTest, by FER+ majority",
        "Both together",
        "CK+",
    ]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"splits": {}}, []),
        ({}, ["PublicTest", "PublicTest, without twins"]),
        ({"splits": {"public": part() | {"without_twins": part() | {"count": 0}}}}, ["PublicTest"]),
        ({"splits": {}, "others": {"mine": part(), "none": part() | {"count": 0}}}, ["mine"]),
    ],
)
def test_sets_that_were_not_measured_or_have_no_face_are_left_out(changes: dict[str, Any], expected: list[str]) -> None:
    assert [names(*entry) for entry in sets_of(of_values(evaluation(bare=True) | changes))] == expected


def test_single_voters_are_a_set_too() -> None:
    voters = {"count": 5, "accuracy": 0.7}

    _, *others = sets_of(of_values(evaluation(bare=True) | {"splits": {"public": part() | {"voters": voters}}}))

    assert [(name, within, figures.accuracy) for name, within, figures in others] == [
        ("PublicTest", "by single voters", 0.7)
    ]


def test_what_was_measured_with_an_expectation_stands_in_the_same_fields() -> None:
    values = evaluation(0.5, private=True)
    other = evaluation(0.6)
    beside = {"prior": [1 / 7] * 7, "strength": 0.7, "sure": {"accuracy": 0.8, "share": 0.6}}
    values["alike"] = beside | {name: other[name] for name in ("splits", "robustness")}
    measured = of_values(values)

    alike = measured.expecting(Expectation.ALIKE)

    assert measured.expecting(Expectation.CROWD) is measured
    assert alike.splits == of_values(other).splits
    assert alike.splits.private is None
    assert alike.sure.share == 0.6
    assert alike.conversion == measured.conversion
    assert of_values(evaluation()).expecting(Expectation.ALIKE) == of_values(evaluation())


def test_scores_and_intervals_are_asked_for_by_name() -> None:
    figures = typed(part(), SplitFigures)

    assert figures.score("macro_f1") == figures.macro_f1
    assert figures.interval("accuracy") is None
    assert evaluated().splits.public.interval("accuracy") == pytest.approx(
        (figures.accuracy - 0.015, figures.accuracy + 0.016)
    )
