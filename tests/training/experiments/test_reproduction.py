"""How an installed network was made: its runs in order, the figures side by side, the spread of short runs."""

import dataclasses
from pathlib import Path
from typing import Any

import pytest

from emotion.models.card import StoredFile
from emotion.models.evaluation import Evaluation
from emotion.models.store import save_card
from tests.support.evaluations import evaluation, of_values, part
from tests.support.training.cards import CONFIG, card, made
from training.experiments.reproduction import (
    best_accuracy,
    check_published,
    comparison,
    rebuild,
    shorter,
    spread,
    stages,
)
from training.runs.config import TrainingConfig
from training.runs.history import write_history


def test_a_network_of_one_run_has_one_stage() -> None:
    assert stages(card(**made(CONFIG))) == {"mine": CONFIG}
    assert stages(card(config={"epochs": 5})) == {"mine": TrainingConfig(epochs=5)}


def test_the_runs_that_others_need_come_first_and_once() -> None:
    first = CONFIG
    second, third = (dataclasses.replace(CONFIG, start="runs/1", seed=seed) for seed in (2, 3))
    last = dataclasses.replace(CONFIG, start="runs/2,runs/3", match="runs/1,runs/3", match_share=0.5)
    before = {f"runs/{number}": made(config) for number, config in ((3, third), (2, second), (1, first))}

    found = stages(card(**made(last, runs_before=before)))

    assert list(found.items()) == [
        ("runs/1", first),
        ("runs/2", second),
        ("runs/3", third),
        ("mine", last),
    ]


def test_a_published_network_is_used_as_it_is(tmp_path: Path) -> None:
    taught = dataclasses.replace(CONFIG, match="models/old,runs/1", match_share=0.5)
    teachers = {"models/old": {"name": "old", "sha256": "0"}}
    found = stages(card(**made(taught, runs_before={"runs/1": made(CONFIG)}, builds_on=teachers)))
    trained: list[TrainingConfig] = []

    rebuild(found, tmp_path, lambda config, folder: trained.append(config))

    assert list(found) == ["runs/1", "mine"]
    assert trained == [CONFIG, dataclasses.replace(taught, match=f"models/old,{tmp_path / 'stage1'}")]


def test_another_published_network_under_the_same_name_is_refused(tmp_path: Path) -> None:
    file = StoredFile("network.tflite", "1", 5)
    mine = card(**made(CONFIG), builds_on={str(tmp_path): {"name": "old", "sha256": "1"}})

    save_card(tmp_path, dataclasses.replace(card(), files={"litert": file}))
    check_published(mine)
    save_card(tmp_path, dataclasses.replace(card(), files={"litert": dataclasses.replace(file, sha256="2")}))
    with pytest.raises(ValueError, match="not what mine builds on, whose file has the sha256 1"):
        check_published(mine)


