"""A model is used only when its card and its bytes are as they should be; otherwise a sentence says what is wrong."""

import dataclasses
from pathlib import Path

import pytest

from emotion.models.card import LITERT, StoredFile
from emotion.models.store import ModelError, ModelStore, load_card, load_model, save_card
from tests.support.released_model import CONTENT, change, make_card, make_entry


@pytest.fixture
def entry(tmp_path: Path) -> Path:
    return make_entry(tmp_path / "small")


def test_what_is_saved_is_loaded(entry: Path) -> None:
    card, content = load_model(entry)

    assert content == CONTENT
    assert card == make_card({LITERT: StoredFile.of(entry / "network.tflite", "float16")})
    assert [path.name for path in sorted(entry.iterdir())] == ["card.json", "network.tflite"]


def test_a_file_that_the_card_does_not_name_is_refused(entry: Path) -> None:
    with pytest.raises(ModelError, match="has no file 'history', so there is nothing to run"):
        load_model(entry, "history")


def test_a_store_knows_its_entries_by_name(entry: Path) -> None:
    models = ModelStore(entry.parent)
    renamed = dataclasses.replace(load_card(entry), title="Renamed")

    save_card(entry, renamed)

    loaded = models.load_model("small")
    assert (loaded.card, loaded.content) == (renamed, CONTENT)
    with pytest.raises(ModelError, match=r"card\.json is missing"):
        models.load_model("large")


def test_names_are_the_folders_with_a_card(tmp_path: Path) -> None:
    for name in ("b", "a", ".b.old"):
        make_entry(tmp_path / name)
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").write_text("x", encoding="utf-8")

    assert ModelStore(tmp_path).names() == ("a", "b")
    assert ModelStore(tmp_path / "nothing").names() == ()


@pytest.mark.parametrize("path", ["../outside", "/etc/passwd", "a/b", "a\\b", "", ".", "..", "a\0b"])
def test_a_file_outside_the_entry_is_refused(path: str, entry: Path) -> None:
    (entry.parent / "outside").write_bytes(CONTENT)
    stored = dataclasses.asdict(StoredFile.of(entry.parent / "outside"))
    change(entry, files={LITERT: {**stored, "path": path}})

    with pytest.raises(ModelError, match="lies outside the entry's folder"):
        load_model(entry)


def test_a_link_that_leads_outside_is_refused(entry: Path) -> None:
    (entry.parent / "outside").write_bytes(CONTENT)
    (entry / "network.tflite").unlink()
    (entry / "network.tflite").symlink_to(entry.parent / "outside")

    with pytest.raises(ModelError, match="lies outside the entry's folder"):
        load_model(entry)


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
        load_model(entry)


def test_a_card_that_cannot_be_written_leaves_the_old_one(entry: Path) -> None:
    before = (entry / "card.json").read_bytes()

    with pytest.raises(TypeError):
        save_card(entry, dataclasses.replace(load_card(entry), data={"public": object()}))

    assert (entry / "card.json").read_bytes() == before
