"""The sizes of our own families."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final


@dataclass(frozen=True)
class CompactSize:
    """One member of the family.

    Attributes:
        widths: channels of each stage; every stage but the first begins by halving the picture.
        blocks: residual blocks of each stage, of two convolutions each.
        stem: channels of the first convolution, which runs at full size before the picture is halved.
        dropout: share of features dropped before the last layer while training.
    """

    widths: tuple[int, ...] = (64, 128, 128, 256)
    blocks: tuple[int, ...] = (1, 1, 1, 1)
    stem: int = 32
    dropout: float = 0.3


COMPACT: Final[Mapping[str, CompactSize]] = MappingProxyType(
    {
        "compact-small": CompactSize((32, 64, 96, 128), stem=16),
        "compact": CompactSize(),
        "compact-large": CompactSize((96, 160, 192, 320)),
        "compact-deep": CompactSize((64, 96, 160, 256), blocks=(2, 2, 2, 1)),
    }
)
MIRRORED: Final[Mapping[str, CompactSize]] = MappingProxyType(
    {
        "mirrored-small": CompactSize((32, 64, 96, 128), stem=16),
        "mirrored": CompactSize(),
        "mirrored-large": CompactSize((96, 160, 192, 320)),
    }
)
WIDE: Final[Mapping[str, CompactSize]] = MappingProxyType(  # too large to serve: small ones learn from them
    {"teacher-mirrored": CompactSize((128, 256, 512, 512), blocks=(2, 2, 2, 2), stem=64, dropout=0.4)}
)
FAINT: Final = 4.0  # grey levels squared, added to the variance of a mirrored network's face: less is noise
OURS: Final[Mapping[str, CompactSize]] = MappingProxyType({**COMPACT, **MIRRORED})


def block_names(blocks: tuple[int, ...]) -> list[tuple[str, int]]:
    """Return the name of each block in order, with the index of its stage: stage1, stage1_2, stage2, ..."""
    return [
        (f"stage{stage + 1}" if block == 0 else f"stage{stage + 1}_{block + 1}", stage)
        for stage, count in enumerate(blocks)
        for block in range(count)
    ]
