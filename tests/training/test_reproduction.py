"""An installed network made anew: its runs in order, the figures side by side, the spread of short runs."""

import dataclasses
from pathlib import Path
from typing import Any

import pytest

from emotion.card import INPUT_RANGE, INPUT_SHAPE, Card
from emotion.labels import LABELS
from emotion.model_store import load_card, save_card
from emotion.web.settings import HostSettings
from tests.training.runs import Faces
from tests.training.typed import type_in
from training.__main__ import main
from training.config import TrainingConfig
from training.data.faceset import FaceSet
from training.exporting import export as exporting
from training.exporting.card import ExportConfig, began_with
from training.history import write_history
from training.records import write_json
from training.reproduction import Stage, best_accuracy, comparison, rebuild, shorter, spread, stage_of

CONFIG = TrainingConfig(epochs=3, seed=7)


def card(**making: Any) -> Card:
    return Card("mine", "", "", LABELS, INPUT_SHAPE, INPUT_RANGE, 1, 1, 0.5, 1.0, {}, training=making)


def made(config: TrainingConfig, backend: str = "tensorflow", **more: Any) -> dict[str, Any]:
    return {"config": dataclasses.asdict(config), "environment": {"backend": backend}, **more}


def test_a_network_of_one_run_began_with_none() -> None:
    assert stage_of(card(**made(CONFIG))) == Stage(CONFIG, "keras")
    assert stage_of(card(**made(CONFIG, "pytorch"))) == Stage(CONFIG, "torch")
    assert stage_of(card(config={"epochs": 5})) == Stage(TrainingConfig(epochs=5), "keras")


def test_the_runs_that_others_began_with_are_known() -> None:
    last, first = dataclasses.replace(CONFIG, start="runs/votes"), dataclasses.replace(CONFIG, votes=0.7)

    found = stage_of(card(**made(last, "pytorch", began_with=[made(first, "pytorch")])))

    assert found == Stage(last, "torch", (Stage(first, "torch"),))


