"""What training draws for a seed stays what it was, so that the settings on cards still give the runs they describe."""

import numpy as np
import pytest

from training.data.augment import augment


def faces() -> np.ndarray:
    """Return forty faces of six by six greys, uint8 [40, 48, 48]."""
    return np.random.default_rng(1).integers(0, 256, (40, 6, 6)).astype(np.uint8).repeat(8, 1).repeat(8, 2)


@pytest.mark.parametrize(
    ("kind", "corruption", "cutout", "vp8", "following", "mean", "deviation"),
    [
        ("standard", 0, 0, 0, 1698610306, 134.465, 72.264),
        ("blog", 0, 0, 0, 1834573254, 131.003, 71.485),
        ("mild", 1, 0, 0, 452835847, 116.997, 67.758),
        ("none", 1, 0, 0, 689949948, 109.290, 71.068),
        ("none", 0.5, 0.5, 0.5, 752266447, 125.791, 70.955),
        ("none", 0, 0, 1, 1649159836, 128.899, 73.661),
        ("standard", 0.3, 0.5, 0.1, 1101905282, 113.940, 68.829),
    ],
)
def test_a_seed_gives_the_changes_that_it_gave(
    kind: str, corruption: float, cutout: float, vp8: float, following: int, mean: float, deviation: float
) -> None:
    random = np.random.default_rng(7)

    drawn = np.stack([augment(face, kind, corruption, cutout, random, vp8) for face in faces()])

    assert random.integers(2**31) == following, "as many numbers are drawn as before"
    assert drawn.mean() == pytest.approx(mean, abs=0.01)  # not to the bit: other processors round otherwise
    assert drawn.std() == pytest.approx(deviation, abs=0.01)
