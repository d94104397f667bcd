"""Teachers that answer to the faces of each step: which one, to what, and how much of it counts."""

import dataclasses
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.support.training.fixtures import Faces
from training.runs.config import TrainingConfig
from training.runs.folder import CONFIG, TORCH_BEST

torch = pytest.importorskip("torch", reason="PyTorch is an option of training: python -m pip install torch")

from training.pytorch import matching  # noqa: E402
from training.pytorch.matching import Matching  # noqa: E402
from training.pytorch.run import Run  # noqa: E402
from training.pytorch.teachers import build  # noqa: E402

SMALL = TrainingConfig(network="compact-small", epochs=1, warmup_epochs=0, batch_size=8, precision="float32")
FACES = np.random.default_rng(1).integers(0, 256, (4, 48, 48, 1)).astype(np.uint8)
GOAL = torch.eye(7)[torch.tensor([3, 0, 1, 6])]


@pytest.fixture
def two(monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """Two runs; the network of each is its folder, so that the logits can say whom they are of."""
    monkeypatch.setattr(matching, "network_of", lambda run, device: run)
    return Path("one"), Path("two")


def logits_of(asked: list[tuple[Any, bool]]) -> Any:
    """Return logits that are for the first label or the second, by teacher, and write down who was asked what."""

    def logits(teacher: Any, faces: np.ndarray) -> Any:
        asked.append((teacher, bool((faces == FACES[:, :, ::-1]).all())))
        return torch.eye(7)[[0 if teacher == Path("one") else 1] * len(faces)] * 50

    return logits


def test_without_teachers_the_goal_stays() -> None:
    assert Matching((), 0.0, "cpu").goal(FACES, GOAL, (1, 0, 0), logits_of([])) is GOAL


def test_a_share_is_the_teachers(two: tuple[Path, Path]) -> None:
    found = Matching(two[:1], 0.75, "cpu").goal(FACES, GOAL, (1, 0, 0), logits_of([]))

    torch.testing.assert_close(found, 0.25 * GOAL + 0.75 * torch.eye(7)[[0] * 4])


def test_a_second_head_is_not_matched(two: tuple[Path, Path]) -> None:
    goal = torch.cat([GOAL, GOAL.flip(0)], 1)

    found = Matching(two, 1.0, "cpu").goal(FACES, goal, (1, 0, 0), logits_of([]))

    torch.testing.assert_close(found[:, 7:], GOAL.flip(0))
    assert not torch.equal(found[:, :7], GOAL)


def test_each_teacher_sees_faces_and_their_mirror_images_by_turns(two: tuple[Path, Path]) -> None:
    asked: list[tuple[Any, bool]] = []
    match = Matching(two, 0.5, "cpu")
    for index in range(200):
        match.goal(FACES, GOAL, (1, 0, index), logits_of(asked))

    for pair in [(run, mirrored) for run in two for mirrored in (False, True)]:
        assert 30 < asked.count(pair) < 70

    again: list[tuple[Any, bool]] = []
    match.goal(FACES, GOAL, (1, 0, 7), logits_of(again))
    assert again == asked[7:8]


def test_a_run_learns_what_its_teacher_answers(tmp_path: Path, faces_of: Faces) -> None:
    """The teacher calls every face surprise; a network that is told nothing else does so too."""
    faces = faces_of(16, 7, 0)
    SMALL.save(tmp_path / CONFIG)
    teacher = build("compact-small")
    with torch.no_grad():
        teacher.named["probabilities"].bias.copy_(20 * torch.eye(7)[5])
    torch.save(teacher.state_dict(), tmp_path / TORCH_BEST)
    config = dataclasses.replace(SMALL, match=str(tmp_path), match_share=1.0, average=0.0, epochs=4)
    run = Run(config, faces, "cpu")

    for _ in range(config.epochs):
        run.epoch(1)

    answers = run.predicted(run.served(), faces.pixels).argmax(1)
    assert (answers == 5).float().mean() > 0.8


def test_the_accuracy_is_that_of_the_labels(tmp_path: Path, faces_of: Faces) -> None:
    SMALL.save(tmp_path / CONFIG)
    torch.save(build("compact-small").state_dict(), tmp_path / TORCH_BEST)
    plain = Run(dataclasses.replace(SMALL, learning_rate=1e-9), faces_of(16, 7, 0), "cpu")
    matched = dataclasses.replace(SMALL, learning_rate=1e-9, match=str(tmp_path), match_share=1.0)

    assert Run(matched, faces_of(16, 7, 0), "cpu").epoch(1)["accuracy"] == plain.epoch(1)["accuracy"]


def test_a_teacher_without_weights_is_named(tmp_path: Path, faces_of: Faces) -> None:
    with pytest.raises(ValueError, match=r"no best\.pt and config\.json"):
        Run(dataclasses.replace(SMALL, match=str(tmp_path), match_share=0.5), faces_of(), "cpu")
