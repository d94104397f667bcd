"""The sizes of our own family, for whichever library builds it."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final


@dataclass(frozen=True)
class CompactSize:
    """One member of the family.

    Attributes:
        widths: channels of each residual stage; every stage but the first begins by halving the picture.
        stem: channels of the first convolution, which runs at full size before the picture is halved.
        dropout: share of features dropped before the last layer while training.
    """

    widths: tuple[int, ...] = (64, 128, 128, 256)
    stem: int = 32
    dropout: float = 0.3


COMPACT: Final[Mapping[str, CompactSize]] = MappingProxyType(
    {
        "compact-small": CompactSize((32, 64, 96, 128), stem=16),
        "compact": CompactSize(),
        "compact-large": CompactSize((96, 160, 192, 320)),
    }
)
