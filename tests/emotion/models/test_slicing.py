"""A group knows whether it has too few faces to tell much."""

import pytest

from emotion.models.slicing import Group


@pytest.mark.parametrize(("count", "few"), [(9, True), (10, False)])
def test_fewer_than_ten_faces_are_few(count: int, few: bool) -> None:
    group = Group(
        title="a",
        count=count,
        accuracy=0.5,
        balanced_accuracy=0.5,
        accuracy_interval=(0.2, 0.8),
        balanced_accuracy_interval=(0.2, 0.8),
    )

    assert group.few is few
