"""A record of the benchmarks as docs/benchmarks.md, ratios first, charts as GitHub and GitLab draw them."""

from collections.abc import Iterable, Sequence

from bench.record import Part, Record
from bench.streams.measure import Streams

OPENING = """# Benchmarks

Written by `make bench`, as is [benchmarks.json](benchmarks.json), from which all other documents have their figures.
Nothing else ran on the machine. Processor time holds from run to run better than the clock does; single figures still
move by a tenth or two on one machine and by two times between machines, so ratios within one run come first."""


def markdown(record: Record) -> str:
    """Return the whole page."""
    machine = record.machine
    of = f"{machine['processors']} processors ({machine['processor']}), {machine['memory']}, {machine['system']}"
    versions = ", ".join(f"{name} {number}" for name, number in record.versions.items())
    pieces = [
        OPENING,
        f"{record.date}, {of}. {versions}.",
        "## Ratios",
        _table(("", "measured", "goal"), ((one.name, _figure(one.value), one.goal) for one in record.ratios)),
        *_frame(record),
        *_streams(record.streams),
    ]
    for name, part in record.parts.items():
        if name != "frame":
            how = [f"Started so: {part.how}"] if part.how else []
            pieces += [f"## {part.title}", *how, _rows(part)]
    return "\n\n".join(pieces) + "\n"


def _frame(record: Record) -> list[str]:
    part = record.parts.get("frame")
    if part is None:
        return []
    steps = {name: value for name, value in part.rows.items() if not name.startswith("the whole")}
    chart = _chart("Milliseconds by step", list(steps), ("bar", list(steps.values())))
    return [f"## {part.title}", chart, _rows(part)]


def _streams(streams: Sequence[Streams]) -> list[str]:
    if not streams:
        return []
    read, echoed = [one for one in streams if one.reads], [one for one in streams if not one.reads]
    chart = _chart(
        "95th percentile of the latency, milliseconds: faces read, and echoed",
        [str(one.cameras) for one in read],
        ("line", [one.latency[1] for one in read]),
        ("line", [one.latency[1] for one in echoed]),
    )
    heads = (
        *(
            "cameras",
            "",
            "frames a second each",
            "the slowest",
            "latency ms",
            "95 %",
            "later",
            "CPU ms a frame",
            "cores",
        ),
        *("busiest kind of thread", "MB", "held to"),
    )
    rows = (
        (
            *(str(one.cameras), "faces read" if one.reads else "echo", f"{one.rate:.1f}", f"{min(one.rates):.1f}"),
            *(f"{one.latency[0]:.0f}", f"{one.latency[1]:.0f}", f"{one.drift:.2f}"),
            *(f"{one.milliseconds:.1f}", f"{one.cores:.2f}"),
            *(" ".join((name, f"{share:.2f}")) for name, share in list(one.threads.items())[:1]),
            *(f"{one.megabytes:.0f}", f"{one.step[0]:g} reads, {one.step[1]:g} frames"),
        )
        for one in streams
    )
    words = (
        "Programs as cameras send the sample clip at 640×480, 15 frames a second, each frame numbered, on the same "
        "processors as the server, whose share they take: beyond what fits, frames a second say as much of the cameras "
        "as of the server. An echo gives each frame back as it came, by the same transport. Each latency has a frame's "
        "time, 67 ms, of the program's own in it, which knows a frame to be whole when the next begins; a browser "
        "knows at once. `later` is the 95th percentile in the last quarter of the time in times of that in the first. "
        "`held to` is what the server's [pace](decisions/0033-many-cameras.md) allowed each camera in the end, in "
        "reads and frames a second."
    )
    return ["## Many cameras at once", words, chart, _table(heads, rows)]


def _chart(title: str, names: Sequence[str], *series: tuple[str, Sequence[float]]) -> str:
    most = max(value for _, values in series for value in values) * 1.1
    drawn = [f"    {kind} [{', '.join(f'{value:.2f}' for value in values)}]" for kind, values in series]
    axis = ", ".join(f'"{name}"' for name in names)
    lines = [f'    title "{title}"', f"    x-axis [{axis}]", f"    y-axis 0 --> {most:.2f}", *drawn]
    return "\n".join(["```mermaid", "xychart-beta", *lines, "```"])


def plain(part: Part) -> str:
    """Return a part as a terminal shows it."""
    return "\n".join([part.title, *(f"  {row:<60}{value:9.2f}" for row, value in part.rows.items())])


def _rows(part: Part) -> str:
    if not part.rounds:
        return _table(("", "measured"), ((name, _figure(value)) for name, value in part.rows.items()))
    rows = (
        (name, _figure(value), ", ".join(map(_figure, part.rounds.get(name, ())))) for name, value in part.rows.items()
    )
    return _table(("", "median", "of"), rows)


def _figure(value: float) -> str:
    return f"{value:.3f}" if abs(value) < 1 else f"{value:.2f}"


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
