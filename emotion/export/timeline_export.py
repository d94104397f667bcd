"""A timeline as files: every result as CSV, JSON or Parquet, and its parts with their intervals as CSV; made once."""

from dataclasses import dataclass, field
from functools import cached_property

from emotion.export.conditions import PART_COLUMNS, part_rows
from emotion.export.csv import CsvForm, to_csv
from emotion.export.parquet import to_parquet
from emotion.export.timeline import TIMELINE_COLUMNS, TIMELINE_TYPES, TimelineSource, timeline_rows
from emotion.export.timeline_json import timeline_json
from emotion.models.identity import ModelIdentity
from emotion.timeline.conditions import Part, parts_of
from emotion.timeline.notes import Notes
from emotion.timeline.table import Timeline


@dataclass(frozen=True, eq=False)
class TimelineExport:
    """What a timeline is written as; an hour with one face takes 3 seconds for CSV, so each file is made once.

    Attributes:
        timeline: whose persons are joined already.
        model: that read it.
        source: what it came from.
        notes: names, markers and spans.
    """

    timeline: Timeline
    model: ModelIdentity
    source: TimelineSource
    notes: Notes = field(default_factory=Notes)
    _csv: dict[CsvForm, str] = field(default_factory=dict, init=False, repr=False)

    def csv(self, form: CsvForm = CsvForm.COMMA) -> str:
        """Every result as CSV."""
        if form not in self._csv:
            rows = list(timeline_rows(self.timeline, self.model, self.notes))
            self._csv[form] = to_csv(rows, TIMELINE_COLUMNS, form=form)
        return self._csv[form]

    @cached_property
    def json(self) -> str:
        """Everything as JSON."""
        return timeline_json(self.timeline, self.model, self.source, self.notes)

    @cached_property
    def parquet(self) -> bytes:
        """Every result as Parquet: the columns of the CSV, each with its type."""
        return to_parquet(timeline_rows(self.timeline, self.model, self.notes), TIMELINE_TYPES)

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """The whole, each condition and each marker, of all persons together and of each."""
        return parts_of(self.timeline, self.notes)

    def parts_csv(self, form: CsvForm = CsvForm.COMMA) -> str:
        """The parts as CSV, a row for each figure."""
        return to_csv(list(part_rows(self.parts, self.model, self.notes)), PART_COLUMNS, form=form)
