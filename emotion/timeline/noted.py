"""A timeline with what was noted about it: persons joined, and their summary without what is left out."""

from dataclasses import dataclass, field
from functools import cached_property

from emotion.timeline.notes import Notes
from emotion.timeline.people import joined
from emotion.timeline.summary import TimelineSummary, summarize
from emotion.timeline.table import Timeline


@dataclass(frozen=True, eq=False)
class NotedTimeline:
    """What is shown and written of a timeline.

    Attributes:
        read: the timeline as it was read, which never changes.
        notes: names, who is the same, markers and spans.
    """

    read: Timeline
    notes: Notes = field(default_factory=Notes)

    @cached_property
    def timeline(self) -> Timeline:
        """The timeline with persons who are the same under one number."""
        return joined(self.read, self.notes.same)

    @cached_property
    def summary(self) -> TimelineSummary:
        """Everybody in it, without the spans that are left out."""
        return summarize(self.timeline, self.notes.left_out)
