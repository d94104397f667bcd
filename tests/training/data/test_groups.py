"""groups.csv is read whole, or refused in a sentence that says what to change."""

from pathlib import Path

import pytest

from training.data.groups import read_groups


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("public/happy/1.png", "public/sad/2.png", "train/happy/3.png"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"")
    return tmp_path


ROWS = "picture,lighting,age\npublic/happy/1.png,lamp,20 to 39\npublic\\sad\\2.png,daylight,\n"


def test_each_picture_of_the_split_has_its_group(folder: Path) -> None:
    (folder / "groups.csv").write_text(ROWS)

    (found,) = read_groups(folder, ["lighting"])

    assert found.column == "lighting"
    assert found.groups == {"public/happy/1.png": "lamp", "public/sad/2.png": "daylight"}


@pytest.mark.parametrize(
    ("rows", "columns", "sentence"),
    [
        (None, ["lighting"], "no such file; --group needs a CSV with the columns picture"),
        (ROWS, ["camera"], "has no column 'camera'; its columns are picture, lighting, age"),
        (ROWS, ["age"], "column 'age' is empty for public/sad/2.png"),
        (ROWS, ["picture"], "expected columns beside picture"),
        (ROWS.replace("sad\\2", "sad\\9"), ["lighting"], "has no row for public/sad/2.png"),
        (ROWS + "public/sad/7.png,lamp,1\n", ["lighting"], "names public/sad/7.png, of which the folder holds no"),
        (ROWS + "public/sad/2.png,lamp,1\n", ["lighting"], "public/sad/2.png stands there twice"),
    ],
)
def test_a_file_that_does_not_fit_is_refused(folder: Path, rows: str | None, columns: list[str], sentence: str) -> None:
    if rows is not None:
        (folder / "groups.csv").write_text(rows)

    with pytest.raises(ValueError, match=sentence.replace("'", ".")):
        read_groups(folder, columns)
