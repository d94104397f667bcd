"""What the program in the browser shares with this one."""

import json
import re
from typing import Any

from emotion.browser import constants
from emotion.labels import LABELS
from emotion.results import worded
from tests.support.repository import ROOT, text_of

SOURCES = {path: text_of(path) for path in sorted((ROOT / "browser/src").rglob("*.ts"))}


def test_they_are_json_and_the_same_each_time() -> None:
    assert json.loads(constants.as_json()) == json.loads(json.dumps(constants.constants()))
    assert constants.as_json() == constants.as_json()


def test_every_answer_in_words_is_there() -> None:
    words = constants.constants()["words"]
    assert words["between"][LABELS.index("fear")][LABELS.index("sad")] == worded("fear", False, "sad")


def test_names_are_written_as_javascript_writes_them() -> None:
    assert constants.camel({"label_margin": 1, "hold": 2}) == {"labelMargin": 1, "hold": 2}


def test_each_is_used() -> None:
    program = "\n".join(SOURCES.values())
    unused = [name for name in leaves(constants.constants()) if not re.search(rf"\b{name}\b", program)]
    assert unused == []


def leaves(values: dict[str, Any]) -> set[str]:
    """Return the names of what stands in nested mappings; of tables by a visitor's choice the fields."""
    found = set()
    for name, value in values.items():
        found |= leaves(value) if isinstance(value, dict) else {name}
    return found
