"""Face image quality: where each issue begins, and that none flickers."""

import pytest

from emotion.quality import (
    COMES,
    DARKEST,
    FURTHEST,
    GOES,
    HARD_TO_TELL,
    ISSUES,
    LOWEST_SCORE,
    NOT_A_FACE,
    OUTSIDE,
    SMALLEST,
    UNKNOWN,
    FaceQuality,
    Issue,
    SteadyFlags,
    SteadyQuality,
    mask,
    unmasked,
)

GOOD = {"side": 100.0, "brightness": 100.0, "outside": 0.0, "yaw": 0.0, "roll": 0.0, "score": 0.9}


@pytest.mark.parametrize(
    ("change", "issues"),
    [
        ({}, ()),
        ({"side": SMALLEST}, ()),
        ({"side": SMALLEST - 0.1}, (Issue.TOO_SMALL,)),
        ({"brightness": DARKEST}, ()),
        ({"brightness": DARKEST - 0.1}, (Issue.TOO_DARK,)),
        ({"yaw": FURTHEST - 0.1}, ()),
        ({"yaw": FURTHEST}, (Issue.TURNED_AWAY,)),
        ({"yaw": -FURTHEST}, (Issue.TURNED_AWAY,)),
        ({"outside": OUTSIDE}, ()),
        ({"outside": OUTSIDE + 0.01}, (Issue.CUT_OFF,)),
        ({"score": LOWEST_SCORE}, ()),
        ({"score": LOWEST_SCORE - 0.01}, (Issue.LOW_SCORE,)),
        ({"no_face": NOT_A_FACE - 0.01}, ()),
        ({"no_face": NOT_A_FACE}, (Issue.NOT_A_FACE,)),
        ({"cannot_tell": HARD_TO_TELL - 0.01}, ()),
        ({"cannot_tell": HARD_TO_TELL}, (Issue.HARD_TO_TELL,)),
        ({"roll": 90.0}, ()),
        ({"yaw": None, "roll": None, "score": None}, ()),
        (
            {
                "side": 5.0,
                "brightness": 1.0,
                "yaw": 80.0,
                "outside": 0.5,
                "score": 0.3,
                "no_face": 1.0,
                "cannot_tell": 1.0,
            },
            ISSUES,
        ),
    ],
)
def test_each_issue_begins_at_its_limit(change: dict[str, float], issues: tuple[Issue, ...]) -> None:
    quality = FaceQuality.of(**{**GOOD, **change})
    assert quality.issues == issues
    assert quality.usable is (not issues)
    assert quality.words == tuple(issue.value for issue in issues)


def test_what_is_known_is_kept() -> None:
    quality = FaceQuality.of(100, 100, 0, -12.5, 3.25, 0.8)
    assert (quality.yaw, quality.roll, quality.score) == (-12.5, 3.25, 0.8)
    assert FaceQuality.of(100, 100, 0) == UNKNOWN


@pytest.mark.parametrize("bits", range(1 << len(ISSUES)))
def test_issues_survive_as_bits(bits: int) -> None:
    assert mask(unmasked(bits)) == bits


def test_flags_come_and_go_at_two_bounds() -> None:
    flags = SteadyFlags([False])
    seen = []
    for newest in [True] * 4 + [False] * 4:
        flags.update([newest], 0.4)
        seen.append(flags.flags[0])
    # 0.40, 0.64, 0.78, 0.87, then 0.52, 0.31, 0.19, 0.11
    assert seen == [False, False, True, True, True, True, False, False]
    assert GOES < 0.5 < COMES


def test_without_smoothing_flags_are_those_of_each_frame() -> None:
    flags = SteadyFlags([True])
    for newest in (False, True, False):
        flags.update([newest], 1.0)
        assert flags.flags == (newest,)


def test_steady_quality_holds_the_issue_while_turn_and_score_follow() -> None:
    steady = SteadyQuality(UNKNOWN)
    steady.update(FaceQuality(50, 1, 0.5, (Issue.TURNED_AWAY,)), 0.1)
    assert steady.now == FaceQuality(50, 1, 0.5)
    for _ in range(20):
        steady.update(FaceQuality(51, 2, 0.6, (Issue.TURNED_AWAY,)), 0.1)
    assert steady.now == FaceQuality(51, 2, 0.6, (Issue.TURNED_AWAY,))
