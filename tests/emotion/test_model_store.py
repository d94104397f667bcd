"""A network is used only when its card and its bytes are as they should be; otherwise a sentence says what is wrong."""

import dataclasses
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emotion.card import LITERT, Card, StoredFile
from emotion.labels import LABELS
from emotion.model_store import ModelError, load_card, load_network, names, save_card

CONTENT = b"a network"


def make_card(files: dict[str, StoredFile]) -> Card:
    return Card(
        name="small",
        title="Small",
        summary="A small network.",
        labels=LABELS,
        input_shape=(48, 48, 1),
        input_range=(0.0, 255.0),
        parameters=7,
        multiply_adds=70,
        threshold=0.5,
        temperature=1.5,
        files=files,
        metrics={"public": {"accuracy": 0.7}},
        versions={"keras": "3"},
        private_readings=({"date": "2026-01-01", "accuracy": 0.6},),
    )


def make_entry(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "network.tflite").write_bytes(CONTENT)
    save_card(folder, make_card({LITERT: StoredFile.of(folder / "network.tflite", "float16")}))
    return folder


@pytest.fixture
def entry(tmp_path: Path) -> Path:
    return make_entry(tmp_path / "small")


@pytest.fixture(scope="module")
def shared_entry(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_entry(tmp_path_factory.mktemp("models") / "small")


def change(folder: Path, **values: Any) -> None:
    path = folder / "card.json"
    path.write_text(json.dumps({**json.loads(path.read_text(encoding="utf-8")), **values}), encoding="utf-8")


def test_what_is_saved_is_loaded(entry: Path) -> None:
    card, content = load_network(entry)

    assert content == CONTENT
    assert card == make_card({LITERT: StoredFile.of(entry / "network.tflite", "float16")})
    assert card.has_network
    assert [path.name for path in sorted(entry.iterdir())] == ["card.json", "network.tflite"]


def test_fields_that_may_be_missing_have_defaults(entry: Path) -> None:
    values = json.loads((entry / "card.json").read_text(encoding="utf-8"))
    optional = {"metrics", "data", "training", "versions", "date", "terms", "private_readings"}
    kept = {name: value for name, value in values.items() if name not in optional}
    (entry / "card.json").write_text(json.dumps(kept), encoding="utf-8")

    card = load_card(entry)

    assert (card.metrics, card.date, card.private_readings) == ({}, "", ())


def test_an_entry_may_only_show_a_result(entry: Path) -> None:
    save_card(entry, make_card({}))

    assert not load_card(entry).has_network
    with pytest.raises(ModelError, match="has no file 'litert', so there is nothing to run"):
        load_network(entry)


def test_names_are_the_folders_with_a_card(tmp_path: Path) -> None:
    for name in ("b", "a", ".b.old"):
        make_entry(tmp_path / name)
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").write_text("x", encoding="utf-8")

    assert names(tmp_path) == ("a", "b")
    assert names(tmp_path / "nothing") == ()


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
        ({"input_shape": [48, 48, 3]}, r"expected input \(48, 48, 1\)"),
        ({"input_shape": [float("inf"), 48, 1]}, "wrong form"),
        ({"input_shape": None}, "wrong form"),
        ({"input_range": [0, 1]}, r"found .* of \(0.0, 1.0\)"),
        ({"threshold": 1.1}, "expected a threshold of 0 to 1"),
        ({"threshold": float("nan")}, "expected a threshold of 0 to 1"),
        ({"threshold": "high"}, "wrong form"),
        ({"temperature": 0}, "a temperature over 0"),
        ({"temperature": float("inf")}, "a temperature over 0"),
        ({"parameters": "7"}, "parameters: expected a whole number, found '7'"),
        ({"title": None}, "title: expected a text, found None"),
        ({"metrics": []}, r"metrics: expected an object, found \[\]"),
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


@pytest.mark.parametrize("path", ["../outside", "/etc/passwd", "a/b", "a\\b", "", ".", "..", "a\0b"])
def test_a_file_outside_the_entry_is_refused(path: str, entry: Path) -> None:
    (entry.parent / "outside").write_bytes(CONTENT)
    stored = dataclasses.asdict(StoredFile.of(entry.parent / "outside"))
    change(entry, files={LITERT: {**stored, "path": path}})

    with pytest.raises(ModelError, match="lies outside the entry's folder"):
        load_network(entry)


def test_a_link_that_leads_outside_is_refused(entry: Path) -> None:
    (entry.parent / "outside").write_bytes(CONTENT)
    (entry / "network.tflite").unlink()
    (entry / "network.tflite").symlink_to(entry.parent / "outside")

    with pytest.raises(ModelError, match="lies outside the entry's folder"):
        load_network(entry)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, r"network\.tflite cannot be read \(No such file"),
        (b"another network", r"expected sha256 .*found .*\(15 bytes of 9\)"),
        (b"a networK", r"expected sha256 .*\(9 bytes of 9\)"),
        (b"", r"\(0 bytes of 9\)"),
    ],
)
def test_bytes_that_the_card_does_not_name_are_refused(content: bytes | None, message: str, entry: Path) -> None:
    path = entry / "network.tflite"
    path.unlink() if content is None else path.write_bytes(content)

    with pytest.raises(ModelError, match=message):
        load_network(entry)


def test_a_card_that_cannot_be_written_leaves_the_old_one(entry: Path) -> None:
    before = (entry / "card.json").read_bytes()

    with pytest.raises(TypeError):
        save_card(entry, dataclasses.replace(load_card(entry), metrics={"public": object()}))

    assert (entry / "card.json").read_bytes() == before


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
