"""Persons of a timeline that are the same: somebody who left the picture and came back."""

import dataclasses
from collections.abc import Mapping

import numpy as np

from emotion.timeline.table import Timeline


def joined(timeline: Timeline, same: Mapping[int, int]) -> Timeline:
    """Return a timeline in which persons go by other persons' numbers; the one given stays as it is.

    Args:
        timeline: of a video or a recording.
        same: the number that a person goes by, by their own. Nobody who is there with whom they are said to be:
            see `first_together`.
    """
    if not same:
        return timeline
    faces = timeline.faces.copy()
    for person, other in same.items():
        faces["person"][timeline.faces["person"] == person] = other
    return dataclasses.replace(timeline, faces=faces)


def first_together(timeline: Timeline, person: int, other: int) -> float | None:
    """Return when two persons are first in view together, seconds: they are two, then. None where they never are."""
    results = [timeline.faces["result"][timeline.faces["person"] == number] for number in (person, other)]
    shared = np.intersect1d(*results)
    return float(timeline.results["at"][shared[0]]) if len(shared) else None
