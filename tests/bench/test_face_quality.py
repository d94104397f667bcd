"""How the benchmark of face quality counts, and what it does to faces, on made ones."""

import dataclasses

import numpy as np
import pytest

from bench.face_quality import Row, beyond_edge, darkened, row, table
from emotion.labels import LABELS
from tests.support.fakes import Always
from training.data.faceset import FaceSet

RAMP = np.tile(np.arange(48, dtype=np.uint8), (2, 48, 1))  # from the left


def test_a_row_counts_sure_answers_and_the_wrong_ones_among_them() -> None:
    sure, right = (np.array(values, bool) for values in ([1, 1, 1, 0], [1, 0, 1, 0]))
    counted = row("width", "8", sure, right)
    assert (counted.faces, counted.answered, counted.wrong) == (4, 0.75, pytest.approx(1 / 3))
    assert row("width", "8", sure[:0], right[:0]) == Row("width", "8", 0, 0.0, 0.0)


@pytest.mark.parametrize("side", range(4))
def test_what_lies_beyond_the_edge_repeats_it(side: int) -> None:
    upright = np.rot90(RAMP, -side, (1, 2))
    cut = np.rot90(beyond_edge(upright, 0.25, side), side, (1, 2))
    assert (cut[:, :, :12] == 12).all()
    assert (cut[:, :, 12:] == RAMP[:, :, 12:]).all()


def test_less_light_brings_noise_and_the_face_as_it_is_none() -> None:
    faces = np.full((3, 48, 48), 200, np.uint8)
    assert (darkened(faces, 1) == faces).all()
    dark = darkened(faces, 0.1)
    assert dark.mean() == pytest.approx(20, abs=0.2)
    assert dark.std() == pytest.approx(2, abs=0.1)


def test_every_circumstance_has_its_rows_and_those_without_majority_do_not_count() -> None:
    votes = np.zeros((3, 10), np.int64)
    votes[0, LABELS.index("happy")] = votes[1, LABELS.index("sad")] = 10
    votes[2, :5] = 2
    faces = FaceSet.of([(np.full((48, 48), 100, np.uint8), 0, "public", str(index)) for index in range(3)])
    rows = list(table(dataclasses.replace(faces, votes=votes), Always("happy"), 0.5))

    assert {line.circumstance for line in rows} == {
        *("width, pixels", "mean grey level", "share beyond the edge"),
        *("yaw, degrees", "roll, degrees"),
    }
    assert rows[0] == Row("width, pixels", "48", 2, 1.0, 0.5)
    assert [line.faces for line in rows if line.level == "not found"] == [2, 2]


def test_without_votes_it_says_what_is_missing() -> None:
    faces = FaceSet.of([(np.zeros((48, 48), np.uint8), 0, "public", "0")])
    with pytest.raises(ValueError, match="votes of FER"):
        list(table(faces, Always("happy"), 0.5))
