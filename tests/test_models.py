"""The models that come with the repository: whole, as good as they must be, and described as they are."""

import csv
from pathlib import Path

import pytest

from emotion.classification.litert import LiteRTClassifier
from emotion.models import store
from emotion.models.card import StoredFile
from emotion.models.evaluation import load_evaluation, sets_of
from emotion.models.figures import Figures, SplitFigures
from emotion.models.store import EVALUATION, HISTORY, MODELS, ModelStore
from emotion.web.server.settings import HostSettings
from tests.support.repository import ROOT

TEACHERS = ROOT / "training" / "teachers"
STORED = [models.root / name for models in (ModelStore(), ModelStore(TEACHERS)) for name in models.names()]
LEAST_ACCURACY = 0.64  # on PublicTest, by the original labels, of the first model


def public_of(folder: Path) -> SplitFigures:
    """Return a model's figures on PublicTest."""
    found = load_evaluation(folder / EVALUATION).splits.public
    assert found
    return found


@pytest.mark.parametrize("name", ModelStore().names())
def test_every_file_is_the_one_that_the_card_describes(name: str) -> None:
    card = store.load_card(MODELS / name)
    for stored in card.files.values():
        assert StoredFile.of(MODELS / name / stored.path, stored.precision) == stored
    LiteRTClassifier(store.load_model(MODELS / name)[1], card.temperature)


@pytest.mark.parametrize("name", ModelStore().names())
def test_history_and_evaluation_can_be_shown(name: str) -> None:
    card = store.load_card(MODELS / name)
    with open(MODELS / name / HISTORY, newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == card.training["epochs"]
    evaluation = load_evaluation(MODELS / name / EVALUATION)
    assert evaluation.splits.together
    for _, _, figures in sets_of(evaluation):
        if isinstance(figures, Figures):
            assert sum(map(sum, figures.confusion.counts)) == figures.count


@pytest.mark.parametrize("folder", STORED, ids=lambda folder: folder.name)
def test_every_evaluation_is_of_the_file_and_the_data_of_its_card(folder: Path) -> None:
    card, evaluation = store.load_card(folder), load_evaluation(folder / EVALUATION)

    assert evaluation.evaluated.sha256 == card.files["litert"].sha256
    assert evaluation.data == card.data["sha256"]
    assert evaluation.sure.accuracy >= 0.8
    assert evaluation.conversion[card.files["litert"].precision].size == card.files["litert"].size


@pytest.mark.parametrize("name", ModelStore(TEACHERS).names())
def test_networks_to_build_on_are_whole_and_their_readme_has_their_figures(name: str) -> None:
    card = store.load_card(TEACHERS / name)
    for stored in card.files.values():
        assert StoredFile.of(TEACHERS / name / stored.path, stored.precision) == stored
    LiteRTClassifier(store.load_model(TEACHERS / name)[1])
    row = next(line for line in (TEACHERS / "README.md").read_text().splitlines() if line.startswith(f"| `{name}`"))
    assert row.endswith(f"| {100 * public_of(TEACHERS / name).accuracy:.1f} |")


@pytest.mark.parametrize("folder", STORED, ids=lambda folder: folder.name)
def test_every_card_tells_its_data_and_all_have_the_same(folder: Path) -> None:
    data = store.load_card(folder).data

    assert list(data["sha256"]) == ["train", "public", "private", "votes"]
    assert list(data["sha256"]["votes"]) == ["train", "public", "private"]
    assert data == store.load_card(MODELS / "compact").data


def test_the_first_network_is_good_enough_and_small() -> None:
    card = store.load_card(MODELS / "compact")
    assert public_of(MODELS / "compact").accuracy >= LEAST_ACCURACY
    assert card.files["litert"].size < 4_000_000
    assert card.parameters <= 1_600_000
    assert card.multiply_adds <= 160_000_000


def test_the_network_of_the_original_labels_is_the_best_by_them_and_small() -> None:
    card = store.load_card(MODELS / "mirrored-large")
    public = public_of(MODELS / "mirrored-large")
    assert public.accuracy >= 0.70
    assert public.accuracy == max(public_of(MODELS / name).accuracy for name in ModelStore().names())
    assert public.calibration.after.ece < 0.03
    assert public.per_class["disgust"].recall >= 0.6
    assert public.per_class["fear"].recall >= 0.5
    assert card.files["litert"].size < 4_000_000
    assert card.multiply_adds <= 200_000_000


def test_the_network_that_the_app_opens_with_is_good_by_the_majority_and_small() -> None:
    card = store.load_card(MODELS / HostSettings().model)
    assert public_of(MODELS / HostSettings().model).majority.accuracy >= 0.89
    assert card.files["litert"].size < 4_000_000
    assert card.multiply_adds <= 200_000_000


def test_the_readme_compares_the_two_networks_by_their_evaluations() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    names = HostSettings().model, "mirrored-large"
    evaluations = [load_evaluation(MODELS / name / EVALUATION) for name in names]

    def majority(name: str, level: float) -> list[float]:
        found = []
        for evaluation in evaluations:
            (condition,) = (one for one in evaluation.robustness.conditions if one.name == name)
            accuracies = condition.majority_accuracy
            assert accuracies is not None
            found.append(accuracies[condition.levels.index(level)])
        return found

    for words, values in (
        ("by the majority of FER+", majority("size", 48)),
        ("a face 24 pixels wide", majority("size", 24)),
        ("blurred, 1.5 pixels", majority("blur", 1.5)),
        ("noise of 20 grey levels", majority("noise", 20)),
        ("a tenth of the light", majority("darkening", 0.1)),
        ("VP8 at quantiser 52 of 63", majority("vp8", 52)),
        ("by the original labels", [evaluation.splits.public.accuracy for evaluation in evaluations]),
    ):
        assert f"| {words} | {100 * values[0]:.1f} | {100 * values[1]:.1f} |" in readme


def test_the_readme_states_the_figures_of_the_evaluation() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    evaluation = load_evaluation(MODELS / "mirrored-large" / EVALUATION)
    public, private = evaluation.splits.public, evaluation.splits.private
    for name, values in (
        ("accuracy", (public.accuracy, private.accuracy)),
        (
            "accuracy on faces that stand in one part only",
            (public.without_twins.accuracy, private.without_twins.accuracy),
        ),
        (
            "likewise, without other crops of the same photograph",
            tuple(part.without_near_duplicates.accuracy for part in (public, private)),
        ),
        ("mean F1 of the seven", (public.macro_f1, private.macro_f1)),
    ):
        assert f"| {name} | {100 * values[0]:.1f} | {100 * values[1]:.1f} |" in readme
    sure = evaluation.sure
    assert f"{100 * sure.share:.0f} % of its answers are sure, and {100 * sure.accuracy:.0f} % of those" in readme


@pytest.mark.parametrize("name", ModelStore().names())
def test_the_readme_puts_every_network_beside_its_article(name: str) -> None:
    card = store.load_card(MODELS / name)
    splits = load_evaluation(MODELS / name / EVALUATION).splits
    shares = [f"{100 * part.accuracy:.1f}" for part in (splits.public, splits.private, splits.together)]
    article = card.training.get("published", {}).get("accuracy")
    cells = [f"`{name}`", *shares, f"{100 * article:.0f}" if article else ""]

    row = "| " + " | ".join(cells).rstrip() + " |"
    assert row in (ROOT / "README.md").read_text(encoding="utf-8")
