"""What is said of a model: the figures of its card and evaluation, and nothing that is not there."""

from typing import Any

import pytest

from emotion.classification.calibration import Expectation
from emotion.labels import LABELS
from emotion.models import facts
from emotion.models.evaluation import Evaluation
from tests.support.evaluations import evaluation, full_part, of_values, part
from tests.support.released_model import BARE, card

CROWD = Expectation.CROWD
FEW = part() | {"count": 3589, "accuracy": 0.67763}
RECALL = f"{100 * FEW['balanced_accuracy']:.1f} %"
CALIBRATION = full_part()["calibration"]
COUNTS = dict(zip(LABELS, (3995, 436, 4097, 7215, 4830, 3171, 4965), strict=True))


def measured(splits: dict[str, Any], **more: Any) -> Evaluation:
    return of_values(evaluation(bare=True) | {"splits": splits} | more)


def calibrated(ece: float) -> dict[str, Any]:
    return {"calibration": CALIBRATION | {"after": CALIBRATION["after"] | {"ece": ece}}}


@pytest.mark.parametrize(
    ("splits", "name", "expected"),
    [
        ({"public": FEW}, "Right on PublicTest", "67.8 % of 3,589 faces"),
        ({"private": FEW | {"accuracy": 0.5}}, "Right on PrivateTest", "50.0 % of 3,589 faces"),
        (
            {"together": FEW | {"accuracy": 0.68, "count": 7178}},
            "Right on both parts",
            "68.0 % of 7,178 faces",
        ),
        (
            {"private": part() | {"without_twins": FEW}},
            "PrivateTest without twins",
            "67.8 % of 3,589 faces",
        ),
        (
            {"public": part() | {"without_near_duplicates": FEW}},
            "PublicTest without near-duplicates",
            "67.8 % of 3,589 faces",
        ),
        (
            {"public": part() | {"majority": FEW}},
            "PublicTest by FER+ majority",
            "67.8 % of 3,589 faces",
        ),
        ({"public": part() | calibrated(0.0291)}, "Calibration error, PublicTest", "2.9 points"),
        ({}, "Sure from", "a confidence of 56 %"),
        ({}, "Temperature", "0.9287"),
        ({}, "Confidence says", "how often it is right"),
    ],
)
def test_what_a_network_is_worth_comes_from_its_evaluation(splits: dict[str, Any], name: str, expected: str) -> None:
    recall = f", mean recall {RECALL}" if expected.endswith("faces") else ""

    assert facts.worth(BARE, measured(splits), CROWD)[name] == expected + recall


def test_what_the_threshold_gives_is_said() -> None:
    worth = facts.worth(BARE, measured({}, sure={"accuracy": 0.8, "share": 0.693}), CROWD)

    assert worth["Sure answers"] == "69 % of the answers, 80 % of them right"


def test_a_confidence_that_voters_gave_says_how_many_agree() -> None:
    voters = {"count": 5, "accuracy": 0.7} | calibrated(0.0124)
    splits = {"public": part() | calibrated(0.0291) | {"voters": voters}}

    worth = facts.worth(card(calibrated_on="voters"), measured(splits, sure={"accuracy": 0.8, "share": 0.75}), CROWD)

    assert worth["Calibration error, PublicTest"] == "1.2 points"
    assert worth["Sure answers"] == "75 % of the answers, 80 % of FER+'s voters agree with them"
    assert worth["Confidence says"] == "how many of ten people would choose the word"


@pytest.mark.parametrize("evaluated", [None, measured({})])
def test_figures_that_are_missing_are_left_out(evaluated: Evaluation | None) -> None:
    assert set(facts.worth(BARE, evaluated, CROWD)) == {"Sure from", "Temperature", "Confidence says"}


def test_faults_of_the_data_are_counted_from_the_evaluation() -> None:
    whole = FEW | {"without_twins": FEW | {"count": 3283}}
    agreed = {"majority": FEW | {"count": 2854}}
    evaluated = measured({"public": whole | agreed, "private": whole})

    assert facts.twins(evaluated) == (
        "306 of the 3,589 faces of PublicTest and 306 of the 3,589 faces of PrivateTest have an identical picture in "
        "another part."
    )
    new = measured({"public": whole | {"without_near_duplicates": FEW | {"count": 3060}}})
    assert facts.twins(new).endswith(
        "another part. Counting the same photograph in another crop or copy, 529 of the 3,589 faces of PublicTest do."
    )
    assert facts.agreed(evaluated) == (
        "More than half of them chose the same of the seven words for 2,854 of the 3,589 faces of PublicTest."
    )
    assert facts.rarest_label(card(data={"counts": {"train": COUNTS}})) == (
        "Of the 28,709 faces to learn from, 436 are labelled Disgust."
    )


def test_without_counts_nothing_is_said_of_the_data() -> None:
    assert (facts.twins(None), facts.agreed(None), facts.rarest_label(BARE)) == ("", "", "")
    assert (facts.twins(measured({})), facts.agreed(measured({}))) == ("", "")
    assert facts.label_counts(BARE) == {}


def test_faces_are_counted_by_label_and_part() -> None:
    counts = facts.label_counts(card(data={"counts": {"train": COUNTS, "private": {"angry": 491, "fear": None}}}))

    assert list(counts) == ["Label", "Training", "PrivateTest"]
    assert counts["Label"] == ["Angry", "Disgust", "Fear", "Happy", "Sad", "Surprise", "Neutral", "All"]
    assert counts["Training"] == ["3,995", "436", "4,097", "7,215", "4,830", "3,171", "4,965", "28,709"]
    assert counts["PrivateTest"] == ["491", *["–"] * 6, "491"]


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        ({}, ""),
        ({"accuracy": 0.55, "count": 7178, "differs": ""}, ""),
        ({"author": "", "year": None}, ""),
        ({"author": "A. Author", "year": 2021}, "A. Author, 2021"),
        ({"author": "A. Author"}, "A. Author"),
        ({"year": 2021}, "2021"),
    ],
)
def test_an_article_is_named_by_author_and_year_as_far_as_they_are_known(
    published: dict[str, Any], expected: str
) -> None:
    assert facts.article(card(training={"published": published})) == expected
