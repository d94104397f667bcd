"""python -m bench.steadiness: how steady answers are, how soon they change, how often sure ones are right."""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

import click
import cv2
import numpy as np

from bench.detection.clips import clips
from bench.steadiness.faces import VERSIONS, Change, Shares, agreement, changes, delays, jittered
from bench.steadiness.rules import MEANS, RULES, SINGLE, SWEEP, Rule, spread
from bench.steadiness.watching import Reading, Watched, calibrated, read_clip, read_generated, watch
from emotion.answers import Probabilities
from emotion.classification.calibration import Expectation
from emotion.classification.litert import LiteRTClassifier
from emotion.models.loaded import LoadedModel
from emotion.models.store import ModelStore
from emotion.web.server.settings import HostSettings
from training.data.ferplus import labelled_by_voters, majority, shares
from training.data.read import read as read_faces
from training.evaluation.calibrate import sure

PARTS = ("clips", "changes", "agreement", "sweep")
SWEPT: Final = "fer_woman2.mp4"
GENERATED: Final = "generated"
SECONDS: Final = (1, 4)  # for which a face was shown when its answer is judged
STEADY: Final = ("frames", "seconds", "under", "unsure", "labels", "sure", "words")
SOON: Final = ("label", "90 %", "in 0.4 s", "sure", "90 %")
RIGHT: Final = tuple(f"{what} after {seconds} s" for seconds in SECONDS for what in ("sure", "agree"))


@click.command()
@click.option("--clips", "folder", type=click.Path(exists=True, path_type=Path), help="The marked clips.")
@click.option("--data", type=click.Path(exists=True, path_type=Path), help="fer2013.csv, FER+'s votes beside it.")
@click.option("--only", "parts", multiple=True, type=click.Choice(PARTS), help="Of these parts alone.")
def main(folder: Path | None, data: Path | None, parts: tuple[str, ...]) -> None:
    """Measure the rules by which answers stand still, for both expectations."""
    cv2.setNumThreads(1)  # as the web process does
    chosen = set(parts or PARTS)
    if (chosen & {"clips", "sweep"} and not folder) or (chosen - {"clips"} and not data):
        raise click.UsageError("clips want --clips, changes and agreement --data, sweep both; or name parts by --only")
    model = ModelStore().load_model(HostSettings().model)
    streams = _streams(folder, model) if folder and chosen & {"clips", "sweep"} else {}
    faces = _Faces(data, model) if data and chosen - {"clips"} else None
    for expectation in Expectation:
        told = model.expecting(expectation)
        heading = f"expected {expectation.in_words}"
        shown = {name: [calibrated(one, told.calibration) for one in many] for name, many in streams.items()}
        if "clips" in chosen:
            for name, readings in shown.items():
                rows = ((rule.name, *_steady(readings, rule, told.threshold)) for rule in RULES)
                _table(f"{name}, {heading}", STEADY, rows)
        if faces:
            faces.tables(chosen, told, heading, shown.get(SWEPT, []))


class _Faces:
    """PublicTest's faces, each in several versions, read once."""

    def __init__(self, data: Path, model: LoadedModel) -> None:
        public = read_faces(data).split("public")
        if public.votes is None:
            raise click.UsageError("expected faces with the votes of FER+; put its fer2013new.csv beside the CSV")
        known = labelled_by_voters(public.votes)
        pixels, votes = public.pixels[known], public.votes[known]
        self._truth, self._shares = majority(votes), shares(votes, public.labels[known])
        classifier = LiteRTClassifier(model.content, None, model.card.input)
        self._single = classifier.classify(pixels).probabilities
        self._versions = [classifier.classify(jittered(pixels, seed)).probabilities for seed in range(VERSIONS)]

    def tables(self, chosen: set[str], told: LoadedModel, heading: str, swept: list[list[Reading]]) -> None:
        """Print what was chosen of changes, agreement and sweep."""
        threshold, single = told.threshold, told.calibration.apply(self._single)
        versions = np.stack([told.calibration.apply(one) for one in self._versions])
        changing = changes(self._truth, versions, threshold) if chosen & {"changes", "sweep"} else []
        if "changes" in chosen:
            _table(f"Changes, {heading}", SOON, ((rule.name, *_soon(changing, rule, threshold)) for rule in RULES))
        if "agreement" in chosen:
            print(f"\nThe best label's probability moves by {spread(versions):.3f} from version to version.")
            found = sure(self._shares, single, threshold)
            alone = ("the picture as it is", f"{found['share']:.3f}", f"{found['accuracy']:.3f}", "", "")
            rules = (SINGLE, *MEANS, *RULES[1:])
            rows = ((rule.name, *_right(self._shares, versions, rule, threshold)) for rule in rules)
            _table(f"Agreement of {len(single):,} faces, {heading}", RIGHT, (alone, *rows))
        if "sweep" in chosen:
            rows = (
                (
                    rule.name,
                    *_steady(swept, rule, threshold)[2:],
                    *_soon(changing, rule, threshold),
                    *_right(self._shares, versions, rule, threshold),
                )
                for rule in SWEEP
            )
            _table(f"Sweep, {SWEPT}, {heading}", (*STEADY[2:], *SOON, *RIGHT), rows)


def _streams(folder: Path, model: LoadedModel) -> dict[str, list[list[Reading]]]:
    return {**{clip.name: read_clip(clip, model) for clip in clips(folder)}, GENERATED: read_generated(model)}


def _steady(readings: Iterable[list[Reading]], rule: Rule, threshold: float) -> tuple[str, ...]:
    seen = sum((watch(one, rule, threshold) for one in readings), Watched())
    frames = max(1, seen.frames)
    changes = (f"{seen.a_minute(number):.1f}" for number in (seen.labels, seen.sure, seen.words))
    shares = f"{seen.under / frames:.2f}", f"{seen.unsure / frames:.2f}"
    return str(seen.frames), f"{seen.seconds:.1f}", *shares, *changes


def _soon(changing: list[Change], rule: Rule, threshold: float) -> tuple[str, ...]:
    label, certain = np.array([delays(change, rule, threshold) for change in changing]).T
    figures = (np.quantile(values, share, method="higher") for values in (label, certain) for share in (0.5, 0.9))
    median, most, sure_median, sure_most = (f"{value:.2f}" if np.isfinite(value) else "never" for value in figures)
    return median, most, f"{np.mean(label <= 0.4 + 1e-9):.2f}", sure_median, sure_most


def _right(voters: Shares, versions: Probabilities, rule: Rule, threshold: float) -> tuple[str, ...]:
    return tuple(f"{value:.3f}" for pair in agreement(voters, versions, rule, threshold, SECONDS) for value in pair)


def _table(title: str, columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    print(f"\n**{title}**\n\n| | {' | '.join(columns)} |\n|---{'|---' * len(columns)}|")
    for row in rows:
        print(f"| {' | '.join(row)} |", flush=True)


if __name__ == "__main__":
    main()