@pytest.mark.parametrize(
    ("making", "message"),
    [
        ({}, "mine: its card does not say how it was made"),
        ({"config": {"epoch": 3}}, "does not say how it was made"),
        ({"config": "none"}, "does not say how it was made"),
        ({"config": {"start": "runs/votes"}}, "does not say how the weights of runs/votes were made"),
        (
            {"config": {"match": "a,b", "match_share": 0.5}, "runs_before": {"a": {"config": {}}}},
            "the weights of b were",
        ),
        ({"config": {"start": "a"}, "runs_before": {"a": {}}}, "does not say how it was made"),
        ({"config": {"start": "a"}, "runs_before": {"a": {"config": {"start": "a"}}}}, "the weights of a were made"),
    ],
)
def test_a_card_that_says_too_little_is_refused(making: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        stages(card(**making))


def test_what_an_older_version_made_is_left_to_it() -> None:
    older = {"version": "1.0.0", "commit": "6032593", "library": "PyTorch", "package": "torch"}

    with pytest.raises(ValueError, match=r"^mine: this version would train something else; the same command makes") as (
        refused
    ):
        stages(card(**made(CONFIG, commands_of=older)))

    assert str(refused.value).endswith(
        "after git checkout 6032593  # version 1.0.0, whose training also needs PyTorch: pip install torch"
    )


def test_each_run_is_given_those_before(tmp_path: Path) -> None:
    trained: list[tuple[TrainingConfig, Path]] = []
    second = dataclasses.replace(CONFIG, start="gone", seed=2)
    third = dataclasses.replace(CONFIG, start="gone,gone/too", match="gone/too", match_share=0.5, seed=3)
    parts = {"gone": CONFIG, "gone/too": second, "mine": third}

    run = rebuild(parts, tmp_path, lambda config, folder: trained.append((config, folder)))

    one, two, three = (tmp_path / f"stage{number}" for number in (1, 2, 3))
    assert trained == [
        (CONFIG, one),
        (dataclasses.replace(second, start=str(one)), two),
        (dataclasses.replace(third, start=f"{one},{two}", match=str(two)), three),
    ]
    assert run == three


def test_a_short_run_differs_in_length_and_seed_and_needs_no_other() -> None:
    needy: dict[str, Any] = {"start": "runs/votes", "match": "runs/votes", "match_share": 0.5}
    config = dataclasses.replace(CONFIG, epochs=80, warmup_epochs=5, **needy)

    assert shorter(config, 3, 2) == dataclasses.replace(CONFIG, epochs=3, warmup_epochs=2, seed=2)
    assert shorter(config, 10, 1).warmup_epochs == 5
    assert shorter(dataclasses.replace(config, small_epochs=60), 3, 2).small_epochs == 2


def test_the_best_epoch_counts(tmp_path: Path) -> None:
    rows = [{"epoch": index, "val_accuracy": value} for index, value in enumerate((0.3, 0.52, 0.51), start=1)]
    write_history(tmp_path / "history.csv", rows)

    assert best_accuracy(tmp_path) == 0.52


def test_the_spread_of_seeds() -> None:
    assert spread([0.60, 0.62, 0.64]) == "3 seeds: mean 62.00 %, standard deviation 2.00, 60.00 to 64.00 %"
    assert spread([0.6]) == "1 seeds: mean 60.00 %, 60.00 to 60.00 %"


def test_figures_stand_side_by_side() -> None:
    def measured(public: dict[str, Any], private: dict[str, Any]) -> Evaluation:
        splits = {"public": part() | public, "private": part() | private}
        return of_values(evaluation(bare=True) | {"splits": splits})

    intervals = {"accuracy": [0.58, 0.62], "balanced_accuracy": [0.5, 0.6], "macro_f1": [0.48, 0.52]}
    published = measured(
        {"accuracy": 0.6, "macro_f1": 0.5, "intervals": intervals},
        {"accuracy": 0.61, "macro_f1": 0.5, "majority": part() | {"accuracy": 0.9}},
    )
    rebuilt = measured(
        {"accuracy": 0.615, "macro_f1": 0.45, "voters": {"count": 5, "accuracy": 0.7}},
        {"accuracy": 0.61, "macro_f1": 0.5, "majority": part() | {"accuracy": 0.895}},
    )

    assert comparison(published, rebuilt) == [
        "PublicTest by the original labels: 60.0, rebuilt 61.5 (+1.5), within the 95 % interval",
        "PublicTest macro-F1 by the original labels: 50.0, rebuilt 45.0 (-5.0), outside the 95 % interval",
        "PrivateTest by the original labels: 61.0, rebuilt 61.0 (+0.0)",
        "PrivateTest macro-F1 by the original labels: 50.0, rebuilt 50.0 (+0.0)",
        "PrivateTest by FER+ majority: 90.0, rebuilt 89.5 (-0.5)",
    ]
    unread = of_values(evaluation(bare=True))
    assert [line[:10] for line in comparison(published, unread)] == ["PublicTest"] * 2
