"""What of a run holds on other machines too: one figure beside another of the same run, and what it should be."""

from typing import Final

from bench.record import Ratio, Record
from bench.streams.measure import Streams

EACH: Final = 14.0  # frames a second that each camera should get
ONE: Final = "1 face"
BESIDE: Final = 4  # cameras at which the cost of reading is told


def of(record: Record) -> tuple[Ratio, ...]:
    """Return the ratios of all that a record has."""
    return (
        *_frame(record),
        *_streams(record.streams, int(record.machine["processors"])),
        *_page(record),
        *_browser(record),
    )


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


def _browser(record: Record) -> list[Ratio]:
    ratios = []
    if "browser rates core" in record.parts:
        rates = record.parts["browser rates core"].rows
        mine = rates[f"{ONE}: Mien"]
        ratios.append(Ratio("frames a second with one face in a browser on one core", mine, "at least 20"))
        for other in ("human", "human, no mesh", "face-api, tiny", "face-api, SSD"):
            if (name := f"{ONE}: {other}") in rates:
                words = f"the same, in times of those of {other}, in the same browser"
                ratios.append(Ratio(words, mine / rates[name], "over 1"))
    if "browser start" in record.parts:
        name = "seconds from agreeing to the first labelled face"
        ratios.append(Ratio(f"{name} where the browser reads", record.parts["browser start"].rows[name], "at most 3"))
    if "browser visitors" in record.parts:
        rows = record.parts["browser visitors"].rows
        share = rows["processor time for each, % of a core"]
        ratios.append(Ratio("a visitor whose browser reads, % of a core of the server", share, "at most 2"))
    if {"browser processor core", "frame"} <= set(record.parts):
        here, there = (record.parts[name].rows for name in ("browser processor core", "frame"))
        times = here[f"{ONE}: Mien"] / there["the whole callback"]
        ratios.append(
            Ratio("a browser's processor time for a frame, in times of the server's callback", times, "none was set")
        )
    return ratios
