"""A rectangle is cut out as it stands, and what lies over the picture's edge repeats the edge."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from emotion.images.cut import cut

GREY = np.arange(30 * 40, dtype=np.uint32).reshape(30, 40).astype(np.uint8)
COLOUR = np.stack([GREY, GREY + 1, GREY + 2], axis=2)


def test_what_lies_inside_is_a_view() -> None:
    part = cut(GREY, 5, 6, 15, 26)
    assert part.shape == (20, 10)
    assert np.shares_memory(part, GREY)
    assert (part == GREY[6:26, 5:15]).all()


@pytest.mark.parametrize("picture", [GREY, COLOUR], ids=["grey", "colour"])
@given(left=st.integers(-60, 39), top=st.integers(-60, 29), across=st.integers(1, 150), down=st.integers(1, 150))
def test_every_pixel_is_the_nearest_of_the_picture(
    picture: np.ndarray, left: int, top: int, across: int, down: int
) -> None:
    across, down = max(across, 1 - left), max(down, 1 - top)  # a part of it lies inside
    rows, columns = (
        np.arange(top, top + down).clip(0, 29),
        np.arange(left, left + across).clip(0, 39),
    )
    assert (cut(picture, left, top, left + across, top + down) == picture[np.ix_(rows, columns)]).all()
