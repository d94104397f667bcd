"""The chosen face in detail: the second guess, its quality, and the sentences of what an answer depends on."""

from dataclasses import replace

import numpy as np
import pytest

from emotion.labels import LABELS
from emotion.quality import FaceQuality, Issue
from emotion.results import Box, FaceResult
from emotion.web.photo.face import legend, most, quality, second_guess
from tests.support.fakes import face


def test_the_second_guess_is_the_second_best() -> None:
    values = {"happy": 0.5, "sad": 0.3}
    rest = tuple(values.get(label, 0.04) for label in LABELS)
    assert second_guess(FaceResult(Box(0, 0, 9, 9), rest, "happy", True, 1)) == "Second guess: sad, 30 %"


@pytest.mark.parametrize(
    ("seen", "words"),
    [
        (FaceQuality(), "The face: 60×50 pixels of the picture"),
        (
            FaceQuality(-12.4, 3.2, 0.934),
            "The face: 60×50 pixels of the picture, turned 12° to the left, tilted 3° to the right, "
            "detection score 0.93",
        ),
        (FaceQuality(0.4, -0.4), "The face: 60×50 pixels of the picture, not turned, not tilted"),
        (
            FaceQuality(issues=(Issue.TOO_SMALL, Issue.TOO_DARK)),
            "The face: 60×50 pixels of the picture, too small, too dark",
        ),
    ],
    ids=["unknown", "known", "straight", "issues"],
)
def test_how_well_a_face_is_seen_is_told_as_far_as_it_is_known(seen: FaceQuality, words: str) -> None:
    assert quality(replace(face(Box(0, 0, 60, 50)), quality=seen)) == words


def test_a_map_is_told_in_words_as_well() -> None:
    falls = np.zeros((7, 7), np.float32)
    assert most(falls, "fear") == "Covering no single patch lowers fear."
    falls[5, 3] = 0.47
    assert most(falls, "fear") == "Most: fear falls by 47 points where row 6, column 4 of 7 is covered."
    assert "<span>47 points less fear</span>" in legend(0.47, "fear")
