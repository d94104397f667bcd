"""How well the faces of one set are told in groups: by a property of the picture, by the voters, by a named column."""

from typing import Final

from emotion.models.strict import Count, Interval, Share, Strict

FEW: Final = 10  # faces below which a group's figures say hardly anything


class Group(Strict, frozen=True, kw_only=True):
    """One group of faces.

    Attributes:
        title: for people.
        low, high: bounds of the property in the slicing's unit, both within the group; None where the title tells all.
        count: faces.
        accuracy, balanced_accuracy: shares of these faces; the second is the mean recall of the labels that have some.
        accuracy_interval, balanced_accuracy_interval: of 95 %.
        pictures, found, found_interval: pictures of the group, the share of them that gave a face, and its interval;
            None where every face was there from the start.
    """

    title: str
    low: float | None = None
    high: float | None = None
    count: Count
    accuracy: Share
    balanced_accuracy: Share
    accuracy_interval: Interval
    balanced_accuracy_interval: Interval
    pictures: Count | None = None
    found: Share | None = None
    found_interval: Interval | None = None

    @property
    def few(self) -> bool:
        """Whether it has too few faces to tell much."""
        return self.count < FEW


class Slicing(Strict, frozen=True, kw_only=True):
    """The faces of a set in groups, from low to high or in the order of their names.

    Attributes:
        name: of the property, such as light.
        title, unit: for people.
        groups: at least one.
        left_out: faces of the set that are in none.
    """

    name: str
    title: str
    unit: str = ""
    groups: tuple[Group, ...]
    left_out: Count = 0
