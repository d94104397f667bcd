"""Sizes of what is drawn."""

import pytest

from emotion.drawing.primitives import Style


@pytest.mark.parametrize(
    ("height", "width", "box", "line", "edge"),
    [
        (480, 640, 480, 2, 1),
        (480, 640, 48, 2, 1),
        (240, 320, 40, 2, 1),
        (1200, 1600, 600, 6, 2),
        (1200, 1600, 120, 5, 2),
        (1200, 1600, 48, 2, 1),
        (3000, 4000, 120, 5, 2),
        (3000, 4000, 1000, 16, 6),
        (3000, 4000, 24, 1, 1),
        (3000, 4000, 1, 1, 1),
    ],
)
def test_lines_follow_the_frame_and_never_take_much_of_a_small_box(height, width, box, line, edge):
    style = Style.of(height, width)
    around = style.around(box)
    assert (around.line, around.edge) == (line, edge)
    assert (around.cap_height, around.row_height) == (style.cap_height, style.row_height)
    assert around.line + 2 * around.edge <= max(3, box / 12 + 1)


@pytest.mark.parametrize(("height", "width"), [(240, 320), (480, 640), (720, 1280)])
def test_an_ordinary_face_of_a_camera_keeps_the_lines_of_its_frame(height, width):
    style = Style.of(height, width)
    assert all(style.around(box) == style for box in range(width // 8, width))
