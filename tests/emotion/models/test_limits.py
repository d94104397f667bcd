"""What a model is said to be bad at, and nothing that was not measured."""

from typing import Any

from emotion.models import limits
from tests.support.evaluations import evaluation, of_values
from tests.support.released_model import card


def weak_points(document: dict[str, Any], calibrated_on: str = "labels") -> list[str]:
    return limits.weak_points(card(calibrated_on=calibrated_on), of_values(document))


def test_weak_points_name_the_best_and_the_worst_label_and_harder_pictures() -> None:
    document = evaluation()
    document["splits"]["public"]["per_class"]["fear"]["recall"] = 0.434
    document["splits"]["public"]["per_class"]["happy"]["recall"] = 0.895
    document["splits"]["public"] |= {"accuracy": 0.678, "balanced_accuracy": 0.641}
    recalls = {"balanced_accuracy": [0.641, 0.622, 0.531]}
    document["robustness"]["conditions"] = [
        {"name": "size", "levels": [48, 36, 24], "accuracy": [0.678, 0.657, 0.562], **recalls},
        {"name": "mouth", "levels": [0, 0.5, 1], "accuracy": [0.678, 0.641, 0.591]},
    ]

    assert weak_points(document) == [
        "On PublicTest it finds 90 of 100 faces labelled Happy, but only 43 of 100 labelled Fear.",
        "Harder pictures cost accuracy. Of the faces of PublicTest it reads 68 % right as they are (mean "
        "recall 64 %), 56 % (53 %) with faces only 24 pixels wide, 59 % with the mouth hidden.",
    ]


def test_a_network_of_voters_is_judged_by_their_majority() -> None:
    document = evaluation()
    majority = document["splits"]["public"]["majority"]
    majority |= {"accuracy": 0.895, "balanced_accuracy": 0.842}
    majority["per_class"]["sad"]["recall"], majority["per_class"]["happy"]["recall"] = 0.31, 0.97
    majority["per_class"]["surprise"]["recall"] = 0.96
    document["robustness"]["conditions"] = [
        {"name": "size", "levels": [48, 24], "accuracy": [0.6, 0.5], "majority_accuracy": [0.895, 0.861]}
        | {"majority_balanced_accuracy": [0.842, 0.817]}
    ]

    assert weak_points(document, "voters") == [
        "On PublicTest it finds 97 of 100 faces that most voters call Happy, but only 31 of 100 that most voters call "
        "Sad.",
        "Harder pictures cost accuracy. Of the faces of PublicTest that most voters agree on it reads 90 % right as "
        "they are (mean recall 84 %), 86 % (82 %) with faces only 24 pixels wide.",
    ]


def test_labels_are_judged_on_privatetest_where_it_was_read() -> None:
    first, _ = weak_points(evaluation(private=True))

    assert first.startswith("On PrivateTest ")


def test_what_was_not_measured_is_not_said() -> None:
    assert limits.weak_points(card(), None) == []
    assert weak_points(evaluation() | {"splits": {}}) == []
    assert len(weak_points(evaluation(bare=True))) == 1
    assert weak_points(evaluation(bare=True), "voters") == []


def test_a_condition_without_votes_or_that_level_is_left_out() -> None:
    condition = {"name": "size", "levels": [48, 36], "accuracy": [0.6, 0.5]}
    document = evaluation()
    document["robustness"]["conditions"] = [condition, {"name": "mouth", "levels": [0, 1], "accuracy": [0.6, 0.5]}]

    assert weak_points(document)[1].endswith("), 50 % with the mouth hidden.")
    assert len(weak_points(document, "voters")) == 1
