"""An installed network is evaluated for its own record, on its card's data alone, and stays whole."""

import dataclasses
import json
import shutil
from pathlib import Path

import pytest

from emotion.models import store
from emotion.models.evaluation import load_evaluation, plain_values
from tests.support.training.documents import with_votes
from tests.support.training.stores import files, full_disk
from training.data.digest import digests
from training.data.faceset import FaceSet
from training.evaluation.evaluate import evaluate_entry
from training.runs.records import json_text


def test_evaluating_an_entry_keeps_it_whole(models: Path, data: FaceSet, tmp_path: Path) -> None:
    shutil.copytree(models / "tiny", tmp_path / "tiny")  # the store is for all tests of this folder
    before = store.load_card(tmp_path / "tiny")
    exported = load_evaluation(tmp_path / "tiny/evaluation.json")

    found = evaluate_entry(tmp_path / "tiny", data, "fer2013.csv", final=False)

    after, _ = store.load_model(tmp_path / "tiny", "evaluation")
    assert found == load_evaluation(tmp_path / "tiny/evaluation.json") == exported
    assert after.files["litert"] == before.files["litert"]
    assert after.private_readings == ()


def test_an_entry_is_evaluated_with_the_temperature_of_its_card(models: Path, data: FaceSet, tmp_path: Path) -> None:
    shutil.copytree(models / "tiny", tmp_path / "tiny")
    card = dataclasses.replace(store.load_card(tmp_path / "tiny"), temperature=3.5)
    store.save_card(tmp_path / "tiny", card)

    document = evaluate_entry(tmp_path / "tiny", data, "fer2013.csv", final=True)

    _, content = store.load_model(tmp_path / "tiny", "evaluation")
    assert json.loads(content) == json.loads(json_text(plain_values(document)))
    assert document.splits.public.calibration.temperature == document.splits.private.calibration.temperature == 3.5
    assert document.splits.together.count == 35
    assert document.conversion
    assert document.sure is None  # it was measured at another temperature


def test_an_entry_learns_how_to_expect_any_expression_alike(models: Path, data: FaceSet, tmp_path: Path) -> None:
    entry = tmp_path / "tiny"
    shutil.copytree(models / "tiny", entry)
    store.save_card(entry, dataclasses.replace(store.load_card(entry), alike=None))

    document = evaluate_entry(entry, data, "fer2013.csv", final=False, robustness=True)

    found = store.load_card(entry).alike
    assert found is not None
    assert found == store.load_card(models / "tiny").alike, "as an export fits it"
    assert found.prior == pytest.approx([1 / 7] * 7)
    assert (document.alike.prior, document.alike.strength) == (found.prior, found.strength)
    assert document.alike.splits.public.calibration.temperature == found.temperature
    assert document.alike.sure is not None
    names = [condition.name for condition in document.robustness.conditions]
    assert [condition.name for condition in document.alike.robustness.conditions] == names


def test_only_the_first_reading_of_privatetest_counts_both_ways(models: Path, data: FaceSet, tmp_path: Path) -> None:
    shutil.copytree(models / "tiny", tmp_path / "tiny")

    first = evaluate_entry(tmp_path / "tiny", data, "fer2013.csv", final=True)
    card = store.load_card(tmp_path / "tiny")
    store.save_card(tmp_path / "tiny", dataclasses.replace(card, temperature=2.5))
    (tmp_path / "tiny/evaluation.json").unlink()
    second = evaluate_entry(tmp_path / "tiny", data, "fer2013.csv", final=True)

    assert first.alike.splits.private.count == second.splits.private.count
    assert second.alike.splits.private is None
    assert second.alike.splits.together is None
    assert len(store.load_card(tmp_path / "tiny").private_readings) == 2


@pytest.mark.parametrize("final", [False, True])
@pytest.mark.parametrize("sums", [None, {}, {"public": "0" * 64}])
def test_other_data_than_the_cards_leave_an_entry_as_it_was(
    sums: dict[str, str] | None, final: bool, models: Path, data: FaceSet, tmp_path: Path
) -> None:
    shutil.copytree(models / "tiny", tmp_path / "tiny")
    card = store.load_card(tmp_path / "tiny")
    known = {key: value for key, value in card.data.items() if key != "sha256"}
    changed = known if sums is None else known | {"sha256": sums}
    store.save_card(tmp_path / "tiny", dataclasses.replace(card, data=changed))
    before = files(tmp_path)

    with pytest.raises(ValueError, match=r"tiny: expected (a card that tells its data|the data of its card)"):
        evaluate_entry(tmp_path / "tiny", data, "fer2013.csv", final=final, errors=tmp_path / "errors.png")

    assert files(tmp_path) == before


def test_votes_that_a_card_did_not_have_are_added_to_it(models: Path, data: FaceSet, tmp_path: Path) -> None:
    shutil.copytree(models / "tiny", tmp_path / "tiny")
    voted = with_votes(data, [0, 1, 2] * 7)

    evaluate_entry(tmp_path / "tiny", voted, "fer2013.csv", final=False)

    card = store.load_card(tmp_path / "tiny")
    assert card.data["sha256"] == digests(voted)
    assert load_evaluation(tmp_path / "tiny/evaluation.json").splits.public.majority.count == 21
    with pytest.raises(ValueError, match="differs: no votes of FER"):
        evaluate_entry(tmp_path / "tiny", data, "fer2013.csv", final=False)


@pytest.mark.parametrize("target", ["training.evaluation.evaluate.save_card", "pathlib.Path.write_text"])
def test_a_full_disk_leaves_an_evaluated_entry_as_it_was(
    target: str, models: Path, data: FaceSet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(models / "tiny", tmp_path / "tiny")
    (tmp_path / "tiny/evaluation.json").write_text("{}", encoding="utf-8")
    before = files(tmp_path)

    with monkeypatch.context() as patch:
        patch.setattr(target, full_disk)
        with pytest.raises(OSError, match=r"No space left on device: .*evaluation\.json"):
            evaluate_entry(tmp_path / "tiny", data, "fer2013.csv", final=False)

    assert files(tmp_path) == before
