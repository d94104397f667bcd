"""The commands that train in PyTorch: where it is missing they ask for it, and where it is there they end in Keras."""

from pathlib import Path

import pytest

from tests.support.training.typed import type_in


def test_pytorch_that_is_not_installed_is_asked_for(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("training.engine.choice.find_spec", lambda name: None)

    answer = type_in("train", "--data", source, "--run", tmp_path / "run", "--engine", "torch")

    assert answer.exit_code == 1
    assert "--engine torch needs PyTorch: python -m pip install torch" in answer.output


def test_what_settings_are_worth_to_a_teacher_cannot_be_measured() -> None:
    pytest.importorskip("torch", reason="PyTorch is an option of training")
    words = ("--engine", "torch", "--vary", "big: network=teacher-vgg")

    answer = type_in("ablation", "--data", "nowhere.csv", *words)

    assert answer.exit_code == 1
    assert "big: 'teacher-vgg' stays in PyTorch, to teach; it cannot be measured here" in answer.output


def test_pytorch_trains_resumes_and_ends_in_keras(source: Path, tmp_path: Path) -> None:
    pytest.importorskip("torch", reason="PyTorch is an option of training")
    run = ("train", "--data", source, "--run", tmp_path / "run", "--engine", "torch", "--network", "compact-small")
    words = (*run, "--epochs", 1, "--warmup-epochs", 0, "--precision", "float32")

    first, second = type_in(*words), type_in(*words)

    assert first.exit_code == 0, first.output
    assert "epoch 1 " in first.output
    assert "Normalisation refreshed on plain faces" in first.output
    assert second.exit_code == 0, second.output
    assert "epoch 1 " not in second.output
    assert (tmp_path / "run" / "best.weights.h5").exists()
