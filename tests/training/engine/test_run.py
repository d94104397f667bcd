"""A run as the commands make it: what is said before it begins."""

import dataclasses
from pathlib import Path

import pytest

from tests.support.training.fixtures import Faces
from tests.support.training.small_runs import PLAIN
from training.data.faceset import FaceSet
from training.engine.run import train_run


@pytest.mark.usefixtures("tiny")
@pytest.mark.parametrize(
    ("average", "epochs", "warned"), [(0.5, 1, False), (0.8, 1, True), (0.8, 3, False), (0.0, 1, False)]
)
def test_a_run_too_short_for_averaged_weights_is_told(
    average: float, epochs: int, warned: bool, tmp_path: Path, faces_of: Faces
) -> None:
    config = dataclasses.replace(PLAIN, average=average, epochs=epochs, refresh=False)
    said: list[str] = []

    train_run(config, lambda: faces_of(8, 7, 0), tmp_path, say=said.append)

    text = "Averaged weights look back over 5 steps, and this run has 2: --average 0 uses the last ones."
    assert (text in said) == warned
    assert any("Averaged weights" in line for line in said) == warned


@pytest.mark.usefixtures("tiny")
def test_the_steps_of_a_part_of_the_faces_are_counted(tmp_path: Path, faces_of: Faces) -> None:
    config = dataclasses.replace(PLAIN, average=0.8, epochs=1, faces=7, refresh=False)
    said: list[str] = []

    train_run(config, lambda: faces_of(56, 7, 0), tmp_path, say=said.append)

    assert f"and this run has {-(-7 // config.batch_size)}:" in said[0]


def test_the_codec_of_calls_that_is_not_installed_is_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("training.engine.run.find_spec", lambda name: None)

    with pytest.raises(ValueError, match="vp8: needs PyAV: python -m pip install av"):
        train_run(dataclasses.replace(PLAIN, vp8=0.1), unread, tmp_path)


def unread() -> FaceSet:
    raise AssertionError("nothing is to be read")
