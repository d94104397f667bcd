"""The folder of a measurement: its name, and that nothing there is lost."""

from pathlib import Path
from typing import Any

import pytest

from tests.support.training.fixtures import Faces
from tests.support.training.stores import files, full_disk
from training.data.faceset import FaceSet
from training.evaluation.measurement import data_name, measure_entry, measurement_folder


@pytest.mark.parametrize("place", ["store/tiny", "store/tiny/inside", "run", "other"])
def test_the_folder_of_a_network_or_a_run_takes_no_measurement(
    place: str, entry: Path, others: FaceSet, tmp_path: Path
) -> None:
    for folder, name in (("run", "config.json"), ("other", "card.json")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / name).write_text("{}", encoding="utf-8")
    before = files(tmp_path)

    with pytest.raises(ValueError, match=r"expected a folder for a measurement alone, .* name another with --into"):
        measure_entry(entry, others, "mine", True, tmp_path / place)

    assert files(tmp_path) == before


def test_a_full_disk_leaves_an_earlier_measurement_as_it_was(
    entry: Path, others: FaceSet, faces_of: Faces, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    into = tmp_path / "measured"
    measure_entry(entry, others, "mine", False, into)
    before = files(into)
    write = Path.write_text

    def fill_up(path: Path, *words: Any, **more: Any) -> int:
        if "evaluation" in path.name:
            full_disk()
        return write(path, *words, **more)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_text", fill_up)
        with pytest.raises(OSError, match="No space left on device"):
            measure_entry(entry, faces_of(7, 7, 7), "mine", False, into)

    assert files(into) == before


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("data/fer2013.csv", "fer2013"),
        ("fer2013.csv.gz", "fer2013"),
        ("FER2013.TAR.GZ", "FER2013"),
        ("faces.npz", "faces"),
        ("my.faces", "my.faces"),
        ("mine/", "mine"),
        ("mine/.", "mine"),
        ("mine/../yours", "yours"),
        (".csv", ".csv"),
    ],
)
def test_a_measurement_is_called_by_network_and_data(source: str, name: str) -> None:
    assert measurement_folder("compact", Path(source)) == Path("runs/measured") / f"compact-{name}"


def test_the_folder_where_one_is_has_a_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "mine").mkdir()
    monkeypatch.chdir(tmp_path / "mine")

    assert data_name(Path(".")) == "mine"


def test_an_earlier_evaluation_that_is_no_json_stops_before_anything_is_written(
    entry: Path, others: FaceSet, tmp_path: Path
) -> None:
    into = tmp_path / "measured"
    into.mkdir()
    (into / "evaluation.json").write_text("{", encoding="utf-8")
    before = files(into)

    with pytest.raises(ValueError, match=r"evaluation\.json: no readable JSON"):
        measure_entry(entry, others, "mine", False, into)

    assert files(into) == before
