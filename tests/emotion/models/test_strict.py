"""A part of an evaluation takes no field that we do not know."""

import msgspec
import pytest

from emotion.models.strict import Strict


class Part(Strict, frozen=True, kw_only=True):
    count: int = 0


def test_an_unknown_field_is_refused_and_a_missing_one_silent() -> None:
    with pytest.raises(msgspec.ValidationError, match="unknown field"):
        msgspec.convert({"cuont": 1}, Part)
    assert msgspec.json.encode(Part()) == b"{}"
