"""Doubts: learned from votes and from what is no face, and put into an installed network without another change."""

import dataclasses
import json
import shutil
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from emotion.classification.crops import cut_faces
from emotion.classification.litert import LiteRTClassifier
from emotion.framing import Framing
from emotion.images.luma import to_grey
from emotion.models.evaluation import load_evaluation
from emotion.models.store import ModelStore, load_model
from emotion.quality import HARD_TO_TELL, NOT_A_FACE
from emotion.results import Box
from training.data.faceset import VOTED, FaceSet
from training.data.no_faces import patterns
from training.evaluation.predictors import litert_predictor
from training.exporting import doubts
from training.exporting.add_doubts import add_doubts
from training.exporting.doubts import NEVER, with_doubts

DARK, NONE = 3, 6  # labels under the one nobody can tell, and that of what is no face


@pytest.fixture(scope="module")
def voted(data: FaceSet) -> FaceSet:
    """The faces with votes: nobody can tell the dark ones, which have the first labels, and the brightest are none."""
    said = np.where(data.labels < DARK, VOTED.index("unknown"), data.labels)
    said[data.labels == NONE] = VOTED.index("not a face")
    votes = 10 * np.eye(len(VOTED), dtype=np.int64)[said]
    return dataclasses.replace(data, votes=votes)


@pytest.fixture
def entry(models: Path, tmp_path: Path) -> Path:
    """A store of its own with the tiny network."""
    shutil.copytree(models, tmp_path / "models")
    return tmp_path / "models" / "tiny"


def test_a_network_learns_what_is_no_face_and_what_nobody_can_tell(
    entry: Path, voted: FaceSet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doubts, "NO_FACE_STRENGTH", 1.0)  # of so few faces
    _, content = load_model(entry)

    said = LiteRTClassifier(with_doubts(content, voted.split("train"))).classify(voted.split("public").pixels)

    labels = voted.split("public").labels
    none, dark = labels == NONE, labels < DARK
    assert said.doubts[none, 0].min() > said.doubts[~none, 0].max()
    assert said.doubts[dark, 1].min() > said.doubts[~dark, 1].max()


@pytest.mark.parametrize("name", ["mirrored-votes", "mirrored-large"])
def test_the_released_networks_take_patterns_for_no_face_and_a_face_for_one(
    name: str, astronaut: npt.NDArray[np.uint8]
) -> None:
    classifier = ModelStore().load_model(name).classifier()
    face = cut_faces(to_grey(astronaut).pixels, [Framing.around(Box(170, 62, 112, 116))], 48, 48)

    assert (classifier.classify(patterns(100, 99)).doubts[:, 0] >= NOT_A_FACE).mean() > 0.9
    ((no_face, cannot_tell),) = classifier.classify(face).doubts
    assert no_face < NOT_A_FACE / 2
    assert cannot_tell < HARD_TO_TELL


def test_what_no_vote_says_is_never_doubted(entry: Path, voted: FaceSet) -> None:
    assert voted.votes is not None
    told = dataclasses.replace(voted, votes=voted.votes * (np.arange(len(VOTED)) != VOTED.index("unknown")))
    _, content = load_model(entry)

    said = LiteRTClassifier(with_doubts(content, told.split("train"))).classify(patterns(5, 9))

    np.testing.assert_allclose(said.doubts[:, 1], 1 / (1 + np.exp(-NEVER)), rtol=1e-3)


def test_nothing_but_the_file_and_what_names_it_changes(entry: Path, voted: FaceSet) -> None:
    card, before = load_model(entry)
    figures = json.loads((entry / "evaluation.json").read_text(encoding="utf-8"))
    untouched = {name: content for name, content in files_of(entry).items() if name in ("history.csv", "network.keras")}

    add_doubts(entry.parent, "tiny", voted)

    new, after = load_model(entry)
    assert LiteRTClassifier(after).classify(patterns(3, 9)).doubts.any()
    np.testing.assert_array_equal(litert_predictor(after)(voted.pixels), litert_predictor(before)(voted.pixels))
    assert dataclasses.replace(new, files=card.files) == card
    assert load_evaluation(entry / "evaluation.json").evaluated.sha256 == new.files["litert"].sha256
    named = {"file": "network.tflite", "sha256": new.files["litert"].sha256}
    figures["conversion"]["float16"]["size"] = new.files["litert"].size
    assert json.loads((entry / "evaluation.json").read_text(encoding="utf-8")) == figures | {"evaluated": named}
    assert untouched.items() <= files_of(entry).items()
    for role in new.files:
        load_model(entry, role)  # compares each file with its sha256


def test_without_votes_nothing_is_changed(entry: Path, data: FaceSet) -> None:
    before = files_of(entry)
    with pytest.raises(ValueError, match="with FER\\+ votes, and these have none"):
        add_doubts(entry.parent, "tiny", data)
    assert files_of(entry) == before


def files_of(entry: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in entry.iterdir()}
