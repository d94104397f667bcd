"""What the benchmarks write: a record, a page, and the figures that other documents quote."""

from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from bench import quoted, ratios, record, report
from bench.browser.__main__ import merged
from bench.record import Part, Record
from bench.streams.measure import Streams


def streams(cameras: int, reads: bool, milliseconds: float, slowest: float) -> Streams:
    threads = {"reading": 0.3, "MainThread": 0.1}
    return Streams(
        cameras, reads, (15.0,) * cameras, (150.0, slowest), 1.0, milliseconds, 0.5, threads, 400.0, (15.0, 60.0)
    )


@pytest.fixture
def found() -> Record:
    parts = {
        "frame": Part("A frame", {"draw": 0.5, "the whole callback": 4.0}),
        "codec": Part("Codec", {"VP8 encode": 3.0, "VP8 decode": 2.0}),
        "articles": Part("The loop", {"the whole loop": 100.0}),
        "live": Part(
            "Live",
            {
                "memory, camera on, MB": 320.12346,
                "share of a core with the page open and the camera off, %": 0.9,
            },
            how="make run",
        ),
        "page": Part("Page", {"stream": 0.15, "event loop": 0.05, "page": 0.018}),
        "minute": Part("Minute", {"seconds to the first labelled face, median": 2.4}),
    }
    many = (streams(4, False, 5.0, 150.0), streams(4, True, 10.5, 180.0))
    machine = {"processor": "Any", "processors": "2", "memory": "24 GiB", "system": "Linux x86_64"}
    bare = replace(record.empty(), machine=machine, parts=parts, streams=many)
    return replace(bare, ratios=ratios.of(bare))


def test_ratios_are_of_figures_of_the_same_run(found: Record) -> None:
    values = [one.value for one in found.ratios]
    assert values[:2] == [25.0, 0.8]
    assert values[2:6] == pytest.approx([5.5, 10.5, 1.2, 2000 / (10.5 * 14)])
    assert values[6:] == pytest.approx([320.12346, 0.9, 0.09, 2.4])


def test_what_was_not_measured_has_no_ratio() -> None:
    assert ratios.of(record.empty()) == ()


def test_what_browsers_do_has_its_ratios(found: Record) -> None:
    parts = {
        "browser rates core": Part("Rates", {"1 face: Mien": 40.0, "1 face: human": 20.0, "4 faces: Mien": 15.0}),
        "browser processor core": Part("Processor", {"1 face: Mien": 16.0}),
        "browser start": Part("Start", {"seconds from agreeing to the first labelled face": 1.5}),
        "browser visitors": Part("Visitors", {"processor time for each, % of a core": 0.9}),
    }
    whole = merged(found, parts)
    assert [(one.value, one.goal) for one in whole.ratios[len(found.ratios) :]] == [
        *((40.0, "at least 20"), (2.0, "over 1"), (1.5, "at most 3"), (0.9, "at most 2"), (4.0, "none was set")),
    ]
    assert list(whole.parts) == [*found.parts, *parts]
    assert whole.streams == found.streams


def test_rounds_stand_beside_their_median(found: Record, tmp_path: Path) -> None:
    part = Part("Rates", {"1 face: Mien": 40.0, "kB": 6400.0}, rounds={"1 face: Mien": (39.123456, 40.0, 0.5)})
    path = tmp_path / "benchmarks.json"
    record.write(merged(found, {"browser rates core": part}), path)
    back = record.read(path)
    assert back.parts["browser rates core"].rounds == {"1 face: Mien": (39.1235, 40.0, 0.5)}
    page = report.markdown(back)
    assert "|  | median | of |" in page
    assert "| 1 face: Mien | 40.00 | 39.12, 40.00, 0.500 |" in page
    assert "| kB | 6400.00 |  |" in page


def test_a_record_is_written_and_read(found: Record, tmp_path: Path) -> None:
    path = tmp_path / "benchmarks.json"
    record.write(found, path)
    back = record.read(path)
    assert back.parts["live"].rows["memory, camera on, MB"] == 320.1235
    assert back.streams == found.streams
    assert back.machine == found.machine
    path.write_text('{"date": "today"}')
    with pytest.raises(msgspec.ValidationError):
        record.read(path)


def test_the_page_has_ratios_first_then_charts_and_all_figures(found: Record) -> None:
    page = report.markdown(found)
    assert page.index("## Ratios") < page.index("## A frame") < page.index("## Many cameras") < page.index("## Codec")
    assert "| the articles' loop, in times of Mien's callback | 25.00 | 20 |" in page
    assert "| the page's updates, in times of stream and event loop | 0.090 | under 0.1 |" in page, "not rounded away"
    assert "bar [0.50]" in page, "the whole is no step"
    assert "line [180.00]" in page
    assert (
        "| 4 | faces read | 15.0 | 15.0 | 150 | 180 | 1.00 | 10.5 | 0.50 | reading 0.30 | 400 | 15 reads, 60 frames |"
        in page
    )
    assert "make run" in page
    for part in found.parts.values():
        for row in part.rows:
            assert row in page


def test_documents_quote_figures_by_their_names(found: Record) -> None:
    text = "It takes <!-- bench live/memory, camera on, MB .0f -->0<!-- end --> MB, and 17 by hand."
    new = quoted.quoted(text, found)
    assert new == "It takes <!-- bench live/memory, camera on, MB .0f -->320<!-- end --> MB, and 17 by hand."
    assert quoted.quoted(new, found) == new
    ratio = "<!-- bench ratios/the articles' loop, in times of Mien's callback .0f -->0<!-- end -->"
    assert quoted.quoted(ratio, found).endswith(" -->25<!-- end -->")
    with pytest.raises(KeyError):
        quoted.quoted("<!-- bench live/unknown .0f -->0<!-- end -->", found)


def test_documents_have_the_figures_of_the_run_that_is_kept() -> None:
    kept = record.read()
    reckoned = replace(kept, ratios=ratios.of(kept))
    assert kept == record.rounded(reckoned)
    assert record.RECORD.with_suffix(".md").read_text(encoding="utf-8") == report.markdown(kept)
    quotes = 0
    for path in quoted.documents():
        text = path.read_text(encoding="utf-8")
        assert quoted.quoted(text, kept) == text, f"{path.name} has other figures: make bench writes them"
        assert len(quoted.QUOTE.findall(text)) == text.count("<!-- bench "), f"a quote in {path.name} is not understood"
        quotes += text.count("<!-- bench ")
    assert quotes