@pytest.mark.parametrize(
    ("making", "message"),
    [
        ({}, "mine: its card does not say how it was made"),
        ({"config": {"epoch": 3}}, "does not say how it was made"),
        ({"config": {"epochs": 3}, "environment": "none"}, "does not say how it was made"),
        ({"config": {"start": "runs/votes"}}, "does not say how the weights of runs/votes were made"),
        ({"config": {"start": "a,b"}, "began_with": [{"config": {}}]}, "how the weights of a,b were made"),
        ({"config": {"start": "a"}, "began_with": [{}]}, "does not say how it was made"),
    ],
)
def test_a_card_that_says_too_little_is_refused(making: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        stage_of(card(**making))


def test_each_run_begins_with_those_before_and_equal_ones_are_made_once(tmp_path: Path) -> None:
    trained: list[tuple[TrainingConfig, Path]] = []
    first = Stage(CONFIG, "torch")
    second, third = (Stage(dataclasses.replace(CONFIG, start="gone", seed=seed), "torch", (first,)) for seed in (2, 3))
    last = Stage(dataclasses.replace(CONFIG, start="gone,gone too", seed=4), "torch", (second, third))

    run = rebuild(last, tmp_path, lambda part, folder: trained.append((part.config, folder)))

    def begun(seed: int, *stages: int) -> TrainingConfig:
        return dataclasses.replace(
            CONFIG, start=",".join(str(tmp_path / f"stage{stage}") for stage in stages), seed=seed
        )

    configs = [CONFIG, begun(2, 1), begun(3, 1), begun(4, 2, 3)]
    assert trained == [(config, tmp_path / f"stage{index}") for index, config in enumerate(configs, start=1)]
    assert run == tmp_path / "stage4"


def test_a_short_run_differs_in_length_seed_and_beginning_alone() -> None:
    settings = dataclasses.replace(CONFIG, epochs=80, warmup_epochs=5, start="runs/votes")
    part = Stage(settings, "torch", (Stage(CONFIG, "torch"),))

    assert shorter(part, 3, 2) == Stage(dataclasses.replace(CONFIG, epochs=3, warmup_epochs=2, seed=2), "torch")
    assert shorter(part, 10, 1).config.warmup_epochs == 5


def test_the_best_epoch_counts(tmp_path: Path) -> None:
    rows = [{"epoch": index, "val_accuracy": value} for index, value in enumerate((0.3, 0.52, 0.51), start=1)]
    write_history(tmp_path / "history.csv", rows)

    assert best_accuracy(tmp_path) == 0.52


def test_the_spread_of_seeds() -> None:
    assert spread([0.60, 0.62, 0.64]) == "3 seeds: mean 62.00 %, standard deviation 2.00, 60.00 to 64.00 %"
    assert spread([0.6]) == "1 seeds: mean 60.00 %, 60.00 to 60.00 %"


def test_figures_stand_side_by_side() -> None:
    published = {
        "public": {"accuracy": 0.6, "macro_f1": 0.5, "intervals": {"accuracy": [0.58, 0.62], "macro_f1": [0.48, 0.52]}},
        "private": {"accuracy": 0.61, "majority": {"accuracy": 0.9}},
    }
    rebuilt = {
        "public": {"accuracy": 0.615, "macro_f1": 0.45, "voters": {"accuracy": 0.7}},
        "private": {"majority": {"accuracy": 0.895}},
    }

    assert comparison(published, rebuilt) == [
        "PublicTest by the original labels: 60.0, rebuilt 61.5 (+1.5), within the 95 % interval",
        "PublicTest macro-F1 by the original labels: 50.0, rebuilt 45.0 (-5.0), outside the 95 % interval",
        "PrivateTest by the FER+ majority: 90.0, rebuilt 89.5 (-0.5)",
    ]


def test_the_apps_network_is_the_one_made_anew_unless_told() -> None:
    (option,) = [item for item in main.commands["reproduce"].params if item.name == "name"]

    assert option.default == HostSettings().model


@pytest.fixture
def store(tiny_run: Path, faces_of: Faces, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(exporting, "PRECISIONS", ("float32",))
    export_config = ExportConfig("tiny", tmp_path / "models", ship="float32")
    exporting.export(tiny_run, faces_of(56, 21, 14), export_config)
    return tmp_path / "models"


def test_an_installed_network_is_made_anew(store: Path, csv_of: Any, faces_of: Faces, tmp_path: Path) -> None:
    data: FaceSet = faces_of(56, 21, 14)
    source, folder = csv_of(tmp_path / "faces.csv", data), tmp_path / "again"
    before = {path: path.read_bytes() for path in store.rglob("*") if path.is_file()}
    words = ("reproduce", "--name", "tiny", "--models", store, "--data", source, "--folder", folder)

    answer = type_in(*words)

    assert answer.exit_code == 0, answer.output
    assert "PublicTest by the original labels: " in answer.output
    published, rebuilt = load_card(store / "tiny"), load_card(folder / "models/tiny")
    assert rebuilt.training["config"] == published.training["config"]
    assert rebuilt.metrics["public"]["accuracy"] == pytest.approx(published.metrics["public"]["accuracy"])
    assert rebuilt.private_readings == ()
    assert {path: path.read_bytes() for path in store.rglob("*") if path.is_file()} == before

    short = type_in(*words, "--seeds", 2, "--epochs", 2)

    assert "2 epochs, 2 seeds: mean " in short.output
    assert "Seed 2: PublicTest accuracy " in short.output


def test_where_pytorch_is_missing_keras_trains_what_it_can(
    store: Path, csv_of: Any, faces_of: Faces, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("training.commands.reproduce.find_spec", lambda name: None)
    monkeypatch.setattr("training.engines.find_spec", lambda name: None)
    source = csv_of(tmp_path / "faces.csv", faces_of(56, 21, 14))
    words = ("reproduce", "--name", "tiny", "--models", store, "--data", source, "--seeds", 1, "--epochs", 1)
    made_in_torch(store / "tiny", {})

    able = type_in(*words, "--folder", tmp_path / "able")
    made_in_torch(store / "tiny", {"votes_head": 0.5})
    unable = type_in(*words, "--folder", tmp_path / "unable")

    assert able.exit_code == 0, able.output
    assert "so Keras trains" in able.output
    assert unable.exit_code == 1
    assert "--engine torch needs PyTorch" in unable.output


def made_in_torch(entry: Path, settings: dict[str, Any]) -> None:
    """Let a card say that its network was trained in PyTorch."""
    old = load_card(entry)
    making = {**old.training, "config": old.training["config"] | settings, "environment": {"backend": "pytorch"}}
    save_card(entry, dataclasses.replace(old, training=making))


def test_a_card_says_what_its_weights_began_with(tmp_path: Path) -> None:
    folders = [tmp_path / name for name in ("first", "second", "third")]
    starts = "", str(folders[0]), f"{folders[0]},{folders[1]}"
    configs = [dataclasses.replace(CONFIG, start=start) for start in starts]
    for folder, config in zip(folders, configs, strict=True):
        folder.mkdir()
        config.save(folder / "config.json")
        write_json(folder / "environment.json", {"backend": "pytorch"})
    first = made(CONFIG, "pytorch")

    assert began_with(configs[0]) == {}
    assert began_with(configs[1]) == {"began_with": [first]}
    assert began_with(configs[2]) == {"began_with": [first, made(configs[1], "pytorch", began_with=[first])]}
    assert began_with(dataclasses.replace(CONFIG, start=f"{folders[0]},{tmp_path / 'gone'}")) == {}
