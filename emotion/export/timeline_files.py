"""A timeline as files: every result as CSV, and everything as JSON."""

from emotion.export.csv import to_csv
from emotion.export.timeline import TIMELINE_COLUMNS, TimelineSource, timeline_json, timeline_rows
from emotion.models.identity import ModelIdentity
from emotion.timeline.table import Timeline


def timeline_files(timeline: Timeline, model: ModelIdentity, source: TimelineSource) -> dict[str, str]:
    """Return the texts of a timeline's files by their endings: every result as CSV, and everything as JSON."""
    return {
        ".csv": to_csv(list(timeline_rows(timeline, model)), TIMELINE_COLUMNS),
        ".json": timeline_json(timeline, model, source),
    }
