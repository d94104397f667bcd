"""The command `ablation`: its runs, its files, and that nothing is done twice."""

from pathlib import Path
from typing import Any

import pytest

from tests.support.training.fixtures import Faces
from tests.support.training.typed import type_in
from training.runs.records import read_json, write_json


@pytest.mark.usefixtures("tiny")
def test_the_command_trains_measures_and_goes_on(csv_of: Any, faces_of: Faces, tmp_path: Path) -> None:
    source, folder = csv_of(tmp_path / "faces.csv", faces_of(28, 14, 7)), tmp_path / "ablation"
    control = ("--network", "tiny", "--epochs", 1, "--warmup-epochs", 0, "--batch-size", 8, "--precision", "float32")
    words = ("ablation", "--data", source, "--folder", folder, *control, "--vary", "more: epochs=2")

    first = type_in(*words, "--control-seeds", 2)
    kept = {
        path: path.stat().st_mtime_ns for path in [*folder.glob("*/*/evaluation.json"), *folder.glob("*/*/spoilt.json")]
    }
    second = type_in(*words, "--control-seeds", 2, "--vary", "average=0")

    assert first.exit_code == 0, first.output
    assert second.exit_code == 0, second.output
    assert {path.parent.relative_to(folder).as_posix() for path in kept} == {
        "control/seed1",
        "control/seed2",
        "more/seed1",
    }
    assert len(kept) == 6
    assert all(path.stat().st_mtime_ns == time for path, time in kept.items())
    lines = (folder / "ablation.md").read_text(encoding="utf-8").splitlines()
    assert [line.split(" | ")[:3] for line in lines[2:]] == [
        ["| control", "1", "2"],
        ["| more", "2", "1"],
        ["| average=0", "1", "1"],
        ["| *deviation between seeds*", "", ""],
    ]
    assert "\n".join(lines) in second.output
    assert len((folder / "ablation.csv").read_text(encoding="utf-8").splitlines()) == 5


@pytest.mark.usefixtures("tiny")
def test_figures_of_other_weights_are_made_anew(csv_of: Any, faces_of: Faces, tmp_path: Path) -> None:
    source, folder = csv_of(tmp_path / "faces.csv", faces_of(14, 7, 7)), tmp_path / "ablation"
    words: tuple[object, ...] = ("ablation", "--data", source, "--folder", folder, "--network", "tiny", "--epochs", 1)
    words = (*words, "--warmup-epochs", 0, "--precision", "float32", "--vary", "average=0")
    type_in(*words)
    files = [folder / "control" / "seed1" / name for name in ("evaluation.json", "spoilt.json")]
    before = [read_json(path) for path in files]
    write_json(files[0], {**before[0], "evaluated": {"file": "", "sha256": "0"}, "splits": {}})
    write_json(files[1], {"accuracy": -1, "sha256": "0"})

    again = type_in(*words)

    assert again.exit_code == 0, again.output
    assert [read_json(path) for path in files] == before


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--seed", 2, "--vary", "mixup=0.2"), "say --seeds, how many there are to be, instead of --seed"),
        (("--vary", "mixup=0.2", "--vary", "mixup=0.2"), "two variants have the same name"),
        (("--vary", "mixup=many"), "mixup=many: mixup: expected float, found 'many'"),
        (("--vary", "small-epochs=1 network=blog"), "small_epochs: network 'blog' reads faces of one size alone"),
        (("--vary", "deep: network=deep"), "deep: unknown network 'deep': expected one of compact-small, compact,"),
        ((), "Missing option '--vary'"),
    ],
)
def test_what_cannot_be_done_is_said_before_anything_is_read(words: tuple[object, ...], message: str) -> None:
    answer = type_in("ablation", "--data", "nowhere.csv", *words)

    assert answer.exit_code != 0
    assert message in " ".join(answer.output.replace("│", "").split())
