"""How a model came to be: its runs in order, each in a sentence with its command."""

from typing import Any

import pytest

from emotion.models.lineage import Step, steps
from tests.support.released_model import card

COMMAND = "python -m training train --run runs/mine"


def test_the_runs_before_come_first_and_the_models_own_last() -> None:
    earlier = "python -m training train --run runs/first"
    first = {"command": earlier, "config": {"network": "blog", "epochs": 80}}
    own = {"command": COMMAND, "config": {"network": "blog", "epochs": 12, "start": "runs/first"}, "minutes": 13.8}

    assert steps(card(training=own | {"runs_before": {"runs/first": first}})) == [
        Step("runs/first", "80 epochs of the network blog; beginning anew.", earlier),
        Step(
            "runs/mine",
            "12 epochs of the network blog; beginning with the weights of runs/first; 14 minutes of training.",
            COMMAND,
        ),
    ]


@pytest.mark.parametrize(
    ("config", "expected"),
    [
        ({"votes": 0.7}, "70 % of each label from FER+'s votes"),
        ({"votes_head": 0.5}, "with a second head that learns FER+'s votes"),
        ({"votes_head": 0.5, "head": "votes"}, "with a second head that learns FER+'s votes and is the one kept"),
        ({"match": "a,b", "match_share": 0.7}, "70 % of what it is told from the answers of a and b"),
        ({"teacher": "a.npz", "teacher_share": 0.5}, "50 % of what it is told from the kept answers in a.npz"),
        ({"webcam": 0.3}, "30 % of the faces spoilt as webcams do"),
        ({"vp8": 0.2}, "20 % of the faces sent through the codec of video calls"),
    ],
)
def test_a_step_tells_what_its_settings_say(config: dict[str, Any], expected: str) -> None:
    (step,) = steps(card(training={"command": COMMAND, "config": config}))

    assert step.sentence == f"Beginning anew; {expected}."


@pytest.mark.parametrize(
    "config", [{"votes": 0.0}, {"match": "a", "match_share": 0.0}, {"teacher": "", "teacher_share": 0.5}]
)
def test_what_is_switched_off_is_not_told(config: dict[str, Any]) -> None:
    assert steps(card(training={"config": config})) == [Step("its own run", "Beginning anew.", "")]


@pytest.mark.parametrize("training", [{}, {"config": 3, "runs_before": []}, {"epochs": 5}])
def test_a_card_without_a_record_has_no_steps(training: dict[str, Any]) -> None:
    assert steps(card(training=training)) == []
