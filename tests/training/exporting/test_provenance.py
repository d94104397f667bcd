"""What a card says of the runs and published networks that a network needed."""

import dataclasses
from pathlib import Path
from typing import Any

from emotion.models.card import StoredFile
from emotion.models.store import save_card
from tests.support.training.cards import CONFIG, card, made
from training.exporting.provenance import parents
from training.runs.config import TrainingConfig
from training.runs.history import write_history
from training.runs.records import write_json


def test_a_card_says_which_published_networks_it_builds_on(tmp_path: Path) -> None:
    save_card(tmp_path, dataclasses.replace(card(), files={"litert": StoredFile("network.tflite", "1", 5)}))
    config = dataclasses.replace(CONFIG, match=str(tmp_path), match_share=0.5)

    assert parents(config, "fer2013.csv") == {"builds_on": {str(tmp_path): {"name": "mine", "sha256": "1"}}}


def test_a_card_says_how_the_runs_were_made_that_it_needed(tmp_path: Path) -> None:
    first, second = folders = [tmp_path / "first", tmp_path / "second"]
    configs = [
        CONFIG,
        dataclasses.replace(CONFIG, start=str(first)),
        dataclasses.replace(CONFIG, start=f"{first},{second}", match=str(second), match_share=0.5),
    ]
    for folder, config in zip(folders, configs[:2], strict=True):
        folder.mkdir()
        config.save(folder / "config.json")
        write_json(folder / "environment.json", {"backend": "jax"})
    write_history(second / "history.csv", [{"epoch": 1, "seconds": 90}, {"epoch": 2, "seconds": 45}])
    told = f"python -m training train --run {first} --epochs 3 --seed 7"
    made_first = made(CONFIG, "jax", command=told)
    told = told.replace(f"--run {first}", f"--run {second} --start {first}")
    made_second = made(configs[1], "jax", command=told, minutes=2.2)

    def before(config: TrainingConfig) -> Any:
        return list(parents(config, "fer2013.csv").get("runs_before", {}).items())

    assert before(configs[0]) == []
    assert before(configs[1]) == [(str(first), made_first)]
    assert before(configs[2]) == [(str(first), made_first), (str(second), made_second)]
    assert before(dataclasses.replace(configs[2], start=f"{second},{first}")) == before(configs[2])
    assert before(dataclasses.replace(CONFIG, start=f"{first},{tmp_path / 'gone'}")) == []
