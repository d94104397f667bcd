"""python -m bench.browser: what reading in browsers costs; a whole run is written into docs/ beside the last of all."""

import traceback
from dataclasses import replace
from time import monotonic
from typing import Final

import click

from bench import quoted, ratios, record
from bench.browser.parts import WHAT, measured
from bench.browser.speed import ROUNDS, SECONDS
from bench.browser.visitors import SECONDS as MINUTE
from bench.browser.visitors import VISITORS
from bench.first_minute import VISITS
from bench.record import Part, Record

USUAL: Final = {"seconds": SECONDS, "rounds": ROUNDS, "visits": VISITS, "count": VISITORS, "minute": MINUTE}


@click.command()
@click.option("--only", multiple=True, type=click.Choice(WHAT), help="These alone.")
@click.option("--seconds", default=SECONDS, show_default=True, help="For each program to read a clip in a round.")
@click.option("--rounds", default=ROUNDS, show_default=True)
@click.option(
    "--visits", default=VISITS, show_default=True, help="From agreement to the first label, after a first one."
)
@click.option("--visitors", "count", default=VISITORS, show_default=True, help="At once.")
@click.option("--minute", default=MINUTE, show_default=True, help="Seconds for which these are counted.")
def main(only: tuple[str, ...], **settings: float) -> None:
    """Measure; what took as long as usual, or longer, is written into docs/."""
    began = monotonic()
    parts: dict[str, Part] = {}
    failed = []
    for what in only or WHAT:
        try:
            parts |= measured((what,), **settings)  # type: ignore[arg-type]  # click has them as they are to be
        except Exception:  # the others are worth having all the same
            traceback.print_exc()
            failed.append(what)
    found = replace(record.empty(), parts=parts)
    print("\nRatios", *(f"  {one.name:<90}{one.value:9.2f}  (goal: {one.goal})" for one in ratios.of(found)), sep="\n")
    print(f"\nIt took {(monotonic() - began) / 60:.1f} minutes.")
    _write(parts, found, all(settings[name] >= least for name, least in USUAL.items()))
    if failed:
        raise SystemExit(f"These failed, see above: {', '.join(failed)}")


def _write(parts: dict[str, Part], found: Record, long: bool) -> None:
    kept = record.read()
    if not long or kept.machine != found.machine:
        why = "the record is of another machine: python -m bench writes all" if long else "it was shorter than usual"
        print(f"Nothing is written, since {why}.")
        return
    record.write(merged(kept, parts))
    quoted.write(record.read())


def merged(kept: Record, parts: dict[str, Part]) -> Record:
    """Return a record with these parts beside, or instead of, those that it has, and the ratios of all."""
    whole = replace(kept, parts={**kept.parts, **parts})
    whole = record.rounded(whole)  # first, so that ratios follow from the figures as they are kept
    return replace(whole, ratios=ratios.of(whole))


if __name__ == "__main__":
    main()
