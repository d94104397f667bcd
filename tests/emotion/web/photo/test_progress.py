"""What is said while pictures are read."""

import pytest

from emotion.web.photo.progress import in_words


@pytest.mark.parametrize(
    ("done", "count", "took", "words"),
    [
        (0, 1, [], "Reading `face.jpg`"),
        (2, 20, [0.2, 0.3], "Reading `face.jpg`, 3 of 20"),
        (1, 20, [60.0], "Reading `face.jpg`, 2 of 20"),
        (2, 20, [2.0, 4.0], "Reading `face.jpg`, 3 of 20, about 55 seconds left"),
        (19, 20, [30.0] * 19, "Reading `face.jpg`, 20 of 20, about 30 seconds left"),
    ],
    ids=["one", "soon", "who knows", "a while", "the last"],
)
def test_progress_is_told_by_picture_and_time_where_it_is_worth_it(
    done: int, count: int, took: list[float], words: str
) -> None:
    assert in_words("face.jpg", done, count, took) == words
