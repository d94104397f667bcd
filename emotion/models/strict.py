"""The bounds and the base that every part of an evaluation shares."""

from typing import Annotated

from msgspec import Meta, Struct

Share = Annotated[float, Meta(ge=0, le=1)]
Count = Annotated[int, Meta(ge=0)]
Interval = tuple[Share, Share]  # of 95 %, low and high


class Strict(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """What every part of an evaluation is: frozen, without fields that we do not know, silent of what is missing."""
