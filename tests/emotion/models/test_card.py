"""A card is read whole or refused in a sentence, whatever stands in it."""

import dataclasses
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emotion.classification.base import InputSpec
from emotion.labels import LABELS
from emotion.models.card import Card
from emotion.models.stages import Stage
from emotion.models.store import ModelError, load_card, save_card
from tests.support.released_model import change, make_entry


@pytest.fixture
def entry(tmp_path: Path) -> Path:
    return make_entry(tmp_path / "small")


@pytest.fixture(scope="module")
def shared_entry(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_entry(tmp_path_factory.mktemp("models") / "small")


def test_fields_that_may_be_missing_have_defaults(entry: Path) -> None:
    values = json.loads((entry / "card.json").read_text(encoding="utf-8"))
    optional = {"data", "training", "versions", "date", "terms", "private_readings"}
    optional |= {"calibrated_on", "protocol", "limits", "purpose", "stages"}
    kept = {name: value for name, value in values.items() if name not in optional}
    (entry / "card.json").write_text(json.dumps(kept), encoding="utf-8")

    card = load_card(entry)

    assert (card.data, card.date, card.private_readings, card.limits) == ({}, "", (), ())
    assert (card.purpose, card.stages) == ("", ())


@pytest.mark.parametrize(
    ("shape", "values", "expected"),
    [
        ([48, 48, 1], [0, 255], InputSpec()),
        ([64, 64, 3], [0, 1], InputSpec(64, 64, 3, 0.0, 1.0)),
        ([96, 80, 1], [-1, 1], InputSpec(96, 80, 1, -1.0, 1.0)),
    ],
)
def test_a_model_may_want_another_input(
    shape: list[int], values: list[float], expected: InputSpec, entry: Path
) -> None:
    change(entry, input_shape=shape, input_range=values)

    assert load_card(entry).input == expected


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (None, "card.json is missing"),
        (b"", "cannot be read"),
        (b"{", "cannot be read"),
        (b"\xff\xfe", "cannot be read"),
        (b"[" * 100_000, "cannot be read"),
        (b'{"parameters": ' + b"1" * 5000 + b"}", "cannot be read"),
        (b"[]", "expected a JSON object"),
        (b"{}", "missing .*'labels'.*, unknown nothing"),
    ],
    ids=["missing", "empty", "half", "no text", "deep", "long number", "list", "no field"],
)
def test_a_card_that_is_none_is_refused(text: bytes | None, message: str, entry: Path) -> None:
    path = entry / "card.json"
    path.unlink() if text is None else path.write_bytes(text)

    with pytest.raises(ModelError, match=f"{message}.*Restore models/small from the repository, or export it again"):
        load_card(entry)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"labels": [*LABELS[1:], LABELS[0]]}, r"expected the labels \['angry'.*found \['disgust'"),
        ({"labels": [*LABELS, "contempt"]}, "expected the labels"),
        ({"labels": "angry"}, "labels: expected a list, found 'angry'"),
        ({"input_shape": [48, 48, 2]}, r"input: expected 1 channel \(grey\) or 3 \(RGB\), found 2"),
        ({"input_shape": [48, 4096, 1]}, "input: expected sides of 8 to 1024 pixels, found 48x4096"),
        ({"input_shape": [48, 48]}, "input: expected height, width and channels"),
        ({"input_shape": [float("inf"), 48, 1]}, "wrong form"),
        ({"input_shape": None}, "wrong form"),
        ({"input_range": [1, 0]}, "input: expected a range from low to high, found 1.0 to 0.0"),
        ({"input_range": [0, float("inf")]}, "input: expected a range"),
        ({"input_range": [0, 1, 2]}, "input: .*a lowest and a highest value"),
        ({"calibrated_on": "people"}, "calibrated_on: expected one of labels, voters, found 'people'"),
        ({"calibrated_on": 3}, "wrong form"),
        ({"threshold": 1.1}, "expected a threshold of 0 to 1"),
        ({"threshold": float("nan")}, "expected a threshold of 0 to 1"),
        ({"threshold": "high"}, "wrong form"),
        ({"temperature": 0}, "a temperature over 0"),
        ({"temperature": float("inf")}, "a temperature over 0"),
        ({"parameters": "7"}, "parameters: expected a whole number, found '7'"),
        ({"title": None}, "title: expected a text, found None"),
        ({"data": []}, r"data: expected an object, found \[\]"),
        ({"files": {}}, "files: expected 'litert', the file that the app runs, found none"),
        ({"files": []}, "files: expected an object"),
        ({"files": {"litert": {"path": "network.tflite"}}}, "wrong form"),
        ({"files": {"litert": 3}}, "wrong form"),
        ({"files": {"litert": {"path": 3, "sha256": "", "size": 1}}}, "a file needs texts and a size"),
        ({"private_readings": {}}, "private_readings: expected a list"),
        ({"private_readings": [3]}, "wrong form"),
        ({"colour": "red"}, r"unknown \['colour'\]"),
    ],
)
def test_a_card_that_disagrees_is_refused(values: dict[str, Any], message: str, entry: Path) -> None:
    change(entry, **values)

    with pytest.raises(ModelError, match=message):
        load_card(entry)


@pytest.mark.parametrize("purpose", ["", "Live faces", "one two three four five six"])
def test_a_card_says_in_a_few_words_what_it_is_for(purpose: str, entry: Path) -> None:
    change(entry, purpose=purpose)

    assert load_card(entry).purpose == purpose


def test_more_words_than_a_table_holds_are_refused(entry: Path) -> None:
    change(entry, purpose="one two three four five six seven")

    with pytest.raises(ModelError, match="purpose: expected at most 6 words"):
        load_card(entry)


def test_stages_come_back_as_they_were_saved(entry: Path) -> None:
    stages = (Stage("face", (48, 48, 1), 0), Stage("answer", (7,), 7))
    save_card(entry, dataclasses.replace(load_card(entry), stages=stages))

    assert load_card(entry).stages == stages


def test_figures_of_an_older_card_are_passed_over(entry: Path) -> None:
    before = load_card(entry)
    change(entry, metrics={"public": {"accuracy": 0.7}}, recalls={"disgust": 0.6}, logit_offsets={"disgust": 0.15})

    assert load_card(entry) == before


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@given(field=st.sampled_from([field.name for field in dataclasses.fields(Card)]), value=json_values)
def test_whatever_a_field_holds_the_card_loads_or_is_refused_in_a_sentence(
    field: str, value: Any, shared_entry: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    values = json.loads((shared_entry / "card.json").read_text(encoding="utf-8"))
    folder = tmp_path_factory.getbasetemp() / "changed"
    folder.mkdir(exist_ok=True)
    (folder / "card.json").write_text(json.dumps({**values, field: value}), encoding="utf-8")

    refusal = ""
    try:
        card = load_card(folder)
    except ModelError as error:
        refusal = str(error)

    assert refusal.startswith(str(folder / "card.json")) if refusal else card.labels == LABELS
