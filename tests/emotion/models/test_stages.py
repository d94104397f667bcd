"""The stages on a card: what each gives, and what is refused."""

from typing import Any

import pytest

from emotion.models.stages import Stage, parse_stages

FACE = {"name": "face", "shape": [48, 48, 1], "parameters": 0}


def test_stages_say_what_they_give() -> None:
    face, answer = parse_stages([FACE, {"name": "answer", "shape": [7], "parameters": 2247}])

    assert face == Stage("face", (48, 48, 1), 0)
    assert (face.is_picture, face.numbers) == (True, 2304)
    assert (answer.is_picture, answer.numbers) == (False, 7)


def test_no_stages_are_an_ordinary_case() -> None:
    assert parse_stages([]) == ()


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("face", "expected objects with name, shape, parameters"),
        ({"name": "face"}, "expected objects with name, shape, parameters"),
        (FACE | {"layers": 3}, "expected objects with name, shape, parameters"),
        (FACE | {"name": " "}, "expected a name"),
        (FACE | {"name": 3}, "expected a name"),
        (FACE | {"shape": 48}, "face: expected a shape of one or three numbers"),
        (FACE | {"shape": [48, 48]}, "face: expected a shape of one or three numbers"),
        (FACE | {"shape": [48, 0, 1]}, "face: expected a shape of one or three numbers"),
        (FACE | {"shape": [True]}, "face: expected a shape of one or three numbers"),
        (FACE | {"parameters": -1}, "face: expected a whole number of parameters"),
        (FACE | {"parameters": 1.5}, "face: expected a whole number of parameters"),
    ],
)
def test_what_is_no_stage_is_refused(value: Any, message: str) -> None:
    with pytest.raises(ValueError, match=f"stages.*{message}"):
        parse_stages([value])
