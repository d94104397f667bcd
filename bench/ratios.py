"""What of a run holds on other machines too: one figure beside another of the same run, and what it should be."""

from typing import Final

from bench.record import Ratio, Record
from bench.streams.measure import Streams

EACH: Final = 14.0  # frames a second that each camera should get
BESIDE: Final = 4  # cameras at which the cost of reading is told


def of(record: Record) -> tuple[Ratio, ...]:
    """Return the ratios of all that a record has."""
    return (*_frame(record), *_streams(record.streams, int(record.machine["processors"])), *_page(record))


def _frame(record: Record) -> list[Ratio]:
    if not {"frame", "codec", "articles"} <= set(record.parts):
        return []
    callback = record.parts["frame"].rows["the whole callback"]
    loop, coding = record.parts["articles"].rows["the whole loop"], sum(record.parts["codec"].rows.values())
    return [
        Ratio("the articles' loop, in times of Mien's callback", loop / callback, "20"),
        Ratio("Mien's callback, in times of the video codec", callback / coding, "under 1"),
    ]


def _streams(streams: tuple[Streams, ...], processors: int) -> list[Ratio]:
    read = {one.cameras: one for one in streams if one.reads}
    echoed = {one.cameras: one for one in streams if not one.reads}
    if BESIDE not in read or BESIDE not in echoed:
        return []
    one, echo = read[BESIDE], echoed[BESIDE]
    return [
        Ratio(
            f"reading with {BESIDE} cameras, ms of processor time for a frame beside the echo's",
            one.milliseconds - echo.milliseconds,
            "at most 6",
        ),
        Ratio(f"the whole server with {BESIDE} cameras, ms of processor time a frame", one.milliseconds, "about 10"),
        Ratio(
            f"latency with {BESIDE} cameras, 95th percentile, in times of the echo's",
            one.latency[1] / echo.latency[1],
            "at most 1.5",
        ),
        *(
            Ratio(
                f"latency with {many} cameras after a minute, in times of that at its start",
                read[many].drift,
                "about 1",
            )
            for many in read
            if many > BESIDE
        ),
        Ratio(
            f"cameras of {EACH:g} frames a second that the processors have time for, by that cost",
            1000 * processors / (one.milliseconds * EACH),
            "8",
        ),
        *_memory(read),
    ]


def _memory(read: dict[int, Streams]) -> list[Ratio]:
    if 1 not in read:
        return []
    each = (read[BESIDE].megabytes - read[1].megabytes) / (BESIDE - 1)
    return [Ratio(f"memory of each camera beyond the first, with {BESIDE}, MB", each, "none was set")]


def _page(record: Record) -> list[Ratio]:
    ratios = []
    if "live" in record.parts:
        rows = record.parts["live"].rows
        ratios += [
            Ratio("memory of the web process with a camera, MB", rows["memory, camera on, MB"], "under 350"),
            Ratio(
                "share of a core with the page open and the camera off, %",
                rows["share of a core with the page open and the camera off, %"],
                "nothing",
            ),
        ]
    if "page" in record.parts:
        rows = record.parts["page"].rows
        cost = rows["page"] / (rows["stream"] + rows["event loop"])
        ratios.append(Ratio("the page's updates, in times of stream and event loop", cost, "under 0.1"))
    if "minute" in record.parts:
        rows = record.parts["minute"].rows
        name = "seconds to the first labelled face, median"
        ratios.append(Ratio(name, rows[name], "3"))
    return ratios
