"""Teachers that answer to the faces of each step: which one, to what, and how much of it counts."""

import dataclasses
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import keras
import numpy as np
import pytest

from emotion.models.store import MODELS, ModelError, load_card, load_model
from tests.support.training.fixtures import Faces
from tests.support.training.small_runs import TINY
from training import networks
from training.engine import teachers, unfold
from training.engine.teachers import Teachers, teacher
from training.engine.train import train
from training.evaluation.predictors import litert_predictor
from training.networks.rebuild import best_network
from training.runs.folder import BEST, CONFIG
from training.runs.history import HISTORY, read_history

FACES = np.random.default_rng(1).integers(0, 256, (4, 48, 48, 1)).astype(np.uint8)
PLAIN = FACES[..., 0]
GOAL = np.eye(7, dtype=np.float32)[[3, 0, 1, 6]]
Asked = list[tuple[str, bool]]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Asked:
    """Two runs, `one` and `two`, that are sure of the first and the second label; gives who was asked what."""
    found: Asked = []

    def fake(folder: Path, faces: np.ndarray) -> teachers.Answer:
        def answer(seen: np.ndarray) -> np.ndarray:
            found.append((folder.name, bool((seen == PLAIN[:, :, ::-1]).all())))
            return np.eye(7, dtype=np.float32)[[0 if folder.name == "one" else 1] * len(seen)]

        return answer

    monkeypatch.setattr(teachers, "teacher", fake)
    return found


def test_without_teachers_the_targets_stay() -> None:
    assert Teachers((), 0.0, PLAIN).mixed(FACES, GOAL, (1, 0, 0)) is GOAL


@pytest.mark.usefixtures("asked")
def test_a_share_is_the_teachers() -> None:
    found = Teachers([Path("one")], 0.75, PLAIN).mixed(FACES, GOAL, (1, 0, 0))

    np.testing.assert_allclose(found, 0.25 * GOAL + 0.75 * np.eye(7)[[0] * 4])
    assert found.dtype == np.float32


@pytest.mark.usefixtures("asked")
def test_a_second_head_is_not_told_it() -> None:
    goal = np.concatenate([GOAL, GOAL[::-1]], axis=1)

    found = Teachers([Path("one"), Path("two")], 1.0, PLAIN).mixed(FACES, goal, (1, 0, 0))

    np.testing.assert_array_equal(found[:, 7:], GOAL[::-1])
    assert not np.array_equal(found[:, :7], GOAL)


def test_each_teacher_sees_faces_and_their_mirror_images_by_turns(asked: Asked) -> None:
    both = Teachers([Path("one"), Path("two")], 0.5, PLAIN)
    for index in range(200):
        both.mixed(FACES, GOAL, (1, 0, index))

    for pair in [(name, mirrored) for name in ("one", "two") for mirrored in (False, True)]:
        assert 30 < asked.count(pair) < 70

    both.mixed(FACES, GOAL, (1, 0, 7))
    assert asked[-1] == asked[7]


def sure(folder: Path, label: int) -> Path:
    """Write a run whose network calls every face one label."""
    network = networks.build("tiny")
    network.layers[-1].set_weights([np.zeros_like(network.layers[-1].kernel), 20 * np.eye(7)[label]])
    folder.mkdir()
    dataclasses.replace(TINY, epochs=1, warmup_epochs=0).save(folder / CONFIG)
    network.save_weights(folder / BEST)
    return folder


@pytest.mark.usefixtures("tiny")
def test_a_run_learns_what_its_teacher_answers(tmp_path: Path, faces_of: Faces) -> None:
    """The teacher calls every face surprise; a network that is told nothing else does so too."""
    faces, run = faces_of(16, 7, 0), sure(tmp_path / "teacher", 5)
    config = dataclasses.replace(TINY, match=str(run), match_share=1.0, average=0.0, epochs=8, refresh=False)

    train(config, faces, tmp_path / "run")

    answers = best_network(tmp_path / "run").predict_on_batch(faces.pixels[..., None].astype(np.float32)).argmax(axis=1)
    rows = read_history(tmp_path / "run" / HISTORY)
    assert float(rows[-1]["loss"]) < float(rows[0]["loss"])
    assert (answers == 5).mean() > 0.8


@pytest.mark.usefixtures("tiny")
def test_threads_may_ask_while_a_network_learns(tmp_path: Path, faces_of: Faces) -> None:
    run = sure(tmp_path / "teacher", 5)
    both = Teachers([run, MODELS / "compact"], 1.0, PLAIN)

    with ThreadPoolExecutor(4) as pool:
        asked = [pool.submit(both.mixed, FACES, GOAL, (1, 0, index)) for index in range(40)]
        train(dataclasses.replace(TINY, epochs=2), faces_of(56, 7, 0), tmp_path / "run")
        found = [future.result() for future in asked]

    for index, answer in enumerate(found):
        np.testing.assert_array_equal(answer, both.mixed(FACES, GOAL, (1, 0, index)))


def test_a_released_model_answers_by_its_weights_without_its_temperature(monkeypatch: pytest.MonkeyPatch) -> None:
    entry = MODELS / "compact"
    expected = litert_predictor(load_model(entry)[1])(PLAIN)
    monkeypatch.setattr(teachers, "litert_predictor", None)

    found = teacher(entry, PLAIN)(PLAIN.astype(np.float32))

    assert load_card(entry).temperature != 1
    np.testing.assert_allclose(found, expected, rtol=0, atol=0.06)


def test_where_its_weights_cannot_be_read_its_file_answers() -> None:
    entry = MODELS / "blog"

    found = teacher(entry, PLAIN)(PLAIN.astype(np.float32))

    np.testing.assert_array_equal(found, litert_predictor(load_model(entry)[1])(PLAIN))


def test_it_answers_in_the_policy_of_the_run(tmp_path: Path, tiny: str) -> None:
    from training.networks.rebuild import dtype_policy

    run = sure(tmp_path / "teacher", 5)
    with dtype_policy("mixed_bfloat16"):
        assert best_network(run, policy=None).layers[2].compute_dtype == "bfloat16"
        assert best_network(run).layers[2].compute_dtype == "float32"
    assert tiny
    assert keras.config.dtype_policy().name == "float32"


def test_a_teacher_without_weights_is_named(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"no best\.weights\.h5 and config\.json"):
        Teachers([tmp_path], 0.5, PLAIN)


def test_a_file_that_is_not_the_cards_is_refused(tmp_path: Path) -> None:
    entry = MODELS / "compact"
    shutil.copytree(entry, tmp_path / "broken")
    (tmp_path / "broken" / load_card(entry).files["litert"].path).write_bytes(b"other")

    with pytest.raises(ModelError, match="is not the file that the card describes"):
        teacher(tmp_path / "broken", PLAIN)


def test_without_litert_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unfold, "find_spec", lambda name: None)

    with pytest.raises(ValueError, match="compact: released models are read by LiteRT: python -m pip install ai-edge"):
        teacher(MODELS / "compact", PLAIN)
