"""What `evaluation.json` says of each set of faces."""

import dataclasses
from pathlib import Path

import numpy as np
import pytest

from emotion.classification.calibration import tempered
from emotion.models.evaluation import typed
from emotion.models.figures import SplitFigures
from tests.support.training.documents import BARE, PART, always, with_votes
from tests.support.training.fixtures import Faces
from training.evaluation.metrics import metrics
from training.evaluation.reliability import reliability
from training.evaluation.sets import by_voters, figures, part, voters
from training.runs import records


def test_a_part_has_every_figure_of_the_format() -> None:
    labels = np.array([3, 3, 0])

    found = part(labels, always(3, 3), 0.5)

    assert set(found) == PART
    assert {key: found[key] for key in BARE} == metrics(labels, always(3, 3))
    assert found["calibration"]["after"] == reliability(labels, tempered(always(3, 3), 0.5))
    assert found["coverage"]["threshold"][0] == pytest.approx(tempered(always(3, 1), 0.5).max())
    assert set(found["intervals"]) == {"accuracy", "balanced_accuracy", "macro_f1"}


def test_a_part_without_faces_can_be_written_down(tmp_path: Path) -> None:
    records.write_json(tmp_path / "part.json", part(np.empty(0, np.int64), np.empty((0, 7)), 1.0))

    assert records.read_json(tmp_path / "part.json")["count"] == 0


def test_faces_of_known_sizes_are_told_by_size_and_others_not(faces_of: Faces) -> None:
    data, answers = faces_of(0, 7, 0), always(3, 7)
    sized = dataclasses.replace(data, sizes=np.array([0, 30, 60, 61, 100, 300, 301]))

    found = typed(figures(sized, "public", answers, 1.0), SplitFigures)
    assert [slicing.name for slicing in found.slices] == ["light", "contrast", "sharpness", "size"]
    assert [group.count for group in found.slices[-1].groups] == [1, 2, 1, 2]
    plain = typed(figures(data, "public", answers, 1.0), SplitFigures)
    assert plain.slices == found.slices[:-1]


def test_exact_duplicates_in_other_splits_are_left_out_of_the_second_figures(faces_of: Faces) -> None:
    data = faces_of(7, 7, 7)
    data.pixels[7] = data.pixels[0]  # angry, PublicTest and Training
    data.pixels[9] = data.pixels[16]  # fear, PublicTest and PrivateTest
    data.pixels[11] = data.pixels[8]  # two in PublicTest are not counted

    public = figures(data, "public", always(3, 7), 1.0)

    assert public["count"] == 7
    assert public["accuracy"] == pytest.approx(1 / 7)
    assert set(public["without_twins"]) == PART
    assert public["without_twins"]["count"] == 5
    assert public["without_twins"]["accuracy"] == pytest.approx(1 / 5)
    assert public["without_twins"]["per_class"]["angry"]["support"] == 0
    assert figures(data, "private", always(3, 7), 1.0)["without_twins"]["count"] == 6
    assert public["without_near_duplicates"] == public["without_twins"]
    assert "majority" not in public


def test_photographs_that_look_the_same_are_left_out_of_the_third_figures(faces_of: Faces) -> None:
    data = faces_of(7, 7, 7)
    data.pixels[7] = data.pixels[0][:, ::-1]  # angry, PublicTest and Training

    public = figures(data, "public", always(3, 7), 1.0)

    assert public["without_twins"]["count"] == 7
    assert set(public["without_near_duplicates"]) == PART
    assert public["without_near_duplicates"]["count"] == 6
    assert public["without_near_duplicates"]["per_class"]["angry"]["support"] == 0


def test_the_majority_is_the_truth_of_the_faces_that_have_one(faces_of: Faces) -> None:
    data = with_votes(faces_of(7, 7, 7), [3, 3, 3, None, 6, 9, 0])  # the sixth is voted not a face
    data.pixels[13] = data.pixels[0]  # the last of PublicTest

    found = figures(data, "public", always(3, 7), 1.0)["majority"]

    assert (found["count"], found["accuracy"]) == (5, pytest.approx(3 / 5))
    assert found["per_class"]["happy"]["support"] == 3
    assert (found["without_twins"]["count"], found["without_twins"]["accuracy"]) == (4, pytest.approx(3 / 4))
    assert set(found["without_twins"]) == PART


def test_a_split_is_also_told_in_groups(faces_of: Faces) -> None:
    public = figures(with_votes(faces_of(7, 7, 7), [3, 3, 3, 6, 6, 9, 0]), "public", always(3, 7), 1.0)

    for slicing in (*public["slices"], *public["majority"]["slices"]):
        assert slicing["name"] in ("light", "contrast", "sharpness")
        assert len(slicing["groups"]) == 3
    assert sum(one["count"] for one in public["slices"][0]["groups"]) == public["count"]
    assert sum(one["count"] for one in public["majority"]["slices"][0]["groups"]) == public["majority"]["count"]
    agreement = public["agreement"]
    assert sum(one["count"] for one in agreement["groups"]) + agreement["left_out"] == 7


def test_voters_agree_by_their_share(faces_of: Faces) -> None:
    data = with_votes(faces_of(7, 7, 7), [3, 3, 3, None, 6, 9, 0])
    counts = data.votes
    assert counts is not None
    counts[7] = [0, 0, 0, 3, 1, 0, 0, 0, 6, 0]  # four of ten for our labels are too few
    counts[8] = [1, 0, 0, 4, 0, 0, 0, 5, 0, 0]  # five of ten are enough

    found = figures(data, "public", always(3, 7), 0.5)["voters"]

    # Of happy: 4/5, all, 3/10 (of the undecided), none twice; the one that is no face has no say.
    assert set(found) == {"count", "accuracy", "calibration", "coverage", "thresholds"}
    assert found["count"] == 5
    assert found["accuracy"] == pytest.approx((0.8 + 1 + 0.3) / 5)
    assert found["calibration"]["temperature"] == 0.5
    assert found["calibration"]["before"]["ece"] == pytest.approx(abs(found["accuracy"] - 0.4))
    assert found["coverage"]["accuracy"][-1] == pytest.approx(found["accuracy"])


def test_faces_without_votes_have_no_voters(faces_of: Faces) -> None:
    with pytest.raises(ValueError, match=r"needs FER\+ votes"):
        by_voters(faces_of(7, 0, 0), always(3, 7))
    without = with_votes(faces_of(0, 1, 0), [9])
    assert voters(without, always(3, 1), 1.0)["count"] == 0
